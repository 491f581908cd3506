#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/identity.h"
#include "tests/support/absolute.h"
#include "tests/support/killed.h"
#include "tests/support/world.h"

namespace cli {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::Outcome;
using support::World;

// A node with one thing of each kind that can go wrong, made by need.
class OnANode : public testing::Test {
 protected:
  static constexpr const char* kForeignId = "7e57ab1e-0000-4000-8000-000000000001";

  // A namespace's GUID that goes with the container.
  static std::string NetnsOf(const std::string& container) {
    return hcn::Guid::FromName(hcn::Guid(), container).ToString();
  }
  static hcn::Guid IdOf(const std::string& container) {
    return plugin::Identity::Of("", "overlay", container, "eth0").endpoint_id;
  }
  static Call PodCall(const std::string& container) {
    Call call;
    call.container_id = container;
    call.netns = NetnsOf(container);
    call.args = "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + container;
    return call;
  }

  void AddPod(const std::string& container) {
    world_.MakeNamespace(NetnsOf(container));
    EXPECT_EQ(world_.Add(PodCall(container)).exit_code, 0);
  }
  // The pod's namespace is gone, its endpoint leaked.
  void AddOrphan(const std::string& container) {
    AddPod(container);
    world_.DeleteNamespace(NetnsOf(container));
  }
  // Its ADD died before the call.
  void AddKilledAt(const std::string& container, const std::string& operation) {
    world_.MakeNamespace(NetnsOf(container));
    Call call = PodCall(container);
    call.disturb = [operation](std::string_view now, Moment moment) {
      if (now == operation && moment == Moment::kBefore) throw support::Killed();
    };
    EXPECT_TRUE(world_.Add(call).was_killed);
  }
  void LoseRecordOf(const std::string& container) {
    for (const std::string& name : world_.Records()) {
      if (name.find(IdOf(container).ToString()) == std::string::npos) continue;
      world_.files().Remove(World::StateDir() / "records" / name);
    }
  }
  void PutRecord(const std::string& name, std::string_view content) {
    world_.files().MakeFolders(World::StateDir() / "records");
    world_.files().Write(World::StateDir() / "records" / name, content);
  }
  // Somebody else's, on the network of the pods unless another one is named.
  void PlantForeign(const std::string& address, const json& network = {}) {
    world_.host().PlantEndpoint(json{
        {"ID", kForeignId},
        {"Name", "theirs"},
        {"HostComputeNetwork", network.is_null() ? world_.Dump()["networks"][0]["ID"] : network},
        {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
        {"IpConfigurations", {{{"IpAddress", address}}}}}
                                    .dump());
  }
  json List(const Call& call = {}) {
    return json::parse(world_.Tool({"list", "--json"}, call).output);
  }
  // The holder of this address; null where nobody is.
  static json HolderOf(const json& list, const std::string& address) {
    for (const json& holder : list["holders"]) {
      if (holder["addresses"] == json{address}) return holder;
    }
    return {};
  }

  World world_;
};

}  // namespace cli
