#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "hcn/error.h"
#include "hcn/hcn_api.h"

namespace hcn::simulator {

// One call on its way.
struct LoggedCall {
  std::string function;
  std::optional<HandleValue> handle;    // the one it was asked on
  std::optional<Guid> id;               // the one it was asked with
  std::optional<std::string> document;  // verbatim
};

// What came of it: nothing, a handle, or a document verbatim.
using LoggedAnswer = std::variant<std::monostate, HandleValue, std::string>;

// The file behind HCN_SIMULATOR_LOG: one JSON object per line and call, appended by one write, so
// that the lines of many processes stay whole. Members: "function", "handle"?, "id"?, "document"?,
// then "answer" (a handle or a document; null where the function has none), "error" {"code",
// "record"} or "fault" ("kill", "hang", "late": no answer will come).
class CallLog {
 public:
  // An empty name logs nothing.
  explicit CallLog(std::string file) : file_(std::move(file)) {}

  void Answered(const LoggedCall& call, const LoggedAnswer& answer) const;
  void Failed(const LoggedCall& call, const Error& error) const;
  void Struck(const LoggedCall& call, std::string_view fault) const;

 private:
  std::string file_;
};

}  // namespace hcn::simulator
