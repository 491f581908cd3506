#include "state/network_marker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/memory_file_system.h"

namespace state {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::filesystem::path kFile = "/data/agent_network.json";

NetworkEntry EntryOf(std::string owner) {
  return {.owner = std::move(owner),
          .kind = "hcn-internal",
          .name = "hcn-slice-base",
          .id = hcn::Guid::Parse("11111111-2222-4333-8444-555555555555").value(),
          .subnet = "10.200.0.0/28",
          .subnets = {"10.200.0.0/28"},
          .created_by = {},
          .port = {},
          .private_key = {},
          .public_key = {},
          .interface_name = {}};
}

class NetworkMarkerTest : public testing::Test {
 protected:
  NetworkMarkerTest() { files_.MakeFolders("/data"); }

  void Put(const std::string& content) {
    files_.Write(kFile, content);
    files_.FlushFolder("/data");
  }
  std::string Content() { return files_.Read(kFile, 1 << 20).value_or("(none)"); }

  NetworkMarker Marker(bool is_shared) { return {files_, {kFile, "/state", is_shared}, locks_}; }
  std::optional<NetworkEntry> Get(const std::string& owner) {
    const MarkerContent content = marker_.Read();
    const NetworkEntry* entry = content.Find(owner);
    return entry == nullptr ? std::nullopt : std::optional(*entry);
  }
  std::vector<NetworkEntry> Networks() { return marker_.Read().networks; }
  std::vector<std::string> Problems() { return marker_.Read().problems; }
  std::vector<std::string> Quarantined() { return files_.List("/state/quarantine"); }

  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  Locks locks_{files_, "/state", [] { return false; }};
  NetworkMarker marker_ = Marker(true);
};

// As ZLayer writes it, with a transport of its own and members of a later release.
constexpr const char* kForeign = R"({
  "version": 1,
  "later": {"b": 1, "a": [1.5, null]},
  "networks": [
    {"owner": "base", "kind": "hcn-internal", "name": "zlayer-overlay",
     "id": "aaaaaaaa-2222-4333-8444-555555555555", "subnet": "10.200.0.0/28", "mtu": 1420},
    {"owner": "service:web", "kind": "wg-dedicated", "name": "web", "id": "cHVibGlj",
     "subnet": "10.201.0.0/28", "wg_port": 51821, "wg_private_key": "c2VjcmV0",
     "wg_public_key": "cHVibGlj", "interface": "wg-web"},
    "broken",
    {"owner": "half"}
  ]
})";

TEST_F(NetworkMarkerTest, IsEmptyWithoutAFile) {
  EXPECT_EQ(Get("base"), std::nullopt);
  EXPECT_THAT(Networks(), IsEmpty());
  EXPECT_FALSE(marker_.Remove("base"));
  EXPECT_EQ(Content(), "(none)");
}

TEST_F(NetworkMarkerTest, ReadsWhatItWrites) {
  NetworkEntry entry = EntryOf("base");
  entry.subnets = {"10.200.0.0/28", "fd00::/64"};
  entry.created_by = "hcn-slice";
  marker_.Upsert(entry);
  EXPECT_EQ(Get("base"), entry);
  EXPECT_EQ(Get("shared-nat"), std::nullopt);
}

TEST_F(NetworkMarkerTest, IsWrittenInTheFormThatTheFormatNames) {
  NetworkEntry entry = EntryOf("base");
  entry.subnets = {"10.200.0.0/28", "fd00::/64"};
  entry.created_by = "hcn-slice";
  marker_.Upsert(entry);
  EXPECT_EQ(json::parse(Content()), json::parse(R"({"version": 1, "networks": [
    {"owner": "base", "kind": "hcn-internal", "name": "hcn-slice-base", "subnet": "10.200.0.0/28",
     "id": "11111111-2222-4333-8444-555555555555", "subnets": ["10.200.0.0/28", "fd00::/64"],
     "createdBy": "hcn-slice"}]})"));
}

TEST_F(NetworkMarkerTest, HoldsOneEntryForEachOwner) {
  marker_.Upsert(EntryOf("base"));
  marker_.Upsert(EntryOf("service:web"));
  NetworkEntry changed = EntryOf("base");
  changed.name = "changed";
  marker_.Upsert(changed);
  EXPECT_THAT(Networks(), ElementsAre(changed, EntryOf("service:web")));
}

