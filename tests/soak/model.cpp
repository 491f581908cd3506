#include "tests/soak/model.h"

#include <algorithm>
#include <map>

#include "plugin/identity.h"

namespace soak {
namespace {

constexpr int kAlreadyAttached = 101;
constexpr int kCheckFailed = 103;
constexpr int kTryAgainLater = 11;
constexpr int kNotAvailable = 50;
constexpr int kNeedsAttention = 3;

std::size_t Count(const std::vector<const Deed*>& deeds, std::string_view command) {
  return static_cast<std::size_t>(std::ranges::count_if(
      deeds, [&](const Deed* deed) { return deed->call.command == command; }));
}

bool Succeeded(const Deed& deed) { return !deed.end.was_killed && deed.end.exit_code == 0; }

bool IsOnList(const Deed& gc, std::size_t pod) {
  return std::ranges::find(gc.spared, pod) != gc.spared.end();
}

bool IsOneOf(int code, std::initializer_list<int> codes) {
  return std::ranges::find(codes, code) != codes.end();
}

// One document or none, and an exit code that goes with it.
std::string WhatIsWrongWithTheOutput(const Deed& deed) {
  const process::End& end = deed.end;
  if (end.was_killed) {
    const bool is_whole = end.output.empty() || nlohmann::json::accept(end.output);
    return is_whole || !deed.call.arguments.empty() ? "" : "half a document";
  }
  if (!deed.call.arguments.empty()) {
    return IsOneOf(end.exit_code, {0, kNeedsAttention}) || deed.is_disturbed ||
                   end.error.find("another process is sweeping") != std::string::npos
               ? ""
               : "a command that failed";
  }
  if (end.exit_code == 1) return end.code() > 0 ? "" : "an error without a document";
  if (end.exit_code != 0) return "an exit code that is none";
  if (deed.call.command == "ADD") return end.document().contains("ips") ? "" : "no result";
  return end.output.empty() ? "" : "output of a verb that has none";
}

// Whether an undisturbed call may have failed so.
bool MayFail(const Deed& deed) {
  const int code = deed.end.code();
  if (deed.is_disturbed) return true;
  if (deed.call.command == "ADD") return IsOneOf(code, {kAlreadyAttached, kTryAgainLater});
  if (deed.call.command == "CHECK") return IsOneOf(code, {kCheckFailed});
  if (deed.call.command == "STATUS") return IsOneOf(code, {kNotAvailable});
  return false;
}

}  // namespace

std::string Describe(const Deed& deed) {
  const process::Call& call = deed.call;
  std::string text = call.arguments.empty() ? call.command : "";
  for (const std::string& argument : call.arguments) text += argument + " ";
  if (deed.pod) text += " of " + call.container_id;
  if (!call.faults.empty()) text += ", " + call.faults;
  text += deed.end.was_killed ? ": killed" : ": " + std::to_string(deed.end.exit_code);
  return text + " " + deed.end.output + deed.end.error;
}

hcn::Guid Pod::Id() const {
  return plugin::Identity::Of("hcn-slice", "overlay", call.container_id, call.ifname).endpoint_id;
}

std::string Pod::Address() const {
  const std::string text = result["ips"][0]["address"];
  return text.substr(0, text.find('/'));
}

Model::Model(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    process::Call call;
    call.container_id = "soak-" + std::to_string(i);
    call.netns = "50a50a50-0000-4000-8000-000000000" + std::to_string(100 + i);
    pods_.push_back({.call = call, .has_namespace_of_runtime = i % 2 == 0});
  }
}

std::vector<std::string> Model::Learn(const std::vector<Deed>& deeds) {
  std::vector<std::string> violations;
  std::map<std::size_t, std::vector<const Deed*>> of_pods;
  for (const Deed& deed : deeds) {
    const std::string wrong = WhatIsWrongWithTheOutput(deed);
    if (!wrong.empty()) violations.push_back(wrong + ": " + Describe(deed));
    const bool failed = !deed.end.was_killed && deed.end.exit_code == 1;
    if (failed && deed.call.arguments.empty() && !MayFail(deed)) {
      violations.push_back("must not fail: " + Describe(deed));
    }
    if (deed.pod) of_pods[*deed.pod].push_back(&deed);
  }
  for (const auto& [pod, own] : of_pods) {
    const bool may_be_swept = std::ranges::any_of(deeds, [&, number = pod](const Deed& deed) {
      return deed.call.command == "GC" && deed.call.arguments.empty() && !IsOnList(deed, number);
    });
    for (std::string& text : LearnOf(pod, own, may_be_swept)) violations.push_back(std::move(text));
  }
  for (const Deed& deed : deeds) {
    if (deed.call.command == "GC" && deed.call.arguments.empty()) LearnFromSweep(deed, deeds);
  }
  return violations;
}

std::vector<std::string> Model::LearnOf(std::size_t number, const std::vector<const Deed*>& deeds,
                                        bool may_be_swept) {
  Pod& pod = pods_[number];
  std::vector<std::string> violations;
  const bool is_live = pod.holding == Holding::kAddress && !pod.has_lost_endpoint;
  const bool is_alone = Count(deeds, "DEL") == 0 && !may_be_swept;
  std::size_t told = 0;
  bool is_gone = false;
  for (const Deed* deed : deeds) {
    const std::string& command = deed->call.command;
    const bool succeeded = Succeeded(*deed);
    if (command == "DEL" && succeeded) is_gone = true;
    if (command == "ADD" && succeeded) {
      ++told;
      if (is_alone && (told > 1 || is_live)) {
        violations.push_back("a live attachment was made again: " + Describe(*deed));
      }
      if (is_alone) pod.result = deed->end.document();
    }
    if (command == "CHECK" && is_live && is_alone && !succeeded && !deed->is_disturbed) {
      violations.push_back("nothing has changed: " + Describe(*deed));
    }
  }
  if (Count(deeds, "ADD") == 0) {
    if (is_gone) pod.holding = Holding::kNothing;
    if (Count(deeds, "DEL") > 0 && !is_gone && pod.holding == Holding::kAddress) {
      pod.holding = Holding::kUnsure;
    }
  } else if (!is_alone) {
    pod.holding = Holding::kUnsure;
  } else if (!is_live) {
    pod.holding = told == 1 ? Holding::kAddress : Holding::kUnsure;
    pod.has_lost_endpoint = false;
  }
  return violations;
}

// What is not on the list of a GC that came to its end is gone, unless somebody was at work on it.
void Model::LearnFromSweep(const Deed& gc, const std::vector<Deed>& deeds) {
  for (std::size_t number = 0; number < pods_.size(); ++number) {
    Pod& pod = pods_[number];
    if (IsOnList(gc, number) || pod.holding == Holding::kNothing) continue;
    const bool was_busy =
        std::ranges::any_of(deeds, [&](const Deed& deed) { return deed.pod == number; });
    const bool is_done = Succeeded(gc) && !was_busy;
    pod.holding = is_done ? Holding::kNothing : Holding::kUnsure;
  }
}

void Model::Reboot() {
  for (Pod& pod : pods_) {
    if (pod.holding == Holding::kAddress) pod.holding = Holding::kUnsure;
  }
}

void Model::RestartService() {
  for (Pod& pod : pods_) {
    if (pod.holding == Holding::kAddress) pod.has_lost_endpoint = true;
  }
}

void Model::LoseNamespace(std::size_t pod) {
  if (pods_[pod].holding == Holding::kAddress) pods_[pod].holding = Holding::kUnsure;
}

}  // namespace soak
