#include "plugin/attach.h"

#include <algorithm>

#include "plugin/address_conflict.h"
#include "plugin/delegated_ipam.h"
#include "plugin/delegated_reservation.h"
#include "plugin/endpoint_document.h"
#include "plugin/error.h"
#include "plugin/lease.h"
#include "plugin/network_keeper.h"
#include "plugin/pod_namespace.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

using Origin = state::RecordStore::Reservation::Origin;

std::string PodOf(const conf::CniArgs& args) {
  return args.pod_name.empty() ? "" : args.pod_namespace + "/" + args.pod_name;
}

state::Record NewRecord(Session& session, const Identity& self, const state::RecordName& name,
                        const hcn::Guid& network_id, bool makes_namespace) {
  const Environment& environment = session.request.environment;
  state::Record record;
  record.name = name;
  record.container_id = environment.container_id;
  record.ifname = environment.ifname;
  record.network_name = session.conf.name;
  record.endpoint_name = self.endpoint_name;
  record.network_id = network_id;
  record.namespace_id = *environment.namespace_id;
  record.creates_namespace = makes_namespace;
  record.pod = PodOf(environment.args);
  record.created = session.Timestamp();
  return record;
}

// One ADD on its way. What it has to undo refers to its record, whose name changes when an address
// turns out to be held.
class Adder {
 public:
  Adder(Session& session, Identity self)
      : session_(session),
        self_(std::move(self)),
        record_(std::make_shared<state::Record>()),
        rollback_(session.log) {}

  Result Run();
  Rollback TakeRollback() { return std::move(rollback_); }

 private:
  void ArmForget();
  void Reserve();
  void Lend();
  void WriteRecord();
  [[nodiscard]] Lease LeaseNow() const;
  hcn::NamespaceHandle Namespace(std::optional<hcn::NamespaceHandle> joined);
  std::shared_ptr<hcn::EndpointHandle> CreateEndpoint(const KeptNetwork& kept);
  hcn::HostComputeEndpoint Verified(const hcn::EndpointHandle& handle);

  Session& session_;
  Identity self_;
  std::shared_ptr<state::Record> record_;
  std::optional<Lease> delegated_;  // what an IPAM plugin gave
  Origin origin_ = Origin::kNew;
  Rollback rollback_;
};
// The last thing that is undone, and only where all the rest was.
void Adder::ArmForget() {
  rollback_.Arm("free the addresses of " + self_.endpoint_name,
                [&session = session_, record = record_] {
                  if (record->name.addresses.empty()) return;
                  // Not by the name it had: a held address may just have given it another one.
                  if (const auto name = session.records.Find(record->name.id))
                    session.records.Forget(*name);
                });
}

void Adder::Reserve() {
  const Phases::Scope scope(session_.phases, "reserve");
  const auto reservation = ReserveAddresses(session_, self_.endpoint_id);
  record_->name = reservation.name;
  origin_ = reservation.origin;
  session_.log.SetAddresses(record_->name.addresses);
}

// The specification wants DEL also where the IPAM plugin's ADD failed.
void Adder::Lend() {
  ClearEarlier(session_, self_.endpoint_id);
  DelegatedIpam ipam(session_);
  rollback_.Arm("give back the lease of " + self_.endpoint_name,
                [&session = session_] { ReleaseLease(session); });
  delegated_ = ipam.Add();
  record_->name = {AddressesOf(*delegated_), self_.endpoint_id};
  session_.log.SetAddresses(record_->name.addresses);
}

// Durable before anything is made for it: whatever a kill leaves can be found.
void Adder::WriteRecord() {
  const Phases::Scope scope(session_.phases, "record");
  if (delegated_) {
    WriteLeased(session_, *record_);
  } else if (origin_ == Origin::kNew) {
    session_.records.Fill(*record_);
  } else {
    session_.records.Replace(record_->name, *record_);
  }
}

Lease Adder::LeaseNow() const {
  return delegated_ ? *delegated_ : LeaseOf(session_.conf, record_->name.addresses);
}

hcn::NamespaceHandle Adder::Namespace(std::optional<hcn::NamespaceHandle> joined) {
  if (joined) return std::move(*joined);
  const hcn::Guid id = record_->namespace_id;
  MadeNamespace made = MakeNamespace(session_, id, [this, id] {
    rollback_.Arm("delete namespace " + id.ToString(),
                  [&session = session_, id] { RemoveNamespace(session, id, true); });
  });
  if (!made.is_ours) {
    record_->creates_namespace = false;
    session_.records.Replace(record_->name, *record_);
  }
  return std::move(made.handle);
}

// HCN may have chosen another id than the one it was given.
void DeleteMade(Session& session, const hcn::EndpointHandle& handle, const hcn::Guid& asked) {
  const auto made = session.hcn.QueryIfThere(handle);
  if (made && made->id != asked) session.hcn.DeleteEndpoint(made->id);
  session.hcn.DeleteEndpoint(asked);
}

