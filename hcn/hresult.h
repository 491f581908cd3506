#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hcn {

// An HRESULT as the unsigned number that HCN's error records print.
using HResult = std::uint32_t;

// What a caller may do about a code, after what hcsshim, WSL and Calico do about it.
enum class ErrorClass {
  kGone,         // the object is not there: success for whoever wanted it away
  kExists,       // it is there already: look at it, then adopt or replace
  kConflict,     // something else holds the address, the port or the name
  kTransient,    // the service was not able to answer: ask again, after looking at what is there
  kBusy,         // still referenced
  kBroken,       // it is there but does not work: delete it and make it anew
  kConfig,       // the request is wrong and stays wrong
  kEnvironment,  // the host lacks something: a service, an adapter, a driver
  kDenied,       // the caller lacks the right
  kUnsupported,  // this build of Windows does not know how
  kUnknown,
};

// One row of the table: what people need to hear about a code.
struct HResultInfo {
  HResult code;
  std::string_view symbol;  // as in Microsoft's headers and documents
  ErrorClass error_class;
  std::string_view meaning;    // what HCN says with it
  std::string_view cause;      // what usually leads to it here
  std::string_view next_step;  // what to do about it
};

// The row of `code`, or absence for a code that no source names.
[[nodiscard]] std::optional<HResultInfo> FindHResult(HResult code);

// The class of `code`; kUnknown for a code without a row.
[[nodiscard]] ErrorClass ClassOf(HResult code);

// "0x803b002f (HCN_E_ADDR_INVALID_OR_RESERVED)", or the bare number for a code without a row.
[[nodiscard]] std::string Describe(HResult code);

// True for the four codes that mean that the object is absent, and for no other: ERROR_NOT_FOUND,
// ERROR_FILE_NOT_FOUND, HCN_E_NETWORK_NOT_FOUND and HCN_E_ENDPOINT_NOT_FOUND. Unknown is not
// absent. Narrower than kGone, which also has what hangs on an object that is there.
[[nodiscard]] bool MeansGone(HResult code);

// The codes that our own code names; the table behind FindHResult has them all.
inline constexpr HResult kElementNotFound = 0x80070490;
inline constexpr HResult kFileNotFound = 0x80070002;
inline constexpr HResult kNetworkNotFound = 0x803b0001;
inline constexpr HResult kEndpointNotFound = 0x803b0002;
inline constexpr HResult kSubnetNotFound = 0x803b0005;
inline constexpr HResult kAdapterNotFound = 0x803b0006;
inline constexpr HResult kPolicyNotFound = 0x803b0008;
inline constexpr HResult kInvalidNetworkType = 0x803b000b;
inline constexpr HResult kInvalidPolicy = 0x803b000d;
inline constexpr HResult kInvalidPolicyType = 0x803b000e;
inline constexpr HResult kInvalidRemoteEndpointOperation = 0x803b000f;
inline constexpr HResult kNetworkAlreadyExists = 0x803b0010;
inline constexpr HResult kPortAlreadyExists = 0x803b0013;
inline constexpr HResult kEndpointAlreadyAttached = 0x803b0014;
inline constexpr HResult kRequestUnsupported = 0x803b0015;
inline constexpr HResult kInvalidJson = 0x803b001b;
inline constexpr HResult kInvalidJsonReference = 0x803b001c;
inline constexpr HResult kInvalidIp = 0x803b001e;
inline constexpr HResult kManagerStopped = 0x803b0020;
inline constexpr HResult kEndpointNamespaceAlreadyExists = 0x803b002b;
inline constexpr HResult kInvalidInternalPort = 0x803b002d;
inline constexpr HResult kNamespaceAttachFailed = 0x803b002e;
inline constexpr HResult kAddressInvalidOrReserved = 0x803b002f;
inline constexpr HResult kObjectUsedAfterUnload = 0x803b0031;
inline constexpr HResult kEndpointNotAttached = 0x803b0034;
inline constexpr HResult kInvalidArgument = 0x80070057;
inline constexpr HResult kObjectAlreadyExists = 0x80071392;
inline constexpr HResult kRpcServerUnavailable = 0x800706ba;
inline constexpr HResult kRpcCallFailed = 0x800706be;
inline constexpr HResult kAccessDenied = 0x80070005;

}  // namespace hcn
