#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/finding.h"
#include "conf/positions.h"

namespace cli {

// A kind of remark on a network configuration: an error is what a verb refuses, or what cannot
// work; a warning what the verbs take and is hardly meant. The id is for programs and does not
// change.
struct Rule {
  std::string_view id;
  Severity severity;
};

namespace rule {

inline constexpr Rule kJson{"json", Severity::kError};
inline constexpr Rule kRepeatedKey{"repeated-key", Severity::kWarning};
inline constexpr Rule kFileName{"file-name", Severity::kWarning};
inline constexpr Rule kList{"list", Severity::kError};
inline constexpr Rule kVersion{"version", Severity::kError};
inline constexpr Rule kNoVersion{"no-version", Severity::kWarning};
inline constexpr Rule kOldContainerd{"old-containerd", Severity::kWarning};
inline constexpr Rule kForeignPlugin{"foreign-plugin", Severity::kInfo};
inline constexpr Rule kSimilarType{"similar-type", Severity::kWarning};
inline constexpr Rule kNoPlugin{"no-plugin", Severity::kWarning};
inline constexpr Rule kWrongType{"wrong-type", Severity::kError};
inline constexpr Rule kWrongValue{"wrong-value", Severity::kError};
inline constexpr Rule kPlaceholder{"placeholder", Severity::kError};
inline constexpr Rule kUnknownKey{"unknown-key", Severity::kWarning};
inline constexpr Rule kHostBits{"host-bits", Severity::kWarning};
inline constexpr Rule kServiceOverlap{"service-overlap", Severity::kError};
inline constexpr Rule kClusterOverlap{"cluster-overlap", Severity::kWarning};
inline constexpr Rule kOutsideCluster{"outside-cluster", Severity::kWarning};
inline constexpr Rule kOtherSlice{"other-slice", Severity::kError};
inline constexpr Rule kNoPolicies{"no-policies", Severity::kWarning};
inline constexpr Rule kPolicyType{"policy-type", Severity::kWarning};
inline constexpr Rule kMasquerade{"masquerade", Severity::kError};
inline constexpr Rule kUnknownCapability{"unknown-capability", Severity::kWarning};
inline constexpr Rule kUndeclaredCapability{"undeclared-capability", Severity::kWarning};
inline constexpr Rule kAdapter{"adapter", Severity::kError};
inline constexpr Rule kNeverMade{"never-made", Severity::kWarning};

}  // namespace rule

struct Remark {
  Rule rule;
  conf::Position position;
  std::string path;     // of the key, from the top of the file: "plugins[0].slice"; may be empty
  std::string message;  // a line
};

// The remarks on one file.
class Remarks {
 public:
  // `positions` are those of the file, and must outlive it.
  explicit Remarks(const conf::Positions& positions) : positions_(positions) {}

  // About a value, or one that is missing there; or about a key.
  void Add(const Rule& rule, const std::string& path, const std::string& message);
  void AddToKey(const Rule& rule, const std::string& path, const std::string& message);
  void AddAt(const Rule& rule, conf::Position position, const std::string& path,
             const std::string& message);

  // Whether there is an error about this value.
  [[nodiscard]] bool HasError(std::string_view path) const;

  // From the top of the file to its end.
  [[nodiscard]] std::vector<Remark> Sorted() const;

 private:
  const conf::Positions& positions_;
  std::vector<Remark> remarks_;
};

}  // namespace cli