// Older hosts refuse what they do not know with less to say, or take it and do nothing.
void RequireHostFeatures(Session& session, const KeptNetwork& kept,
                         const hcn::HostComputeEndpoint& document) {
  if (!hcn::NeedsHostFeature(document)) return;
  const auto version = session.hcn.QueryHnsVersion(kept.handle);
  if (!version) return session.log.Warn("this host does not say its HNS version");
  if (const auto why = hcn::WhyTooOld(document, *version)) {
    throw Error(Code::kInvalidNetworkConfig, *why + "; this host has " + version->ToString());
  }
}

std::shared_ptr<hcn::EndpointHandle> Adder::CreateEndpoint(const KeptNetwork& kept) {
  AddressConflict conflict(session_, kept.network);
  for (;;) {
    const auto document = EndpointDocument(session_.request, self_, kept.network, LeaseNow());
    RequireHostFeatures(session_, kept, document);
    const std::string what = "delete endpoint " + self_.endpoint_name;
    // A live endpoint of this id is somebody's whose record was lost, not what this call made.
    rollback_.Arm(what, [&session = session_, id = self_.endpoint_id] {
      const auto present = session.hcn.FindEndpoint(id);
      if (present && !IsLive(session, *present)) session.hcn.DeleteEndpoint(id);
    });
    auto endpoint = session_.hcn.CreateEndpoint(kept.handle, document);
    rollback_.DisarmLast();
    if (endpoint) {
      auto made = std::make_shared<hcn::EndpointHandle>(std::move(*endpoint));
      rollback_.Arm(what, [&session = session_, made, id = self_.endpoint_id] {
        DeleteMade(session, *made, id);
      });
      return made;
    }
    conflict.Settle(*record_);
    session_.log.SetAddresses(record_->name.addresses);
  }
}

hcn::HostComputeEndpoint Adder::Verified(const hcn::EndpointHandle& handle) {
  hcn::HostComputeEndpoint endpoint = session_.hcn.QueryEndpoint(handle);
  const auto has = [&endpoint](const ipam::IpAddress& address) {
    return std::any_of(
        endpoint.ip_configurations.begin(), endpoint.ip_configurations.end(),
        [&address](const auto& ip) { return ipam::IpAddress::Parse(ip.ip_address) == address; });
  };
  const auto& addresses = record_->name.addresses;
  if (endpoint.id == self_.endpoint_id &&
      endpoint.host_compute_namespace == record_->namespace_id &&
      std::all_of(addresses.begin(), addresses.end(), has)) {
    return endpoint;
  }
  throw Error(Code::kHcnFailure,
              "HCN accepted the endpoint but holds another one: id " + endpoint.id.ToString() +
                  " in namespace " + endpoint.host_compute_namespace.ToString() + ", asked for " +
                  self_.endpoint_id.ToString() + " in " + record_->namespace_id.ToString());
}

Result ResultOf(const Request& request, const hcn::HostComputeEndpoint& endpoint, Lease lease) {
  Result result = std::move(lease);
  result.interfaces.push_back(
      {request.environment.ifname, MacInResult(endpoint.mac_address), request.environment.netns});
  for (Address& address : result.addresses) address.interface = 0;
  result.dns = DnsOf(request, result.dns);
  return result;
}

Result Adder::Run() {
  const KeptNetwork kept = EnsureNetwork(session_);
  ArmForget();
  session_.conf.ipam_type.empty() ? Reserve() : Lend();
  // Not before: what an earlier ADD left may include a namespace, which is gone by now.
  auto joined = JoinNamespace(session_, *session_.request.environment.namespace_id);
  *record_ = NewRecord(session_, self_, record_->name, kept.network.id, !joined.has_value());
  WriteRecord();
  const auto name_space = Namespace(std::move(joined));
  const auto endpoint = CreateEndpoint(kept);
  session_.hcn.AddEndpoint(name_space, self_.endpoint_id);
  return ResultOf(session_.request, Verified(*endpoint), LeaseNow());
}

// What the chain has so far. An interface may be in it once: runtimes keep them by name, and what
// they know of the earlier one would be gone.
Result PreviousResult(const Session& session) {
  if (!session.conf.prev_result) return {};
  Result previous = ParsePrevResult(*session.conf.prev_result, session.conf.version);
  const std::string& ifname = session.request.environment.ifname;
  if (std::ranges::find(previous.interfaces, ifname, &Interface::name) ==
      previous.interfaces.end()) {
    return previous;
  }
  throw Error(Code::kInvalidNetworkConfig,
              "prevResult has an interface " + ifname +
                  " already, which an earlier plugin of the chain made; hcn-slice makes the "
                  "interface CNI_IFNAME itself, so only one of the two can be in the chain");
}

}  // namespace

Attachment Attach(Session& session) {
  Identity self = session.Self();
  auto lock = session.locks.Attachment(self.endpoint_id);
  Result previous = PreviousResult(session);
  Adder adder(session, std::move(self));
  Result result = adder.Run();
  return {Append(std::move(previous), result), std::move(lock), adder.TakeRollback()};
}

}  // namespace plugin