TEST_F(NetworkMarkerTest, RemovesOneOwnerOnly) {
  marker_.Upsert(EntryOf("base"));
  marker_.Upsert(EntryOf("shared-nat"));
  EXPECT_TRUE(marker_.Remove("base"));
  EXPECT_FALSE(marker_.Remove("base"));
  EXPECT_THAT(Networks(), ElementsAre(EntryOf("shared-nat")));
}

TEST_F(NetworkMarkerTest, TakesOutWhatTheEntryNoLongerHas) {
  NetworkEntry entry = EntryOf("base");
  entry.created_by = "hcn-slice";
  marker_.Upsert(entry);
  marker_.Upsert(EntryOf("base"));
  EXPECT_EQ(Get("base"), EntryOf("base"));
}

TEST_F(NetworkMarkerTest, SurvivesAPowerLoss) {
  marker_.Upsert(EntryOf("base"));
  disk_.PowerLoss();
  EXPECT_EQ(Get("base"), EntryOf("base"));
  marker_.Remove("base");
  disk_.PowerLoss();
  EXPECT_EQ(Get("base"), std::nullopt);
}

// Another program's marker.

TEST_F(NetworkMarkerTest, PassesOverWhatIsNoNetworkOfHcn) {
  Put(kForeign);
  EXPECT_THAT(Networks(), SizeIs(1));
  EXPECT_EQ(Get("base")->name, "zlayer-overlay");
  EXPECT_EQ(Get("service:web"), std::nullopt);
}

TEST_F(NetworkMarkerTest, KeepsEverythingThatIsNotItsOwn) {
  Put(kForeign);
  NetworkEntry entry = EntryOf("base");
  entry.created_by = "hcn-slice";
  marker_.Upsert(entry);
  json expected = json::parse(kForeign);
  expected["networks"][0].update({{"name", entry.name},
                                  {"id", entry.id.ToString()},
                                  {"subnet", entry.subnet},
                                  {"subnets", entry.subnets},
                                  {"createdBy", "hcn-slice"}});
  EXPECT_EQ(json::parse(Content()), expected);
}

TEST_F(NetworkMarkerTest, RewritesNothingWhenNothingChanges) {
  Put(kForeign);
  NetworkEntry base = *Get("base");
  marker_.Upsert(base);
  EXPECT_FALSE(marker_.Remove("nobody"));
  EXPECT_EQ(Content(), kForeign);
}

TEST_F(NetworkMarkerTest, KeepsTheOrderOfMembers) {
  Put(kForeign);
  marker_.Upsert(EntryOf("shared-nat"));
  const std::string content = Content();
  EXPECT_LT(content.find("\"version\""), content.find("\"later\""));
  EXPECT_LT(content.find("\"later\""), content.find("\"networks\""));
  EXPECT_LT(content.find("\"b\""), content.find("\"a\""));
}

TEST_F(NetworkMarkerTest, LoadsAFileOfTheOldestForm) {
  for (const char* empty : {"{}", R"({"version":1})", R"({"networks":[]})"}) {
    Put(empty);
    EXPECT_THAT(Networks(), IsEmpty());
    marker_.Upsert(EntryOf("base"));
    EXPECT_EQ(Get("base"), EntryOf("base"));
    EXPECT_EQ(json::parse(Content())["version"], 1);
  }
}

TEST_F(NetworkMarkerTest, TakesTheFirstOfTwoEntriesAndRemovesBoth) {
  json twice = json::parse(kForeign);
  twice["networks"].push_back(twice["networks"][0]);
  twice["networks"][4]["name"] = "second";
  Put(twice.dump());
  EXPECT_EQ(Get("base")->name, "zlayer-overlay");
  EXPECT_TRUE(marker_.Remove("base"));
  EXPECT_EQ(Get("base"), std::nullopt);
}

