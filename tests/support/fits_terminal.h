#pragma once

#include <gmock/gmock.h>

#include <sstream>
#include <string>

namespace support {

// No line is longer than what people read is wide (cli/wrap.h). Of plain ASCII.
MATCHER(FitsTerminal, "has lines of at most 100 columns") {
  std::istringstream lines(arg);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 100) {
      *result_listener << "one has " << line.size() << ": " << line;
      return false;
    }
  }
  return true;
}

}  // namespace support
