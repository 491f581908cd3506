#pragma once

#include <string>
#include <string_view>

#include "conf/error.h"
#include "conf/json_repair.h"
#include "conf/text.h"
#include "ipam/subnet.h"

namespace conf {

// What `parse` returns; an ipam::Error that it throws is told again in our words, with the name of
// the variable or key in front.
template <typename Parse>
[[nodiscard]] auto Named(Problem problem, std::string_view name, Parse parse) {
  try {
    return parse();
  } catch (const ipam::Error& error) {
    throw Error(problem,
                WithControlsEscaped(ReplaceInvalidUtf8(std::string(name) + ": " + error.what())),
                std::string(name));
  }
}

}  // namespace conf
