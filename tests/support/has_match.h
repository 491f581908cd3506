#pragma once

#include <gmock/gmock.h>

#include <regex>
#include <string>

namespace support {

// Some of the text matches the ECMAScript pattern. gtest's own regular expressions are poorer on
// Windows.
MATCHER_P(HasMatch, pattern, "has a match of " + std::string(pattern)) {
  return std::regex_search(std::string(arg), std::regex(pattern));
}

}  // namespace support
