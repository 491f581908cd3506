#include <sys/prctl.h>
#include <sys/wait.h>

#include <charconv>
#include <filesystem>
#include <iostream>
#include <thread>

#include "hcn/error.h"
#include "hcn/simulator/make_api.h"
#include "tests/soak/plan.h"
#include "tests/soak/verdict.h"

// soak [SECONDS [SEED]]: random calls of the executable beside each other, killed, failing, late,
// with reboots and restarts of HNS in between, against a model of who should hold what. Ends with 1
// at the first violation. With the same seed the same things are tried, as far as their ends are
// the same.

namespace soak {
namespace {

using nlohmann::json;
using process::Child;
using process::End;
using process::Node;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kPods = 32;  // a few more than there are addresses
constexpr const char* kSlice = "10.200.42.0/27";
constexpr const char* kForeignAddress = "10.200.42.9";
constexpr std::size_t kRoundsUntilAllGo = 40;

struct Counts {
  std::size_t rounds = 0;
  std::size_t calls = 0;
  std::size_t killed = 0;
  std::size_t late = 0;
  std::size_t faults = 0;
  std::size_t reboots = 0;
  std::size_t restarts = 0;
  std::size_t lost_namespaces = 0;
};

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << counts.rounds << " rounds, " << counts.calls << " calls, of them " << counts.killed
             << " killed, " << counts.late << " with a late effect, " << counts.faults
             << " with another fault; " << counts.reboots << " reboots, " << counts.restarts
             << " restarts of HNS, " << counts.lost_namespaces << " namespaces lost; "
             << CountLooks() << " looks at what must hold";
}

class Soak {
 public:
  explicit Soak(std::uint64_t seed) : random_(seed), model_(kPods) { Prepare(); }

  // False at a violation, which was told.
  bool RunRound();
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  void Prepare();
  void PlantForeign();
  void MakeNamespaces(const std::vector<Planned>& round);
  std::vector<Deed> Carry(std::vector<Planned> round);
  void Count(const Deed& deed);
  void Disturb();
  std::vector<std::string> LetAllGo();
  bool Tell(const std::vector<std::string>& violations, const std::vector<Deed>& deeds) const;

