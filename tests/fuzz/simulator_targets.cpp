#include <filesystem>

#include "hcn/client.h"
#include "hcn/simulator/document.h"
#include "hcn/simulator/host.h"
#include "hcn/simulator/query.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/simulator.h"
#include "hcn/simulator/tables.h"
#include "hcn/simulator/v1.h"
#include "tests/fuzz/target.h"

namespace fuzz {
namespace {

namespace sim = hcn::simulator;

constexpr auto kTables = std::to_array<const sim::DocumentTable*>(
    {&sim::kNetworkTable, &sim::kEndpointTable, &sim::kNamespaceTable, &sim::kQueryTable,
     &sim::kModifyNetworkTable, &sim::kModifyEndpointTable, &sim::kModifyNamespaceTable,
     &sim::kNamespaceEndpointTable, &sim::kNamespaceContainerTable});

template <typename Work>
auto Taken(Work work) -> std::optional<decltype(work())> {
  try {
    return work();
  } catch (const sim::Refusal& refusal) {
    const hcn::Error error = sim::ToError("HcnCreateEndpoint", refusal);
    RequireReadable(error.what());
    Require(sim::Json::accept(error.record()), "an error record is JSON");
    return std::nullopt;
  }
}

void RequireStable(const sim::DocumentTable& table, const sim::Json& normal) {
  const sim::Json shown = sim::Prune(table, normal);
  Require(sim::Prune(table, sim::Normalise(table, shown)) == shown,
          "what HNS shows it takes, and shows it the same again");
}

void ReadV1(const sim::Json& document) {
  const auto network = Taken([&] {
    return sim::Normalise(sim::kNetworkTable,
                          sim::NetworkFromV1(sim::Normalise(sim::kV1NetworkTable, document)));
  });
  if (network) static_cast<void>(sim::NetworkToV1(*network).dump());
  const auto endpoint = Taken([&] {
    return sim::Normalise(sim::kEndpointTable,
                          sim::EndpointFromV1(sim::Normalise(sim::kV1EndpointTable, document)));
  });
  if (endpoint) static_cast<void>(sim::EndpointToV1(*endpoint, "overlay").dump());
}

// What a simulated host answers to one document, whatever call it comes with; each call leaves
// nothing behind.
class FuzzedHost {
 public:
  FuzzedHost() : folder_(Folder()), hcn_(folder_) { Begin(); }
  FuzzedHost(const FuzzedHost&) = delete;
  FuzzedHost& operator=(const FuzzedHost&) = delete;
  ~FuzzedHost() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void Create(std::string_view document);
  void Modify(std::string_view document);

 private:
  static std::filesystem::path Folder() {
    const std::filesystem::path shared = "/dev/shm";
    return (std::filesystem::exists(shared) ? shared : std::filesystem::temp_directory_path()) /
           ("hcn-slice-fuzz-" + hcn::Guid::Random().ToString());
  }
  template <typename Work>
  static bool Done(Work work) {
    return Accepted<hcn::Error>([&] { return work(), true; }).has_value();
  }
  void Begin();
  void Network(std::string_view document);
  void Endpoint(std::string_view document);
  void Namespace(std::string_view document);

  static inline const hcn::Guid kNetwork =
      *hcn::Guid::Parse("0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b");
  static inline const hcn::Guid kNew = *hcn::Guid::Parse("7e57ab1e-0000-4000-8000-000000000001");
  static inline const std::string kV2 = hcn::ToQuery();

  std::filesystem::path folder_;
  sim::Simulator hcn_;
  hcn::HandleValue network_ = 0;
};

// A host with one network.
void FuzzedHost::Begin() {
  sim::Host(folder_).Reset();
  network_ = hcn_.CreateNetwork(kNetwork, R"({"SchemaVersion":{"Major":2,"Minor":0},
      "Type":"L2Bridge","Name":"n","Ipams":[{"Subnets":[{"IpAddressPrefix":"10.0.0.0/24",
      "Routes":[{"NextHop":"10.0.0.1","DestinationPrefix":"0.0.0.0/0"}]}]}]})");
}

void FuzzedHost::Network(std::string_view document) {
  if (!Done([&] { hcn_.CloseNetwork(hcn_.CreateNetwork(kNew, document)); })) return;
  const auto handle = hcn_.OpenNetwork(kNew);
  Require(hcn::ParseNetwork(hcn_.QueryNetworkProperties(handle, kV2)).id == kNew, "it is there");
  Require(sim::Json::accept(hcn_.QueryNetworkProperties(handle, "")), "the V1 form is JSON");
  hcn_.CloseNetwork(handle);
  hcn_.DeleteNetwork(kNew);
}

void FuzzedHost::Endpoint(std::string_view document) {
  if (!Done([&] { hcn_.CloseEndpoint(hcn_.CreateEndpoint(network_, kNew, document)); })) return;
  const auto handle = hcn_.OpenEndpoint(kNew);
  Require(hcn::ParseEndpoint(hcn_.QueryEndpointProperties(handle, kV2)).id == kNew, "it is there");
  Require(sim::Json::accept(hcn_.QueryEndpointProperties(handle, "")), "the V1 form is JSON");
  hcn_.CloseEndpoint(handle);
  hcn_.DeleteEndpoint(kNew);
}

void FuzzedHost::Namespace(std::string_view document) {
  hcn::HandleValue handle = 0;
  if (!Done([&] { handle = hcn_.CreateNamespace(kNew, document); })) return;
  static_cast<void>(hcn::ParseNamespace(hcn_.QueryNamespaceProperties(handle, kV2)));
  hcn_.CloseNamespace(handle);
  Done([&] { hcn_.DeleteNamespace(kNew); });
}

void FuzzedHost::Create(std::string_view document) {
  Network(document);
  Endpoint(document);
  Namespace(document);
  Done([&] { hcn_.EnumerateEndpoints(document); });
}

// On objects of its own, as HNS keeps what was changed.
void FuzzedHost::Modify(std::string_view document) {
  const auto endpoint = hcn_.CreateEndpoint(network_, kNew, kV2);
  const auto name_space = hcn_.CreateNamespace(kNew, kV2);
  Done([&] { hcn_.ModifyEndpoint(endpoint, document); });
  Done([&] { hcn_.ModifyNamespace(name_space, document); });
  static_cast<void>(hcn::ParseEndpoint(hcn_.QueryEndpointProperties(endpoint, kV2)));
  hcn_.CloseEndpoint(endpoint);
  hcn_.CloseNamespace(name_space);
  hcn_.DeleteEndpoint(kNew);
  // With a container in it the namespace stays.
  if (!Done([&] { hcn_.DeleteNamespace(kNew); })) Begin();
}

}  // namespace

void SimulatorDocument(std::string_view input) {
  const auto document = Taken([&] { return sim::ParseJson(input); });
  if (!document) return;
  for (const sim::DocumentTable* table : kTables) {
    const auto normal = Taken([&] { return sim::Normalise(*table, *document); });
    if (normal) RequireStable(*table, *normal);
  }
  ReadV1(*document);
  const auto query = Taken([&] { return sim::Query(input); });
  if (query) static_cast<void>(query->Matches(*document));
}

void SimulatorHost(std::string_view input) {
  static FuzzedHost host;
  host.Create(input);
  host.Modify(input);
}

}  // namespace fuzz
