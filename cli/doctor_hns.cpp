#include "cli/doctor_checks.h"
#include "hcn/host_feature.h"

namespace cli {
namespace {

std::optional<hcn::HnsVersion> VersionOf(hcn::Client& hcn, const std::vector<hcn::Guid>& networks) {
  for (const hcn::Guid& id : networks) {
    const auto network = hcn.OpenNetwork(id);
    const auto version = network ? hcn.QueryHnsVersion(*network) : std::nullopt;
    if (version) return version;
  }
  return std::nullopt;
}

// What of an endpoint depends on the host's version, as ADD would ask for it.
hcn::HostComputeEndpoint AskedFor(const conf::NetConf& conf) {
  hcn::HostComputeEndpoint endpoint;
  endpoint.ip_configurations.resize(conf.slices.size());
  for (const conf::EndpointPolicy& policy : conf.endpoint_policies) {
    endpoint.policies.push_back({policy.type, policy.settings});
  }
  return endpoint;
}

}  // namespace

void CheckHns(Examination& examination) {
  auto& hcn = examination.session.hcn;
  const auto networks = hcn.ListNetworks();
  const auto version = VersionOf(hcn, networks);
  const std::string count = "; networks: " + std::to_string(networks.size());
  if (!version) return examination.Add("hns-answers", "HNS answers, of unknown version" + count);
  examination.Add("hns-answers", "HNS " + version->ToString() + " answers" + count);
  if (const auto why = hcn::WhyTooOld(AskedFor(examination.session.conf), *version)) {
    examination.Add("hns-too-old", *why + ", and this host has HNS " + version->ToString());
  }
}

}  // namespace cli
