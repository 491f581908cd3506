#include "tests/plugin/node.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <ostream>

#include "hcn/error.h"
#include "plugin/identity.h"
#include "tests/support/killed.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::World;

constexpr std::size_t kAll = std::size_t{1} << 24;

bool IsHcn(std::string_view operation) { return operation.starts_with("Hcn"); }

Identity IdentityOf(const Call& call) {
  const json conf = call.conf.is_null() ? World::Conf() : call.conf;
  return Identity::Of(conf.value("ownerTag", "hcn-slice"), conf.at("name").get<std::string>(),
                      call.container_id, call.ifname);
}

void AddFiles(World& world, const std::string& folder, Snapshot& snapshot) {
  for (const std::string& name : world.files().List(World::StateDir() / folder)) {
    const std::string path = folder + name;
    if (name == "records" || name == "quarantine") {
      AddFiles(world, path + "/", snapshot);
    } else if (!name.starts_with("hcn-slice.log")) {
      snapshot.files[path] = ContentOf(world, path);
    }
  }
}

void Plant(World& world, const hcn::Guid& id, std::string_view name, std::string_view address,
           std::string_view name_space) {
  json endpoint{{"ID", id.ToString()},
                {"Name", name},
                {"HostComputeNetwork", world.Dump()["networks"].at(0).at("ID")},
                {"IpConfigurations", {{{"IpAddress", address}, {"PrefixLength", 24}}}},
                {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}}};
  if (!name_space.empty()) endpoint["HostComputeNamespace"] = name_space;
  world.host().PlantEndpoint(endpoint.dump());
}

}  // namespace

Call Pod(unsigned n) {
  std::array<char, 5> digits{};
  std::snprintf(digits.data(), digits.size(), "%04u", n % 10000);
  Call call;
  call.container_id = "c" + std::to_string(n);
  call.netns.replace(call.netns.size() - 4, 4, digits.data());
  return call;
}

json ConfWith(std::string_view changes) {
  json conf = World::Conf();
  conf.merge_patch(json::parse(changes));
  return conf;
}

Call CallWith(std::string_view changes) {
  Call call;
  call.conf = ConfWith(changes);
  return call;
}

Call OnTheSmallestSlice(unsigned n) {
  Call call = Pod(n);
  call.conf = ConfWith(R"({"slice": "10.200.42.0/30"})");
  return call;
}

json Start(World& world, const Call& call) {
  world.MakeNamespace(call.netns);
  const support::Outcome outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  world.host().StartContainer(*hcn::Guid::Parse(call.netns));
  return outcome.document();
}

support::Disturb Failing(std::string function, hcn::HResult code, unsigned most) {
  return [function = std::move(function), code, left = std::make_shared<unsigned>(most)](
             std::string_view operation, Moment moment) {
    if (operation != function || moment != Moment::kBefore || *left == 0) return;
    --*left;
    throw hcn::Error(function, code);
  };
}

support::Disturb WithoutHcn() {
  return [](std::string_view operation, Moment) {
    if (IsHcn(operation)) throw hcn::Error(operation, kNoHcn);
  };
}

support::Disturb KillAt(Moment moment, std::string operation) {
  return [moment, operation = std::move(operation)](std::string_view name, Moment now) {
    if (name == operation && now == moment) throw support::Killed{};
  };
}

support::Disturb Before(std::string operation, unsigned n, std::function<void()> act) {
  return [operation = std::move(operation), act = std::move(act),
          left = std::make_shared<unsigned>(n)](std::string_view name, Moment now) {
    if (name != operation || now != Moment::kBefore || *left == 0) return;
    if (--*left == 0) act();
  };
}

Snapshot Snapshot::Of(World& world) {
  Snapshot snapshot{world.Dump(), {}};
  AddFiles(world, "", snapshot);
  return snapshot;
}

void PrintTo(const Snapshot& snapshot, std::ostream* out) {
  *out << snapshot.host.dump(2);
  for (const auto& [name, content] : snapshot.files) *out << "\n" << name << ": " << content;
}

std::string LogOf(World& world) { return ContentOf(world, "hcn-slice.log"); }

std::string ContentOf(World& world, const std::string& name) {
  return world.files().Read(World::StateDir() / name, kAll).value_or("");
}

std::string IdOf(const Call& call) { return IdentityOf(call).endpoint_id.ToString(); }

json EndpointOf(const World& world, const Call& call) {
  const std::string id = IdOf(call);
  for (const json& endpoint : world.Endpoints()) {
    if (endpoint.at("ID") == id) return endpoint;
  }
  return nullptr;
}

std::string AddressOf(const World& world, const Call& call) {
  const json endpoint = EndpointOf(world, call);
  return endpoint.is_null() ? "" : endpoint.at("IpConfigurations").at(0).at("IpAddress");
}

void ChangeEndpoint(World& world, const Call& call, const std::function<void(json&)>& change) {
  json endpoint = EndpointOf(world, call);
  world.hcn().DeleteEndpoint(IdentityOf(call).endpoint_id);
  // The first type, which HCN leaves out of its answers and wants in a request.
  for (json& policy : endpoint["Policies"]) policy.emplace("Type", "PortMapping");
  change(endpoint);
  world.host().PlantEndpoint(endpoint.dump());
}

void PlantForeign(World& world, std::string_view id, std::string_view address) {
  Plant(world, *hcn::Guid::Parse(id), "somebody else's", address, "");
}

void PlantOwn(World& world, const Call& call, std::string_view address,
              std::string_view name_space) {
  const Identity self = IdentityOf(call);
  Plant(world, self.endpoint_id, self.endpoint_name, address, name_space);
}

}  // namespace plugin
