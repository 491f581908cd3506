#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/process/node.h"

// What somebody who may not change the host could put where the executable looks: docs/security.md.

namespace process {
namespace {

using nlohmann::json;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

const std::vector<std::string> kVerbs{"ADD", "DEL", "CHECK", "GC", "STATUS"};

std::string Content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void Put(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

class Security : public testing::Test {
 protected:
  End Run(const std::string& verb, const json& more_conf = {}) {
    Call call;
    call.command = verb;
    call.more_conf = more_conf;
    return node_.Run(call);
  }

  void ExpectEveryVerbRefuses(const std::string& why) {
    for (const std::string& verb : kVerbs) {
      const End end = Run(verb);
      EXPECT_THAT(end.code(), AnyOf(5, 50)) << verb << end.output;
      EXPECT_THAT(end.message(), HasSubstr(why)) << verb;
      EXPECT_THAT(end.message(), HasSubstr(state_.string())) << verb;
    }
    EXPECT_EQ(node_.CountEndpoints(), 0U);
  }

  Node node_;
  fs::path state_ = node_.folder() / "state";
  fs::path victim_ = node_.folder() / "victim";
};

TEST_F(Security, TrustsNoStateFolderThatOthersMayWriteTo) {
  fs::create_directory(state_);
  fs::permissions(state_, fs::perms::all);
  ExpectEveryVerbRefuses("others may write to it");
}

TEST_F(Security, TrustsNoStateFolderThatIsALink) {
  fs::create_directory(victim_);
  fs::create_directory_symlink(victim_, state_);
  ExpectEveryVerbRefuses("symbolic link");
  EXPECT_TRUE(fs::is_empty(victim_));
}

TEST_F(Security, TrustsNoFolderOfAMarkerThatOthersMayWriteTo) {
  fs::create_directory(victim_);
  fs::permissions(victim_, fs::perms::all);
  const End end = Run("ADD", {{"networkMarker", (victim_ / "networks.json").string()}});
  EXPECT_EQ(end.code(), 5);
  EXPECT_THAT(end.message(), HasSubstr(victim_.string()));
  EXPECT_TRUE(fs::is_empty(victim_));
}

TEST_F(Security, WritesThroughNoLinkThatStandsInThePlaceOfAFile) {
  Put(victim_, "precious");
  fs::create_directory(state_);
  for (const char* name :
       {"lock", "networks.json", "networks.json.lock", "hcn-slice.log", "cursor-10.200.42.0_24"}) {
    fs::remove(state_ / name);
    fs::create_symlink(victim_, state_ / name);
    const End add = Run("ADD");
    EXPECT_EQ(add.exit_code == 0, std::string_view(name) == "hcn-slice.log") << name << add.output;
    fs::remove(state_ / name);
    EXPECT_EQ(Run("DEL").exit_code, 0) << name;
    EXPECT_EQ(Content(victim_), "precious") << name;
  }
}

TEST_F(Security, RemovesAPlantedTemporaryAndNotWhatItLeadsTo) {
  ASSERT_EQ(Run("ADD").exit_code, 0);
  Put(victim_, "precious");
  const fs::path record =
      state_ / "records" / "10.200.42.9~0a1b2c3d-4e5f-5a6b-8c7d-9e0f11121314.json.tmp-x";
  fs::create_symlink(victim_, record);
  fs::create_symlink(victim_, state_ / "networks.json.tmp-x");
  const json valid = json::array({{{"containerID", "c1"}, {"ifname", "eth0"}}});
  EXPECT_EQ(Run("GC", {{"cni.dev/valid-attachments", valid}}).exit_code, 0);
  EXPECT_FALSE(fs::is_symlink(record));
  EXPECT_EQ(Content(victim_), "precious");
}

// Sparse: they take no room on the disk, and must take none in memory.
TEST_F(Security, ReadsNoFileThatIsFarTooLarge) {
  constexpr std::uintmax_t kHuge = std::uintmax_t{1} << 33;
  // Of what is measured, the most is this process's own, before the executable is in it.
  constexpr long kFarLess = 1'024 * 1'024;
  const fs::path slice_file = node_.folder() / "subnet.env";
  Put(slice_file, "");
  fs::resize_file(slice_file, kHuge);
  const End add = Run("ADD", {{"slice", nullptr}, {"sliceFile", slice_file.string()}});
  EXPECT_EQ(add.code(), 5) << add.output;
  EXPECT_LT(add.peak_memory, kFarLess);

  ASSERT_EQ(Run("ADD").exit_code, 0);
  fs::resize_file(state_ / "records" / node_.Records().front(), kHuge);
  const End del = Run("DEL");
  EXPECT_EQ(del.exit_code, 0) << del.output;
  EXPECT_LT(del.peak_memory, kFarLess);
  EXPECT_TRUE(node_.IsClean());
}

TEST_F(Security, NeverShowsAPrivateKey) {
  const std::string key = "cHJpdmF0ZS1rZXk=";
  const fs::path marker = node_.folder() / "zlayer" / "agent_network.json";
  const json web = {{"owner", "service:web"},
                    {"kind", "hcn-internal"},
                    {"name", "web"},
                    {"id", "aaaaaaaa-2222-4333-8444-555555555555"},
                    {"subnet", "10.201.0.0/28"},
                    {"wg_port", 51821},
                    {"wg_private_key", key},
                    {"wg_public_key", "cHVi"},
                    {"interface", "zl-web0"}};
  json twin = web;
  twin["subnets"] = 7;
  const json more = {{"networkMarker", marker.string()},
                     {"networkMarkerShared", true},
                     {"log", {{"level", "debug"}}}};
  std::string shown;
  for (const std::string& text : {json{{"networks", {web, twin}}}.dump(), key, "{\"" + key}) {
    Put(marker, text);
    for (const std::string& verb : kVerbs) {
      const End end = Run(verb, more);
      shown += end.output + end.error;
    }
    for (const std::vector<std::string>& command : {std::vector<std::string>{"network", "list"},
                                                    {"network", "list", "--json"},
                                                    {"network", "show", "service:web"},
                                                    {"network", "release", "service:web"},
                                                    {"purge", "--yes", "--force"}}) {
      Call call;
      call.more_conf = more;
      call.arguments = command;
      call.arguments.insert(call.arguments.end(), {"--conflist", "CONF"});
      const End end = node_.Run(call);
      shown += end.output + end.error;
    }
  }
  shown += Content(state_ / "hcn-slice.log");
  EXPECT_THAT(shown, HasSubstr("service:web"));
  EXPECT_THAT(shown, Not(HasSubstr(key)));
  for (const auto& entry : fs::recursive_directory_iterator(state_)) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, fs::perms::none) << entry.path();
  }
}

}  // namespace
}  // namespace process
