#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "hcn/hresult.h"

namespace hcn {

// A call into HCN that did not succeed. what() is one line of valid UTF-8 and bounded length,
// whatever the record holds: the function, the code with its symbol, and what the system said.
class Error : public std::runtime_error {
 public:
  // `function` is the computenetwork export as Microsoft spells it ("HcnCreateEndpoint"). `record`
  // is HCN's error record verbatim, {"Success","Error","ErrorCode"}, or empty: it may be missing on
  // failure (transport, access denied). With a `code` that says success the record's own counts.
  Error(std::string_view function, HResult code, std::string record = {});

  [[nodiscard]] HResult code() const { return code_; }
  [[nodiscard]] const std::string& function() const { return function_; }
  [[nodiscard]] const std::string& record() const { return record_; }

 private:
  HResult code_;
  std::string function_;
  std::string record_;
};

// HCN answered with something that is not what its schema promises.
class AnswerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace hcn
