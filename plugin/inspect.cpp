#include "plugin/inspect.h"

#include <algorithm>

#include "plugin/delegated_ipam.h"
#include "plugin/differences.h"
#include "plugin/endpoint_document.h"
#include "plugin/error.h"
#include "plugin/network_keeper.h"
#include "plugin/result.h"

namespace plugin {
namespace {

void RequirePrevResult(const conf::NetConf& conf) {
  if (conf.prev_result) return;
  throw Error(Code::kInvalidNetworkConfig,
              "prevResult is missing: CHECK compares with the result of ADD, which the runtime has "
              "to pass on");
}

[[noreturn]] void Fail(const std::string& difference, std::string details = {}) {
  throw Error(Code::kCheckFailed, difference, std::move(details));
}

state::Record RequireRecord(Session& session, const Identity& self) {
  const auto name = session.records.Find(self.endpoint_id);
  if (!name) Fail("there is no record of endpoint " + self.endpoint_name);
  session.log.SetAddresses(name->addresses);
  const auto content = session.records.Read(*name);
  if (!content) Fail("the record of endpoint " + self.endpoint_name + " vanished");
  if (const auto* unreadable = std::get_if<state::Unreadable>(&*content)) {
    Fail("the record of endpoint " + self.endpoint_name + " cannot be read: " + unreadable->reason);
  }
  return std::get<state::Record>(*content);
}

// What only the IPAM plugin said of DNS is on no record.
void LeaveToIpam(const hcn::Dns& live, hcn::Dns& expected) {
  if (expected.server_list.empty()) expected.server_list = live.server_list;
  if (expected.domain.empty()) expected.domain = live.domain;
  if (expected.search.empty()) expected.search = live.search;
  if (expected.options.empty()) expected.options = live.options;
}

// What an IPAM plugin gave is on no record; ADD told it to the runtime.
Lease LeaseOfRecord(const Request& request, const state::Record& record) {
  const auto& addresses = record.name.addresses;
  if (request.conf.ipam_type.empty()) return LeaseOf(request.conf, addresses);
  return LeaseInResult(ParsePrevResult(*request.conf.prev_result, request.conf.version), addresses);
}

// The interface of this attachment in prevResult, with all our addresses pointing at it.
void ComparePrevResult(const Request& request, const hcn::HostComputeEndpoint& live,
                       Differences& differences) {
  const Result result = ParsePrevResult(*request.conf.prev_result, request.conf.version);
  const auto& wanted = request.environment;
  const auto own = std::find_if(
      result.interfaces.begin(), result.interfaces.end(), [&wanted](const Interface& interface) {
        return interface.name == wanted.ifname && interface.sandbox == wanted.netns;
      });
  if (own == result.interfaces.end()) {
    differences.Add("prevResult has no interface " + wanted.ifname + " in " + wanted.netns);
  }
  if (own != result.interfaces.end() && !own->mac.empty() &&
      own->mac != MacInResult(live.mac_address)) {
    differences.Add("prevResult has MAC address " + own->mac + ", the endpoint " +
                    live.mac_address);
  }
  const auto index = static_cast<std::size_t>(own - result.interfaces.begin());
  for (const hcn::IpConfig& ip : live.ip_configurations) {
    const bool is_there =
        std::any_of(result.addresses.begin(), result.addresses.end(), [&](const Address& address) {
          return address.address.ToString() == ip.ip_address &&
                 address.interface.value_or(index) == index;
        });
    if (!is_there) differences.Add("prevResult lacks address " + ip.ip_address + " there");
  }
}

void CompareNamespace(const Request& request, const state::Record& record,
                      const hcn::HostComputeEndpoint& live, Differences& differences) {
  const hcn::Guid wanted = *request.environment.namespace_id;
  if (live.host_compute_namespace != wanted) {
    differences.Add("the endpoint is in namespace " + live.host_compute_namespace.ToString() +
                    ", not in " + wanted.ToString());
  }
  if (record.namespace_id != wanted) {
    differences.Add("the record names namespace " + record.namespace_id.ToString() + ", not " +
                    wanted.ToString());
  }
}

}  // namespace

void Inspect(Session& session) {
  RequirePrevResult(session.conf);
  const Identity self = session.Self();
  const auto lock = session.locks.Attachment(self.endpoint_id);
  const state::Record record = RequireRecord(session, self);
  const auto live = session.hcn.FindEndpoint(self.endpoint_id);
  if (!live)
    Fail("HCN has no endpoint " + self.endpoint_name + " (" + self.endpoint_id.ToString() + ")");
  const auto network = session.hcn.FindNetwork(record.network_id);
  if (!network) Fail("HCN has no network " + record.network_id.ToString());

  Differences differences;
  CompareNamespace(session.request, record, *live, differences);
  if (!session.hcn.OpenNamespace(*session.request.environment.namespace_id)) {
    differences.Add("HCN has no namespace " + session.request.environment.namespace_id->ToString());
  }
  auto expected =
      EndpointDocument(session.request, self, *network, LeaseOfRecord(session.request, record));
  if (!session.conf.ipam_type.empty()) LeaveToIpam(live->dns, expected.dns);
  CompareEndpoints(expected, *live, differences);
  ComparePrevResult(session.request, *live, differences);
  if (!differences.empty()) Fail(differences.first(), differences.Text());
  if (!session.conf.ipam_type.empty()) DelegatedIpam(session).Check();
}

}  // namespace plugin
