#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/doctor.h"
#include "hcn/hresult.h"
#include "tests/support/world.h"

namespace cli {

using support::Call;
using support::Outcome;
using support::World;

// A disk with folders that nobody may list, or that others may write to.
class FaultyFiles final : public support::MemoryFileSystem {
 public:
  using MemoryFileSystem::MemoryFileSystem;

  void MustBeSafe(const std::filesystem::path& folder) override;
  void VisitNames(const std::filesystem::path& folder, const Visitor& visit) override;

  std::filesystem::path unsafe;
  std::filesystem::path unreadable;
};

// A node on which `doctor` is run, and which it must leave as it is.
class Node {
 public:
  Node();

  // Its JSON.
  nlohmann::json Doctor(std::vector<std::string> arguments = {});
  // The same without a command line: on `files`, and with an HCN that `make_hcn` makes.
  Diagnosis Examine(state::FileSystem& files,
                    const std::function<std::unique_ptr<hcn::HcnApi>()>& make_hcn,
                    std::chrono::milliseconds patience = std::chrono::seconds(60));
  std::vector<Finding> ExamineOn(state::FileSystem& files);

  // The configuration that the runtime has, as a list of `cniVersion` 1.0.0.
  void SetConf(const nlohmann::json& conf, const std::string& version = "1.0.0");
  // One key of it.
  void SetKey(const std::string& key, const nlohmann::json& value);
  void PutConflist(const std::string& name, std::string_view text);
  void PutState(const std::string& name, std::string_view text);
  // Each HCN call fails so.
  void LetHcnFail(hcn::HResult code);
  void AddPods(unsigned count) { AddPodsNamed("pod", count); }
  void AddPodsNamed(const std::string& name, unsigned count);
  // Of the last pod.
  void LoseRecord();
  void LoseNamespace();
  // On the network of the pods.
  void PlantForeign(const std::string& address);

  World world;
  Call call;               // how it is run
  std::string last_netns;  // of the pods
};

// The first finding of this id, and what it says; null when there is none.
nlohmann::json FindingIn(const nlohmann::json& document, const std::string& id);
std::string WhatOf(const nlohmann::json& document, const std::string& id);

// The ids of what was found.
std::set<std::string> IdsIn(const nlohmann::json& document);
std::set<std::string> IdsIn(const std::vector<Finding>& findings);

}  // namespace cli
