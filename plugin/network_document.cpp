#include "hcn/policy.h"
#include "plugin/network_keeper.h"

namespace plugin {
namespace {

std::string_view DefaultType(std::string_view owner) {
  return owner == "shared-nat" ? "NAT" : "Internal";
}

// Without the default route HCN takes a gateway of its own and keeps low addresses back.
hcn::Subnet SubnetOf(const ipam::Slice& slice) {
  const bool is_ipv4 = slice.subnet().family() == ipam::Family::kIpv4;
  return {slice.subnet().ToString(),
          {{slice.gateway().ToString(), is_ipv4 ? "0.0.0.0/0" : "::/0"}}};
}

}  // namespace

hcn::NetworkType TypeOf(const conf::NetConf& conf) {
  const std::string_view type =
      conf.network.type.empty() ? DefaultType(conf.network.owner) : conf.network.type;
  return hcn::ParseNetworkType(type).value_or(hcn::NetworkType::kUnknown);
}

hcn::HostComputeNetwork NetworkDocument(const conf::NetConf& conf, const hcn::Guid& id) {
  hcn::HostComputeNetwork network;
  network.id = id;
  network.name = conf.NetworkName();
  network.type = TypeOf(conf);
  hcn::Ipam ipam;
  for (const ipam::Slice& slice : conf.slices) ipam.subnets.push_back(SubnetOf(slice));
  network.ipams.push_back(std::move(ipam));
  if (!conf.network.adapter.empty()) {
    network.policies.push_back(hcn::NetAdapterName(conf.network.adapter));
  }
  return network;
}

}  // namespace plugin
