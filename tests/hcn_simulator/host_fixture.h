#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "hcn/simulator/host.h"
#include "hcn/simulator/simulator.h"
#include "tests/support/fails_with.h"
#include "tests/support/temporary_folder.h"

namespace hcn::simulator {

using nlohmann::json;
using support::FailsWith;
using testing::ElementsAre;
using testing::IsEmpty;

inline const std::string kV1 = "{}";
inline const std::string kV2 = R"({"SchemaVersion":{"Major":2,"Minor":0}})";
inline const Guid kNetworkId = *Guid::Parse("0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b");
inline const Guid kEndpointId = *Guid::Parse("7e57ab1e-0000-4000-8000-000000000001");
inline const Guid kOtherEndpointId = *Guid::Parse("7e57ab1e-0000-4000-8000-000000000002");
inline const Guid kNamespaceId = *Guid::Parse("0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11");
inline const Guid kOtherNamespaceId = *Guid::Parse("0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c12");

// Documents that real HCN takes; `more` replaces members.
json Network(const json& more = json::object());
json Subnet(const std::string& prefix, const std::string& gateway = {});
json Endpoint(const json& more = json::object());
json Addresses(const std::vector<std::string>& addresses);
json Policy(const std::string& type, const json& settings);
// {"Policies": [policy]}
json WithPolicy(const std::string& type, const json& settings);
json PortMapping(unsigned internal, unsigned external, unsigned protocol = 6);

// A simulated host, in a folder of its own, with nothing on it.
class HostTest : public testing::Test {
 protected:
  ~HostTest() override;

  // An L2Bridge network 10.0.0.0/24 with gateway 10.0.0.1, kept open; `more` replaces members.
  Guid MakeNetwork(const json& more = json::object());
  // An endpoint on the network made last, which is made if there is none.
  Guid MakeEndpoint(const json& more = json::object(), const Guid& id = Guid());
  Guid MakeNamespace(const Guid& id = kNamespaceId, const json& more = json::object());
  void ModifyNamespace(const Guid& id, const json& request);
  void ModifyEndpoint(const Guid& id, const json& request);
  void ModifyNetwork(const Guid& id, const json& request);
  void Attach(const Guid& name_space, const Guid& endpoint);
  void Detach(const Guid& name_space, const Guid& endpoint);

  [[nodiscard]] json QueryNetwork(const Guid& id, const std::string& query = kV2);
  [[nodiscard]] json QueryEndpoint(const Guid& id, const std::string& query = kV2);
  [[nodiscard]] json QueryNamespace(const Guid& id, const std::string& query = kV2);
  [[nodiscard]] json Dump() const { return json::parse(host_.Dump()); }

  support::TemporaryFolder folder_;
  Simulator hcn_{folder_.path()};
  Host host_{folder_.path()};
  HandleValue network_ = 0;
};

}  // namespace hcn::simulator
