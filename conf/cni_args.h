#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ipam/subnet.h"

namespace conf {

// CNI_ARGS: "K=V;K=V". Empty values are unset.
struct CniArgs {
  std::string pod_namespace;               // K8S_POD_NAMESPACE
  std::string pod_name;                    // K8S_POD_NAME
  std::string pod_uid;                     // K8S_POD_UID
  std::string infra_container_id;          // K8S_POD_INFRA_CONTAINER_ID
  std::optional<ipam::AddressRequest> ip;  // IP
  std::string mac;                         // MAC, as HCN writes it ("00-15-5D-AA-BB-CC")
};

// Throws conf::Error (kEnvironment) naming CNI_ARGS and the pair. Unknown keys are refused unless
// IgnoreUnknown says so.
[[nodiscard]] CniArgs ParseCniArgs(std::string_view text);

}  // namespace conf