TEST_F(NetworkMarkerTest, ReadsAnEntryWhoseExtrasAreOdd) {
  json odd = json::parse(kForeign);
  odd["networks"][0].update({{"subnets", {1, "fd00::/64", nullptr}}, {"createdBy", 7}});
  Put(odd.dump());
  EXPECT_THAT(Get("base")->subnets, ElementsAre("fd00::/64"));
  EXPECT_EQ(Get("base")->created_by, "");
}

TEST_F(NetworkMarkerTest, NeverOverwritesWhatItCannotRead) {
  for (const auto& [content, why] : {std::pair<std::string, std::string>{"", "empty"},
                                     {"{\"version\":1,\"netw", "torn"},
                                     {std::string(300, '\0'), "torn"},
                                     {"[]", "no JSON object"},
                                     {R"({"version":2,"networks":[]})", "newer version 2"},
                                     {R"({"version":"1"})", "version"},
                                     {R"({"version":0})", "version"},
                                     {R"({"version":null})", "version"},
                                     {R"({"networks":{}})", "no list"},
                                     {R"({"networks":null})", "no list"}}) {
    Put(content);
    EXPECT_THAT(marker_.Read().networks, IsEmpty());
    EXPECT_THAT(marker_.Read().refusal, AllOf(HasSubstr(kFile.string()), HasSubstr(why)));
    for (const auto& use : std::vector<std::function<void()>>{
             [&] { marker_.Upsert(EntryOf("base")); }, [&] { marker_.Remove("base"); }}) {
      try {
        use();
        ADD_FAILURE() << content;
      } catch (const MarkerError& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr(kFile.string()), HasSubstr(why)));
      }
    }
    EXPECT_EQ(Content(), content);
  }
}

// Many writers, and some that die.

TEST_F(NetworkMarkerTest, IsWrittenUnderItsLockOnly) {
  const auto other = locks_.Marker(kFile);
  EXPECT_THROW(marker_.Upsert(EntryOf("base")), LockTimeout);
  EXPECT_THROW(marker_.Remove("base"), LockTimeout);
  EXPECT_EQ(Get("base"), std::nullopt);
}

TEST_F(NetworkMarkerTest, CompletesAnEntryFromWhatIsThereUnderItsLock) {
  marker_.Upsert(EntryOf("service:a"), [&](const MarkerContent& content, NetworkEntry& entry) {
    EXPECT_THAT(content.networks, IsEmpty());
    EXPECT_EQ(files_.TryLock({kFile.string() + ".lock", 0}), nullptr);
    entry.port = 51821;
  });
  EXPECT_EQ(Get("service:a")->port, 51821);
  EXPECT_THAT(marker_.Read().ports, ElementsAre(51821));
}

TEST_F(NetworkMarkerTest, StaysAsItIsWhenTheEntryCannotBeCompleted) {
  marker_.Upsert(EntryOf("base"));
  const std::string before = Content();
  EXPECT_THROW(marker_.Upsert(EntryOf("iso:a"),
                              [](const MarkerContent&, NetworkEntry&) { throw FileError("no"); }),
               FileError);
  EXPECT_EQ(Content(), before);
}

TEST_F(NetworkMarkerTest, IsOldOrNewWhereverTheWriterDies) {
  for (const auto loss : {support::UnflushedNames::kLost, support::UnflushedNames::kKept}) {
    bool killed = true;
    for (unsigned moment = 1; killed; ++moment) {
      SCOPED_TRACE(moment);
      Put(kForeign);
      support::MemoryFileSystem victim(disk_, support::KillAtMoment(moment));
      Locks locks(victim, "/state", [] { return false; });
      try {
        NetworkMarker(victim, {kFile, "/state", true}, locks).Upsert(EntryOf("base"));
        killed = false;
      } catch (const support::Killed&) {
      }
      disk_.PowerLoss(loss, support::UnflushedContent::kEmpty);
      const std::string name = Get("base")->name;
      EXPECT_TRUE(name == "hcn-slice-base" || (killed && name == "zlayer-overlay")) << name;
    }
  }
  marker_.Upsert(EntryOf("shared-nat"));
  for (const std::string& name : files_.List("/data")) {
    EXPECT_THAT(name, testing::Not(HasSubstr(".tmp-")));
  }
}

}  // namespace
}  // namespace state
