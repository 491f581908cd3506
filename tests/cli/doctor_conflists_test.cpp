#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "cli/conf_folder.h"
#include "tests/cli/doctor_node.h"

namespace cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kOther = R"({"cniVersion": "0.3.0", "name": "nat",
                                   "plugins": [{"type": "nat"}]})";

TEST(DoctorOfConflists, NamesTheFileThatWins) {
  Node node;
  node.PutConflist("05-Azure.conf", R"({"cniVersion": "0.3.0", "name": "a", "type": "azure"})");
  const std::string what = WhatOf(node.Doctor(), "conflist-shadowed");
  EXPECT_THAT(what, AllOf(HasSubstr("containerd uses 05-Azure.conf (type azure)"),
                          HasSubstr("before 10-overlay.conflist")));
}

// As containerd sorts: by bytes, so that "1-" is before "10-" and "Z" before "a".
TEST(DoctorOfConflists, SortsAsContainerdDoes) {
  Node node;
  node.PutConflist("1-nat.conflist", kOther);
  EXPECT_THAT(WhatOf(node.Doctor(), "conflist-shadowed"), HasSubstr("1-nat.conflist"));
  Node other;
  other.PutConflist("1Z.conflist", kOther);
  EXPECT_THAT(WhatOf(other.Doctor(), "conflist-used"), HasSubstr("10-overlay.conflist"));
}

TEST(DoctorOfConflists, PassesOverNamesThatContainerdDoesNotRead) {
  Node node;
  node.PutConflist("0-nat.conflist.bak", kOther);
  node.PutConflist("0-nat.CONFLIST", kOther);
  EXPECT_THAT(IdsIn(node.Doctor()),
              AllOf(Contains("conflist-used"), Not(Contains("conflist-not-used"))));
}

// What libcni and go-cni do not take, and why.
TEST(DoctorOfConflists, SaysWhyAFileCannotBeRead) {
  const std::vector<std::array<std::string, 3>> kWrong{
      {"0.conflist", "", "is empty"},
      {"0.conflist", "[]", "is no JSON object"},
      {"0.conflist", R"({"name": "x", "type": "nat"})", "has no \"plugins\""},
      {"0.conflist", R"({"name": "x", "plugins": []})", "has no plugins"},
      {"0.conflist", R"({"name": "x", "plugins": [{}]})", "has a plugin without \"type\""},
      {"0.conflist", R"({"plugins": [{"type": "nat"}]})", "has no \"name\""},
      {"0.json", kOther, "its name has to end in .conflist"},
      {"0.conf", "{}", "has a plugin without \"type\""}};
  for (const auto& [name, text, why] : kWrong) {
    Node node;
    node.PutConflist(name, text);
    EXPECT_THAT(WhatOf(node.Doctor(), "conflist-broken"), HasSubstr(why)) << text;
  }
}

// containerd reads only the first one, so that a broken one behind it is nobody's trouble, unless
// it was meant to be ours.
TEST(DoctorOfConflists, LeavesBrokenFilesBehindTheFirstAlone) {
  Node node;
  node.PutConflist("20-broken.conflist", "{");
  const json document = node.Doctor();
  EXPECT_THAT(WhatOf(document, "conflist-not-used"), HasSubstr("20-broken.conflist"));
  EXPECT_THAT(IdsIn(document), Not(Contains("conflist-broken")));
  node.PutConflist("20-broken.conflist", "\xEF\xBB\xBF{\"type\": \"hcn-slice\"}");
  EXPECT_THAT(IdsIn(node.Doctor()), Contains("conflist-bom"));
}

TEST(DoctorOfConflists, AllowsAnotherOwnersConfiguration) {
  Node node;
  node.PutConflist("20-red.conflist", R"({"cniVersion": "1.0.0", "name": "red", "plugins":
      [{"type": "hcn-slice", "slice": "10.200.43.0/24", "network": {"owner": "iso:red"}}]})");
  EXPECT_THAT(IdsIn(node.Doctor()), Not(Contains("conflist-duplicate")));
}

TEST(DoctorOfConflists, LooksIntoTheFolderOfTheNamedOne) {
  Node node;
  const std::filesystem::path folder = World::StateDir() / "conf";
  node.world.files().MakeFolders(folder);
  node.world.files().Write(folder / "10.conflist", *node.call.conflist);
  const json document = node.Doctor({"--conflist", (folder / "10.conflist").string()});
  EXPECT_THAT(WhatOf(document, "conflist-used"), HasSubstr((folder).string()));
}

TEST(DoctorOfConflists, FindsThePrograms) {
  Node node;
  support::FakeProcessIo io;
  const auto folder = ContainerdPluginFolder(io);
  node.SetConf(json::parse(R"({"type": "hcn-slice", "ipam": {"type": "host-local"}})"));
  node.world.files().MakeFolders(folder);
  node.world.files().Write(folder / PluginFile("hcn-slice"), "");
  EXPECT_THAT(WhatOf(node.Doctor(), "plugin-missing"), HasSubstr("names type host-local"));
  node.world.files().Write(folder / PluginFile("host-local"), "");
  EXPECT_THAT(IdsIn(node.Doctor()), Not(Contains("plugin-missing")));
}

}  // namespace
}  // namespace cli
