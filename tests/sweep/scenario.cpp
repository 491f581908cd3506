#include "tests/sweep/scenario.h"

#include <algorithm>
#include <ostream>
#include <stdexcept>

#include "tests/support/killed.h"

namespace sweep {
namespace {

using nlohmann::json;

const std::string kOldNetns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c10";

// An ADD of the scenario's own, which has to work.
json MustAdd(World& world, Call call) {
  const Outcome outcome = world.Add(call);
  if (outcome.exit_code != 0) throw std::runtime_error("no ADD: " + outcome.output);
  return outcome.document();
}

// What makes the attachment that `call` is about.
Call AddFor(Call call) {
  call.conf.erase("cni.dev/valid-attachments");
  return call;
}

Call Bystander() {
  Call call;
  call.container_id = "bystander";
  call.netns = "b5a9d5e1-7a37-4f0e-8d55-3c1f6f0e9a01";
  call.conf = World::Conf();
  return call;
}

// On a network of its own, so that the attachment's has yet to be made.
Call BystanderElsewhere() {
  Call call = Bystander();
  call.conf["name"] = "elsewhere";
  call.conf["slice"] = "10.200.43.0/24";
  call.conf["network"] = {{"owner", "iso:elsewhere"}};
  return call;
}

// A call in a namespace that the runtime has made.
Scenario Basic(const std::string& name, const std::string& command) {
  Scenario scenario;
  scenario.name = name;
  scenario.call.command = command;
  scenario.call.conf = World::Conf();
  scenario.bystander = Bystander();
  scenario.surroundings = [netns = scenario.call.netns](World& world) {
    world.MakeNamespace(netns);
  };
  return scenario;
}

// The same, about an attachment that was made.
Scenario After(const std::string& name, const std::string& command) {
  Scenario scenario = Basic(name, command);
  scenario.past = [call = scenario.call](World& world) { return MustAdd(world, AddFor(call)); };
  return scenario;
}

Scenario AddThatMakesTheNamespace() {
  Scenario scenario = Basic("AddThatMakesTheNamespace", "ADD");
  scenario.surroundings = [](World&) {};
  return scenario;
}

Scenario AddThatMakesTheNetwork() {
  Scenario scenario = AddThatMakesTheNamespace();
  scenario.name = "AddThatMakesNetworkAndNamespace";
  scenario.bystander = BystanderElsewhere();
  return scenario;
}

Scenario DualStackAdd() {
  Scenario scenario = AddThatMakesTheNamespace();
  scenario.name = "DualStackAdd";
  scenario.call.conf["slice"] = {"10.200.42.0/24", "fd00:200:42::/64"};
  scenario.bystander.conf["slice"] = scenario.call.conf["slice"];
  return scenario;
}

Scenario AddOverADeadOne() {
  Scenario scenario = Basic("AddOverOneThatDied", "ADD");
  scenario.past = [call = scenario.call](World& world) {
    Call dying = call;
    dying.disturb = [](std::string_view operation, Moment) {
      if (operation == "HcnModifyNamespace") throw support::Killed();
    };
    world.Add(dying);
    return json();
  };
  return scenario;
}

Scenario AddInANewNamespace() {
  Scenario scenario = Basic("AddAfterItsNamespaceWasReplaced", "ADD");
  scenario.past = [call = scenario.call](World& world) {
    Call old = call;
    old.netns = kOldNetns;
    world.MakeNamespace(kOldNetns);
    const json result = MustAdd(world, old);
    world.DeleteNamespace(kOldNetns);
    return result;
  };
  return scenario;
}

// Somebody else's endpoint has the address that comes next.
Scenario AddPastAHeldAddress() {
  Scenario scenario = AddThatMakesTheNamespace();
  scenario.name = "AddPastAHeldAddress";
  scenario.surroundings = [](World& world) {
    const json plant = {{"ID", kForeignEndpoint},
                        {"Name", "foreign"},
                        {"HostComputeNetwork", world.Endpoints()[0]["HostComputeNetwork"]},
                        {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                        {"IpConfigurations", {{{"IpAddress", "10.200.42.3"}}}}};
    world.host().PlantEndpoint(plant.dump());
  };
  return scenario;
}

// The record is what an operator, or a lost disk, took away.
Scenario DelWithoutRecord() {
  Scenario scenario = After("DelWithoutRecord", "DEL");
  scenario.past = [add = scenario.past](World& world) {
    const auto before = world.Records();
    const json result = add(world);
    for (const std::string& name : world.Records()) {
      if (std::ranges::find(before, name) != before.end()) continue;
      world.files().Remove(World::StateDir() / "records" / name);
    }
    world.files().FlushFolder(World::StateDir() / "records");
    return result;
  };
  return scenario;
}

Scenario DelOfItsOwnNamespace() {
  Scenario scenario = After("DelThatRemovesTheNamespace", "DEL");
  scenario.surroundings = [](World&) {};
  return scenario;
}

Scenario GcWithAList() {
  Scenario scenario = After("GcWithAList", "GC");
  scenario.call.conf["cni.dev/valid-attachments"] = {
      {{"containerID", scenario.bystander.container_id}, {"ifname", scenario.bystander.ifname}}};
  return scenario;
}

// Its namespace is gone, which proves that it is an orphan.
Scenario GcWithoutAList() {
  Scenario scenario = After("GcWithoutAList", "GC");
  scenario.surroundings = [](World&) {};
  scenario.past = [call = scenario.call](World& world) {
    world.MakeNamespace(call.netns);
    const json result = MustAdd(world, call);
    world.DeleteNamespace(call.netns);
    return result;
  };
  return scenario;
}

}  // namespace

std::vector<Scenario> Scenarios() {
  return {Basic("AddThatJoinsTheNamespace", "ADD"),
          AddThatMakesTheNamespace(),
          AddThatMakesTheNetwork(),
          DualStackAdd(),
          AddOverADeadOne(),
          AddInANewNamespace(),
          AddPastAHeldAddress(),
          After("DelWithRecord", "DEL"),
          DelOfItsOwnNamespace(),
          DelWithoutRecord(),
          GcWithAList(),
          GcWithoutAList(),
          After("Check", "CHECK")};
}

std::ostream& operator<<(std::ostream& out, const Scenario& scenario) {
  return out << scenario.name;
}

}  // namespace sweep
