#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/style.h"

namespace cli {

// Whether somebody has to act: kError where pods cannot be started or stopped, kWarning where that
// is to come, or where something is lost or leaked.
enum class Severity { kInfo, kWarning, kError };

[[nodiscard]] std::string_view ToString(Severity severity);
// The word as people see it.
[[nodiscard]] std::string ToWord(Severity severity);
// "1 error", "2 errors"
[[nodiscard]] std::string Counted(std::size_t count, const std::string& noun);

// One thing that `doctor` can say of a node. The ids are stable: what people script against.
struct FindingKind {
  std::string_view id;  // "slice-full"
  Severity severity;
  std::string_view means;  // what it does to the node's pods
  std::string_view next;   // what to do; "{}" is for the check to fill in; empty for nothing
};

// All of them, in the order in which they are shown within a severity.
[[nodiscard]] std::span<const FindingKind> FindingKinds();

// Something that was found on this node.
struct Finding {
  const FindingKind* kind;
  std::string what;  // with names, numbers and both sides
  std::string next;
};

// A finding of the kind that has this id; `subject` is for the "{}" in its next step.
[[nodiscard]] Finding Found(std::string_view id, std::string what, std::string_view subject = "");

// The same of an error's text, whose last half sentence, behind a semicolon, says what to do: that
// goes into the next step.
[[nodiscard]] Finding FoundWithNext(std::string_view id, std::string_view error);

[[nodiscard]] std::size_t CountOf(const std::vector<Finding>& findings, Severity severity);
[[nodiscard]] bool NeedsAttention(const std::vector<Finding>& findings);

// {"errors", "warnings", "findings": [{"id", "severity", "what", "means", "next"}]}, most severe
// first.
[[nodiscard]] nlohmann::ordered_json ToJson(const std::vector<Finding>& findings);
// For people: errors, warnings, then what is well in a line each, and a sum.
[[nodiscard]] std::string ToText(const std::vector<Finding>& findings);

}  // namespace cli
