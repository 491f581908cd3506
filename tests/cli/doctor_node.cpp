#include "tests/cli/doctor_node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "tests/support/fake_process_io.h"

namespace cli {
namespace {

using nlohmann::json;

// What may be asked of a disk and of HCN without changing anything; a lock goes with its holder.
bool IsHarmless(std::string_view operation) {
  return operation.starts_with("HcnEnumerate") || operation.starts_with("HcnOpen") ||
         operation.starts_with("HcnQuery") || operation == "TryLock";
}

}  // namespace

void FaultyFiles::MustBeSafe(const std::filesystem::path& folder) {
  if (folder == unsafe) throw state::FileError("cannot trust the folder " + folder.string());
}

void FaultyFiles::VisitNames(const std::filesystem::path& folder, const Visitor& visit) {
  if (folder == unreadable) throw state::FileError("cannot list the folder " + folder.string());
  MemoryFileSystem::VisitNames(folder, visit);
}

Node::Node() { SetConf(World::Conf()); }

json Node::Doctor(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"doctor", "--json"});
  const json before = world.Dump();
  const auto records = world.Records();
  const auto disturb = call.disturb;
  Call watched = call;
  watched.disturb = [&](std::string_view operation, support::Moment moment) {
    // Of nothing, to see whether it could be written.
    EXPECT_TRUE(IsHarmless(operation) || operation == "Append") << operation;
    if (disturb) disturb(operation, moment);
  };
  const Outcome outcome = world.Tool(arguments, watched);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(world.Records(), records);
  const json document = outcome.document();
  EXPECT_EQ(outcome.exit_code,
            document.value("errors", 0) + document.value("warnings", 0) == 0 ? 0 : 3)
      << outcome.output;
  return document;
}

Diagnosis Node::Examine(state::FileSystem& files,
                        const std::function<std::unique_ptr<hcn::HcnApi>()>& make_hcn,
                        std::chrono::milliseconds patience) {
  world.files().MakeFolders(World::Conflist().parent_path());
  world.files().Write(World::Conflist(), *call.conflist);
  support::FakeProcessIo io;
  return cli::Examine({io, files, make_hcn}, {}, patience);
}

std::vector<Finding> Node::ExamineOn(state::FileSystem& files) {
  return Examine(files,
                 [this] {
                   return std::make_unique<support::HookedHcnApi>(
                       world.hcn(), [](std::string_view, support::HookedHcnApi::Moment) {});
                 })
      .findings;
}

void Node::SetConf(const json& conf, const std::string& version) {
  call.conf = conf;
  call.conflist =
      json{{"cniVersion", version}, {"name", "overlay"}, {"plugins", json::array({conf})}}.dump();
}

void Node::SetKey(const std::string& key, const json& value) {
  json conf = call.conf;
  conf[json::json_pointer("/" + key)] = value;
  SetConf(conf);
}

void Node::PutConflist(const std::string& name, std::string_view text) {
  world.files().MakeFolders(World::Conflist().parent_path());
  world.files().Write(World::Conflist().parent_path() / name, text);
}

void Node::PutState(const std::string& name, std::string_view text) {
  const auto file = World::StateDir() / name;
  world.files().MakeFolders(file.parent_path());
  world.files().Write(file, text);
}

void Node::LetHcnFail(hcn::HResult code) {
  call.disturb = [code](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, code);
  };
}

void Node::AddPodsNamed(const std::string& name, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    Call add = call;
    add.disturb = {};
    add.container_id = name + std::to_string(i);
    add.netns = hcn::Guid::Random().ToString();
    world.MakeNamespace(add.netns);
    const Outcome outcome = world.Add(add);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
    last_netns = add.netns;
  }
}

void Node::LoseRecord() {
  world.files().Remove(World::StateDir() / "records" / world.Records().back());
  world.set_loose_at_end();
}

void Node::LoseNamespace() { world.DeleteNamespace(last_netns); }

void Node::PlantForeign(const std::string& address) {
  world.host().PlantEndpoint(json{{"ID", "7e57ab1e-0000-4000-8000-000000000001"},
                                  {"Name", "theirs"},
                                  {"HostComputeNetwork", world.Dump()["networks"][0]["ID"]},
                                  {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                                  {"IpConfigurations", {{{"IpAddress", address}}}}}
                                 .dump());
}

json FindingIn(const json& document, const std::string& id) {
  for (const json& finding : document["findings"]) {
    if (finding["id"] == id) return finding;
  }
  return nullptr;
}

std::string WhatOf(const json& document, const std::string& id) {
  const json finding = FindingIn(document, id);
  return finding.is_null() ? "no " + id : std::string(finding["what"]);
}

std::set<std::string> IdsIn(const json& document) {
  std::set<std::string> ids;
  for (const json& finding : document.value("findings", json::array())) ids.insert(finding["id"]);
  return ids;
}

std::set<std::string> IdsIn(const std::vector<Finding>& findings) {
  std::set<std::string> ids;
  for (const Finding& finding : findings) ids.emplace(finding.kind->id);
  return ids;
}

}  // namespace cli
