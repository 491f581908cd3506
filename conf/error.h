#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace conf {

// What is wrong, in the classes that the CNI specification has codes for.
enum class Problem {
  kVersion,      // the cniVersion is none of ours, or too old for the verb
  kEnvironment,  // a CNI_* variable is missing or bad
  kMalformed,    // not JSON, or a member of the wrong JSON type
  kInvalid,      // well-formed, but no network configuration that could work
};

// What the runtime handed us cannot be used. what() names the variable or the key
// ("slice[1].gateway").
class Error : public std::runtime_error {
 public:
  Error(Problem problem, const std::string& text, std::string path = {})
      : std::runtime_error(text), problem_(problem), path_(std::move(path)) {}

  [[nodiscard]] Problem problem() const { return problem_; }
  // What it is about, where that is one key ("slice[1].gateway"); else empty.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Problem problem_;
  std::string path_;
};

}  // namespace conf
