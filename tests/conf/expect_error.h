#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>

#include "conf/error.h"

namespace conf {

struct Thrown {
  std::optional<Problem> problem;  // absent: nothing was thrown
  std::string text;
};

inline std::ostream& operator<<(std::ostream& out, const Thrown& thrown) {
  return thrown.problem
             ? out << "problem " << static_cast<int>(*thrown.problem) << ": " << thrown.text
             : out << "no error";
}

template <typename Function>
[[nodiscard]] Thrown ErrorOf(const Function& function) {
  try {
    (void)function();
  } catch (const Error& error) {
    return {error.problem(), error.what()};
  }
  return {};
}

MATCHER_P2(Is, problem, text, "") {
  return arg.problem == problem && arg.text.find(text) != std::string::npos;
}

}  // namespace conf
