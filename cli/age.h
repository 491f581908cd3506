#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cli {

// How long ago that was, in the largest unit of which there are two, as kubectl has it: "90s",
// "12m", "47h", "9d". "-" for what is no time of RFC 3339 in UTC ("2026-11-26T18:00:00Z"), and "0s"
// for what is to come.
[[nodiscard]] std::string AgeOf(std::string_view created,
                                std::chrono::system_clock::time_point now);

}  // namespace cli