  Random random_;
  Node node_;
  Model model_;
  Counts counts_;
};

void Soak::Prepare() {
  process::Call first;
  first.more_conf = {{"slice", kSlice}};
  if (node_.Run(first).exit_code != 0) throw std::runtime_error("the first ADD failed");
  first.command = "DEL";
  node_.Run(first);
  PlantForeign();
}

void Soak::PlantForeign() {
  const json plant = {{"ID", kForeignEndpoint},
                      {"Name", "somebody else's"},
                      {"HostComputeNetwork", node_.Dump()["networks"][0]["ID"]},
                      {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                      {"IpConfigurations", {{{"IpAddress", kForeignAddress}}}}};
  node_.host().PlantEndpoint(plant.dump());
}

// As a runtime does it, before ADD.
void Soak::MakeNamespaces(const std::vector<Planned>& round) {
  for (const Planned& planned : round) {
    if (!planned.deed.pod || planned.deed.call.command != "ADD") continue;
    if (!model_.pods()[*planned.deed.pod].has_namespace_of_runtime) continue;
    try {
      node_.host().AddNamespace(*hcn::Guid::Parse(planned.deed.call.netns));
    } catch (const hcn::Error&) {
      continue;  // it is there
    }
  }
}

std::vector<Deed> Soak::Carry(std::vector<Planned> round) {
  std::vector<Child> children;
  const auto start = Clock::now();
  for (Planned& planned : round) {
    planned.deed.call.more_conf["slice"] = kSlice;
    children.push_back(node_.Start(planned.deed.call));
  }
  for (std::size_t i = 0; i < round.size(); ++i) {
    if (!round[i].killed_after) continue;
    std::this_thread::sleep_until(start + *round[i].killed_after);
    children[i].Kill();
  }
  std::vector<Deed> deeds;
  for (std::size_t i = 0; i < round.size(); ++i) {
    round[i].deed.end = children[i].Wait();
    deeds.push_back(std::move(round[i].deed));
    Count(deeds.back());
  }
  // Late calls are processes that have become ours.
  while (::wait(nullptr) > 0) continue;
  return deeds;
}

void Soak::Count(const Deed& deed) {
  ++counts_.calls;
  if (deed.end.was_killed) ++counts_.killed;
  const bool is_late = deed.call.faults.find("=late") != std::string::npos;
  if (is_late) ++counts_.late;
  if (!deed.call.faults.empty() && !is_late) ++counts_.faults;
}

// What happens to a node while nothing runs on it.
void Soak::Disturb() {
  if (Chance(random_, 2)) {
    node_.host().Reboot();
    model_.Reboot();
    ++counts_.reboots;
  }
  if (Chance(random_, 3)) {
    node_.host().RestartService();
    PlantForeign();
    model_.RestartService();
    ++counts_.restarts;
  }
  if (Chance(random_, 20)) {
    const std::size_t pod = Below(random_, kPods);
    try {
      hcn::simulator::MakeApi(node_.folder() / "host", "", "")
          ->DeleteNamespace(*hcn::Guid::Parse(model_.pods()[pod].call.netns));
      model_.LoseNamespace(pod);
      ++counts_.lost_namespaces;
    } catch (const hcn::Error&) {
      return;  // there was none
    }
  }
}

// DEL for every pod: after it nothing may be left, and a GC takes what killed processes left
// unfinished.
std::vector<std::string> Soak::LetAllGo() {
  std::vector<Planned> all;
  for (std::size_t i = 0; i < kPods; ++i) {
    all.push_back({.deed = {.call = model_.pods()[i].call, .pod = i}});
    all.back().deed.call.command = "DEL";
  }
  auto violations = model_.Learn(Carry(std::move(all)));
  Planned gc{.deed = {.call = {.command = "GC"}}};
  gc.deed.call.more_conf = {{"cni.dev/valid-attachments", json::array()}};
  for (std::string& text : model_.Learn(Carry({gc}))) violations.push_back(std::move(text));
  for (std::string& text : WhatIsLeft(node_)) violations.push_back(std::move(text));
  return violations;
}

bool Soak::Tell(const std::vector<std::string>& violations, const std::vector<Deed>& deeds) const {
  if (violations.empty()) return true;
  std::cout << "violations in round " << counts_.rounds << ":\n";
  for (const std::string& violation : violations) std::cout << "  " << violation << "\n";
  std::cout << "the round:\n";
  for (const Deed& deed : deeds) std::cout << "  " << Describe(deed) << "\n";
  std::cout << "the records:\n";
  for (const std::string& record : node_.Records()) std::cout << "  " << record << "\n";
  std::cout << node_.Dump().dump(1) << "\n";
  return false;
}

bool Soak::RunRound() {
  ++counts_.rounds;
  Disturb();
  auto round = PlanRound(random_, model_);
  MakeNamespaces(round);
  const auto deeds = Carry(std::move(round));
  auto violations = model_.Learn(deeds);
  for (std::string& text : Compare(node_, model_)) violations.push_back(std::move(text));
  if (!Tell(violations, deeds)) return false;
  node_.ForgetCalls();
  return counts_.rounds % kRoundsUntilAllGo != 0 || Tell(LetAllGo(), {});
}

std::uint64_t NumberIn(const char* text) {
  std::uint64_t number = 0;
  const std::string_view view(text);
  const auto read = std::from_chars(view.data(), view.data() + view.size(), number);
  if (read.ec != std::errc() || read.ptr != view.data() + view.size()) {
    throw std::runtime_error("\"" + std::string(view) + "\" is no number");
  }
  return number;
}

int Main(int count, char** arguments) {
  const std::chrono::seconds time(count > 1 ? NumberIn(arguments[1]) : 30);
  const std::uint64_t seed = count > 2 ? NumberIn(arguments[2]) : std::random_device{}();
  std::cout << "soak: seed " << seed << ", " << time.count() << " s" << std::endl;
  // Who is left behind by a process that died becomes ours to wait for.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  Soak soak(seed);
  const auto end = Clock::now() + time;
  auto next_word = Clock::now() + std::chrono::minutes(1);
  bool holds = true;
  while (holds && Clock::now() < end) {
    holds = soak.RunRound();
    if (Clock::now() < next_word) continue;
    next_word += std::chrono::minutes(1);
    std::cout << soak.counts() << std::endl;
  }
  std::cout << soak.counts() << "\nsoak: " << (holds ? "zero violations" : "VIOLATED") << ", seed "
            << seed << std::endl;
  return holds ? 0 : 1;
}

}  // namespace
}  // namespace soak

int main(int count, char** arguments) {
  try {
    return soak::Main(count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "soak: " << error.what() << "\n";
    return 2;
  }
}
