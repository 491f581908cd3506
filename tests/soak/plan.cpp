#include "tests/soak/plan.h"

#include <algorithm>
#include <array>
#include <set>

namespace soak {
namespace {

using nlohmann::json;
using process::Call;

constexpr std::size_t kMostAtOnce = 12;

constexpr std::array kChanging{"HcnCreateEndpoint", "HcnModifyNamespace", "HcnCreateNamespace",
                               "HcnDeleteEndpoint", "HcnDeleteNamespace", "HcnCreateNetwork"};
constexpr std::array kReading{"HcnQueryEndpointProperties",
                              "HcnOpenNamespace",
                              "HcnOpenEndpoint",
                              "HcnOpenNetwork",
                              "HcnEnumerateEndpoints",
                              "HcnQueryNetworkProperties",
                              "HcnEnumerateNamespaces"};
constexpr std::array kActions{"0x800706ba", "0x800706be", "0x803b000d", "0x80070005",
                              "kill",       "kill",       "+20ms"};

template <typename List>
auto OneOf(Random& random, const List& list) {
  return list[Below(random, list.size())];
}

// Something that goes wrong in HCN, in the words of HCN_SIMULATOR_FAULTS.
std::string FaultOf(Random& random, bool may_be_late) {
  const bool is_changing = Chance(random, 60);
  std::string text = is_changing ? OneOf(random, kChanging) : OneOf(random, kReading);
  if (is_changing && may_be_late && Chance(random, 30)) {
    return text + "=late:" + std::to_string(1 + Below(random, 150)) + "ms";
  }
  if (Chance(random, 30)) text += "#" + std::to_string(1 + Below(random, 2));
  if (Chance(random, 50)) text += "@after";
  return text + "=" + OneOf(random, kActions);
}

// Some calls go wrong by themselves, some are killed from outside.
void Disturb(Random& random, bool may_be_late, Planned& planned) {
  if (Chance(random, 18)) {
    planned.deed.call.faults = FaultOf(random, may_be_late);
  } else if (Chance(random, 1)) {
    planned.deed.call.faults = std::string(OneOf(random, kChanging)) + "=hang";
    planned.deed.call.more_conf["timeouts"] = {{"add", 1}, {"del", 1}, {"check", 1}, {"gc", 3}};
  } else if (Chance(random, 12)) {
    planned.killed_after = std::chrono::microseconds(Below(random, 20'000));
  }
  planned.deed.is_disturbed = !planned.deed.call.faults.empty() || planned.killed_after;
}

std::string VerbFor(Random& random, const Pod& pod) {
  const bool is_held = pod.holding == Holding::kAddress;
  const std::size_t dice = Below(random, 100);
  if (is_held && dice < 30) return "CHECK";
  if (dice < (is_held ? 40U : 65U)) return "ADD";
  return "DEL";
}

Planned PodCall(Random& random, const Model& model, std::size_t number, bool may_be_late) {
  const Pod& pod = model.pods()[number];
  Planned planned{.deed = {.call = pod.call, .pod = number}};
  Call& call = planned.deed.call;
  call.command = VerbFor(random, pod);
  if (call.command == "CHECK") call.more_conf = {{"prevResult", pod.result}};
  if (call.command == "DEL" && Chance(random, 25)) call.netns.clear();
  Disturb(random, may_be_late, planned);
  return planned;
}

// A runtime lists what it has made and what it is making.
Planned GcCall(Random& random, const Model& model, const std::vector<Planned>& beside) {
  Planned gc{.deed = {.call = {.command = "GC"}}};
  std::set<std::size_t> listed;
  for (const Planned& other : beside) {
    if (other.deed.pod && other.deed.call.command == "ADD") listed.insert(*other.deed.pod);
  }
  for (std::size_t i = 0; i < model.pods().size(); ++i) {
    if (model.pods()[i].holding == Holding::kAddress || Chance(random, 50)) listed.insert(i);
  }
  json list = json::array();
  for (const std::size_t i : listed) {
    list.push_back({{"containerID", model.pods()[i].call.container_id}, {"ifname", "eth0"}});
  }
  gc.deed.call.more_conf = {{"cni.dev/valid-attachments", list}};
  gc.deed.spared.assign(listed.begin(), listed.end());
  Disturb(random, false, gc);
  return gc;
}

Planned OperatorCall(Random& random) {
  const std::vector<std::vector<std::string>> lines{
      {"gc", "--apply"}, {"gc", "--apply"}, {"gc"}, {"purge"}, {"network", "list"}};
  Planned planned;
  planned.deed.call.arguments = OneOf(random, lines);
  planned.deed.call.arguments.insert(planned.deed.call.arguments.end(), {"--conflist", "CONF"});
  Disturb(random, false, planned);
  return planned;
}

}  // namespace

std::size_t Below(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
}

bool Chance(Random& random, std::size_t percent) { return Below(random, 100) < percent; }

std::vector<Planned> PlanRound(Random& random, const Model& model) {
  std::vector<Planned> round;
  const std::size_t count = 1 + Below(random, kMostAtOnce);
  const bool may_meet = Chance(random, 40);  // two calls of one pod
  std::set<std::size_t> busy;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t pod = Below(random, model.pods().size());
    if (!busy.insert(pod).second && !may_meet) continue;
    round.push_back(PodCall(random, model, pod, !may_meet));
  }
  if (Chance(random, 12)) round.push_back(GcCall(random, model, round));
  if (Chance(random, 6)) round.push_back(OperatorCall(random));
  if (Chance(random, 20)) round.push_back({.deed = {.call = {.command = "STATUS"}}});
  std::ranges::shuffle(round, random);
  return round;
}

}  // namespace soak
