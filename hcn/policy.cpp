#include "hcn/policy.h"

namespace hcn {
namespace {

using nlohmann::json;

std::string JoinedByCommas(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!joined.empty()) joined += ',';
    joined += part;
  }
  return joined;
}

Policy Make(std::string_view type, json settings) {
  return {.type = std::string(type), .settings = std::move(settings)};
}

}  // namespace

Policy OutBoundNat(const std::vector<std::string>& exceptions, std::uint32_t flags) {
  json settings = json::object();
  if (!exceptions.empty()) settings["Exceptions"] = exceptions;
  if (flags != 0) settings["Flags"] = flags;
  return Make(kOutBoundNat, std::move(settings));
}

Policy SdnRoute(std::string_view destination_prefix, NeedEncap need_encap) {
  return Make(kSdnRoute, {{"DestinationPrefix", destination_prefix},
                          {"NeedEncap", need_encap == NeedEncap::kYes}});
}

Policy AllowIn(const std::vector<std::string>& remote_addresses, std::uint16_t priority) {
  json settings = {
      {"Action", "Allow"}, {"Direction", "In"}, {"RuleType", "Switch"}, {"Priority", priority}};
  if (!remote_addresses.empty()) settings["RemoteAddresses"] = JoinedByCommas(remote_addresses);
  return Make(kAcl, std::move(settings));
}

Policy NetAdapterName(std::string_view adapter) {
  return Make(kNetAdapterName, {{"NetworkAdapterName", adapter}});
}

}  // namespace hcn
