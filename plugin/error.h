#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "conf/spec_version.h"

namespace plugin {

// The `code` of an error document. Below 100: the CNI specification's; from 100 on: ours.
enum class Code {
  kIncompatibleVersion = 1,
  kUnknownContainer = 3,
  kInvalidEnvironment = 4,
  kIoFailure = 5,
  kUndecodable = 6,
  kInvalidNetworkConfig = 7,
  kTryAgainLater = 11,
  kNotAvailable = 50,
  kLimitedConnectivity = 51,
  kHcnFailure = 100,
  kAlreadyAttached = 101,
  kAddressRefused = 102,
  kCheckFailed = 103,
  kNetworkMismatch = 104,
  kCleanupIncomplete = 105,
  kIpamFailed = 106,
  kInternal = 199,
};

// A failure in the plugin's own words. what() is the `msg` of the error document.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& message, std::string details = {})
      : std::runtime_error(message), code_(code), details_(std::move(details)) {}

  [[nodiscard]] Code code() const { return code_; }
  [[nodiscard]] const std::string& details() const { return details_; }

 private:
  Code code_;
  std::string details_;
};

// What the runtime is told about a failure.
struct Failure {
  Code code;
  std::string message;
  std::string details;
};

// The one place where the rooms' exceptions become CNI codes. `doing` says what was being done,
// with what ("ADD of container abc, eth0"), and opens the message. Message and details are fit for
// a terminal (hcn::Printable) and at most 16 KiB long, whatever HCN or a file said.
[[nodiscard]] Failure Explain(const std::exception& error, std::string_view doing);

// The same failure without the words that go-cni takes for success of a DEL ("not found", "no such
// file or directory"; its Remove looks for them in the text), which Windows' own messages may hold.
[[nodiscard]] Failure ForDel(Failure failure);

// The error document (CNI specification, section 5, "Error"), one line. Invalid UTF-8 in foreign
// texts is replaced.
[[nodiscard]] std::string ToDocument(const Failure& failure, conf::SpecVersion version);

}  // namespace plugin
