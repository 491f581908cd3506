#include "hcn/simulator/endpoints.h"

#include <algorithm>
#include <set>

#include "hcn/simulator/endpoint_addresses.h"
#include "hcn/simulator/policy_changes.h"
#include "hcn/simulator/policy_rules.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/tables.h"
#include "hcn/simulator/v1.h"

namespace hcn::simulator {
namespace {

Json ReadEndpointDocument(std::string_view settings) {
  const Json document = ParseJson(settings);
  if (IsV2(document)) return Normalise(kEndpointTable, document);
  return Normalise(kEndpointTable, EndpointFromV1(Normalise(kV1EndpointTable, document)));
}

// The network is said twice, by the handle and in the document.
void SetNetwork(Json& endpoint, const Guid& network) {
  const Guid said = GuidOf(endpoint, "HostComputeNetwork");
  if (!said.IsNil() && said != network) throw Refusal(kInvalidArgument);
  endpoint["HostComputeNetwork"] = network.ToString();
}

// Two mappings of one host port are as bad within an endpoint as between two.
void RefuseTakenPorts(const Claims& claims, const Json& policies, const Guid& id) {
  std::set<std::string> seen;
  for (const HostPort& port : HostPortsOf(policies)) {
    const std::string thing = ThingOf(port);
    if (claims.Holder(thing).value_or(id) != id || !seen.insert(thing).second) {
      throw Refusal(kPortAlreadyExists);
    }
  }
}

void TakeAll(const Claims& claims, const Json& endpoint, const Guid& id) {
  for (const std::string& thing : ThingsOf(endpoint)) claims.Take(thing, id);
}

// What `kept` does not hold of what `endpoint` held.
void GiveUp(const Claims& claims, const Json& endpoint, const Json& kept) {
  const Guid id = GuidOf(endpoint, "ID");
  const auto things = ThingsOf(kept);
  for (const std::string& thing : ThingsOf(endpoint)) {
    if (std::ranges::find(things, thing) == things.end()) claims.GiveUp(thing, id);
  }
}

}  // namespace

Guid CreateEndpoint(const Store& store, const Guid& network, const Guid& id,
                    std::string_view settings) {
  Json endpoint = ReadEndpointDocument(settings);
  // Read-only (hcsshim, hcnendpoint.go): the only way into a namespace is ModifyNamespace.
  if (!GuidOf(endpoint, "HostComputeNamespace").IsNil()) throw Refusal(kInvalidEndpoint);
  return CreateEndpointAs(store, network, id, std::move(endpoint));
}

Guid CreateEndpointAs(const Store& store, const Guid& network_id, const Guid& asked,
                      Json endpoint) {
  const Guid id = asked.IsNil() ? Guid::Random() : asked;
  endpoint["ID"] = id.ToString();
  SetNetwork(endpoint, network_id);
  if (GuidOf(endpoint, "HostComputeNamespace").IsNil()) endpoint.erase("HostComputeNamespace");
  const FileLock lock = store.Lock();
  const auto network = store.networks.Read(network_id);
  if (!network) throw Refusal(kObjectUsedAfterUnload);
  if (store.endpoints.Has(id)) throw Refusal(kObjectAlreadyExists);
  CheckEndpointPolicies(TextOf(*network, "Type"), ListOf(endpoint, "Policies"));
  const Claims claims = store.ClaimsOf(network_id);
  RefuseTakenPorts(claims, ListOf(endpoint, "Policies"), id);
  CompleteAddresses(endpoint, *network, claims);
  TakeAll(claims, endpoint, id);
  store.endpoints.Put(id, endpoint);
  return id;
}

void ModifyEndpoint(const Store& store, const Guid& id, std::string_view settings) {
  const Json request = Normalise(kModifyEndpointTable, ParseJson(settings));
  if (TextOf(request, "ResourceType") != "Policy") throw Refusal(kRequestUnsupported);
  const PolicyChange change = ReadPolicyChange(kEndpointPolicies, request);
  const FileLock lock = store.Lock();
  const auto old = store.endpoints.Read(id);
  if (!old) throw Refusal(kObjectUsedAfterUnload);
  const auto network = store.networks.Read(GuidOf(*old, "HostComputeNetwork"));
  Json endpoint = *old;
  endpoint["Policies"] = Changed(ListOf(*old, "Policies"), change);
  CheckEndpointPolicies(network ? TextOf(*network, "Type") : "", ListOf(endpoint, "Policies"));
  const Claims claims = store.ClaimsOf(GuidOf(*old, "HostComputeNetwork"));
  RefuseTakenPorts(claims, ListOf(endpoint, "Policies"), id);
  TakeAll(claims, endpoint, id);
  store.endpoints.Put(id, endpoint);
  GiveUp(claims, *old, endpoint);
}

void DeleteEndpoint(const Store& store, const Guid& id) {
  const FileLock lock = store.Lock();
  const auto endpoint = store.endpoints.Read(id);
  if (!endpoint) throw Refusal(kEndpointNotFound);
  store.endpoints.Remove(id);
  GiveUp(store.ClaimsOf(GuidOf(*endpoint, "HostComputeNetwork")), *endpoint, Json::object());
}

}  // namespace hcn::simulator
