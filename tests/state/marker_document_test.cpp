#include "state/marker_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "state/network_marker.h"
#include "tests/support/memory_file_system.h"

// Markers as a ZLayer daemon, an editor or a full disk may have left them.
namespace state {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::filesystem::path kFile = "/data/agent_network.json";
constexpr const char* kKey = "cHJpdmF0ZS1rZXk=";

json Entry(const std::string& owner, unsigned number = 1) {
  const std::string digit = std::to_string(number % 10);
  return {{"owner", owner},
          {"kind", "hcn-internal"},
          {"name", "zlayer-overlay-" + digit},
          {"id", "aaaaaaaa-2222-4333-8444-55555555555" + digit},
          {"subnet", "10.200." + digit + ".0/28"}};
}

json WithKeys(json entry) {
  entry.update({{"wg_port", 51821},
                {"wg_private_key", kKey},
                {"wg_public_key", "cHVibGljLWtleQ=="},
                {"interface", "zl-web0"}});
  return entry;
}

std::string Marker(const std::vector<json>& networks) {
  return json{{"version", 1}, {"networks", networks}}.dump();
}

NetworkEntry Ours() {
  NetworkEntry entry;
  entry.owner = "iso:ours";
  entry.kind = "hcn-internal";
  entry.name = "hcn-slice-iso-ours";
  entry.id = *hcn::Guid::Parse("11111111-2222-4333-8444-555555555555");
  entry.subnet = "10.201.0.0/24";
  entry.subnets = {entry.subnet};
  return entry;
}

class HandWrittenMarker : public testing::Test {
 protected:
  void Put(const std::string& text) {
    files_.MakeFolders("/data");
    files_.Write(kFile, text);
    text_ = text;
  }
  MarkerContent Read() { return marker_.Read(); }
  json Now() { return json::parse(files_.Read(kFile, 1 << 20).value()); }

  // Our entry comes; all that was there is there still, in its order.
  void ExpectThatAnUpsertLosesNothing(json before) {
    marker_.Upsert(Ours());
    json after = Now();
    EXPECT_EQ(Read().networks.back(), Ours());
    after["networks"].erase(after["networks"].size() - 1);
    EXPECT_EQ(after, before);
  }
  void ExpectThatAnUpsertLosesNothing() { ExpectThatAnUpsertLosesNothing(json::parse(text_)); }

  std::vector<std::string> Quarantine() {
    std::vector<std::string> contents;
    for (const std::string& name : files_.List("/state/quarantine")) {
      contents.push_back(files_.Read("/state/quarantine/" + name, 1 << 20).value());
    }
    return contents;
  }

  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  Locks locks_{files_, "/state", [] { return false; }};
  NetworkMarker marker_{files_, {kFile, "/state", true}, locks_};
  std::string text_;
};

TEST_F(HandWrittenMarker, WithKeysIsRead) {
  Put(Marker({WithKeys(Entry("service:web"))}));
  const MarkerContent content = Read();
  const NetworkEntry* entry = content.Find("service:web");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->port, 51821);
  EXPECT_EQ(entry->private_key, Secret(kKey));
  EXPECT_EQ(entry->public_key, "cHVibGljLWtleQ==");
  EXPECT_EQ(entry->interface_name, "zl-web0");
  EXPECT_THAT(content.problems, IsEmpty());
  ExpectThatAnUpsertLosesNothing();
}

TEST_F(HandWrittenMarker, KeepsItsKeysWhenTheEntryItselfIsRewritten) {
  Put(Marker({WithKeys(Entry("iso:ours"))}));
  marker_.Upsert(Ours());
  const json entry = Now()["networks"][0];
  EXPECT_EQ(entry["wg_private_key"], kKey);
  EXPECT_EQ(entry["wg_port"], 51821);
  EXPECT_EQ(entry["wg_public_key"], "cHVibGljLWtleQ==");
  EXPECT_EQ(entry["interface"], "zl-web0");
  EXPECT_EQ(entry["name"], "hcn-slice-iso-ours");
}

// A transport and a network are two things, with an entry each, whoever's name they have.
TEST_F(HandWrittenMarker, OfATransportGetsTheNetworkOfItsOwnerBesideIt) {
  json transport = WithKeys(Entry("iso:ours"));
  transport.update({{"kind", "wg-dedicated"}, {"id", "cHVibGljLWtleQ=="}});
  Put(Marker({transport}));
  EXPECT_EQ(Read().Find("iso:ours"), nullptr);
  ExpectThatAnUpsertLosesNothing();
  EXPECT_TRUE(marker_.Remove("iso:ours"));
  EXPECT_EQ(Now(), json::parse(text_));
}

TEST_F(HandWrittenMarker, KeepsTheTransportOfANetworkThatGoes) {
  json entry = WithKeys(Entry("service:web"));
  Put(Marker({entry}));
  EXPECT_TRUE(marker_.Remove("service:web"));
  EXPECT_EQ(Read().Find("service:web"), nullptr);
  entry.update({{"kind", "wg-dedicated"}, {"id", "cHVibGljLWtleQ=="}});
  EXPECT_EQ(Now()["networks"], json::array({entry}));
}

TEST_F(HandWrittenMarker, WithoutOptionalsGetsNone) {
  Put(Marker({Entry("base")}));
  const MarkerContent content = Read();
  const NetworkEntry* entry = content.Find("base");
  ASSERT_NE(entry, nullptr);
  EXPECT_FALSE(entry->port || entry->private_key || entry->public_key || entry->interface_name);
  EXPECT_TRUE(entry->IsForeign());
  ExpectThatAnUpsertLosesNothing();
}

TEST_F(HandWrittenMarker, KeepsUnknownMembersAtBothLevels) {
  json document = json::parse(Marker({Entry("base")}));
  document["generation"] = {{"n", 7}};
  document["networks"][0]["mtu"] = 1420;
  Put(document.dump());
  ExpectThatAnUpsertLosesNothing();
}

TEST_F(HandWrittenMarker, OfANewerVersionIsCopiedAndNeverWritten) {
  Put(R"({"version":2,"networks":[{"owner":"base"}],"secrets":{}})");
  EXPECT_THAT(Read().refusal, HasSubstr("newer version 2"));
  EXPECT_THROW(marker_.Upsert(Ours()), MarkerError);
  EXPECT_EQ(files_.Read(kFile, 1000), text_);
  EXPECT_THAT(Quarantine(), testing::UnorderedElementsAre(text_, HasSubstr("newer version 2")));
}

TEST_F(HandWrittenMarker, ThatIsTruncatedIsCopiedAndNeverWritten) {
  const std::string whole = Marker({WithKeys(Entry("service:web"))});
  for (const std::size_t length : {std::size_t{1}, whole.size() / 2, whole.size() - 1}) {
    Put(whole.substr(0, length));
    EXPECT_THAT(Read().refusal, HasSubstr("torn or no JSON"));
    EXPECT_THAT(Read().networks, IsEmpty());
    EXPECT_THROW(marker_.Upsert(Ours()), MarkerError);
    EXPECT_THROW(marker_.Remove("service:web"), MarkerError);
    EXPECT_EQ(files_.Read(kFile, 1000), text_);
    EXPECT_THAT(Quarantine(), testing::Contains(text_));
  }
}

// A folder in its place, an access denied.
TEST_F(HandWrittenMarker, ThatTheDiskDoesNotGiveIsNotEmpty) {
  files_.MakeFolders(kFile);
  EXPECT_THAT(Read().refusal, HasSubstr("cannot be read"));
  EXPECT_THROW(marker_.Upsert(Ours()), MarkerError);
}

TEST_F(HandWrittenMarker, WithAByteOrderMarkIsReadAndSaysSo) {
  const std::string json_text = Marker({Entry("base")});
  Put("\xEF\xBB\xBF" + json_text);
  EXPECT_THAT(Read().networks, SizeIs(1));
  EXPECT_THAT(Read().problems, ElementsAre(HasSubstr("byte order mark")));
  ExpectThatAnUpsertLosesNothing(json::parse(json_text));
  EXPECT_THAT(Read().problems, IsEmpty());
}

TEST_F(HandWrittenMarker, NamesAnOwnerThatIsThereTwice) {
  Put(Marker({Entry("base", 1), Entry("base", 2)}));
  EXPECT_EQ(Read().Find("base")->name, "zlayer-overlay-1");
  EXPECT_THAT(Read().problems, ElementsAre(AllOf(HasSubstr("owner base"), HasSubstr("first"))));
  ExpectThatAnUpsertLosesNothing();
  EXPECT_TRUE(marker_.Remove("base"));
  EXPECT_EQ(Read().Find("base"), nullptr);
}

TEST_F(HandWrittenMarker, NamesAPortThatIsNoneAndUsesTheNetwork) {
  for (const json& port : {json(70000), json(0), json(-1), json("51821"), json(1.5)}) {
    json entry = Entry("service:web");
    entry["wg_port"] = port;
    Put(Marker({entry}));
    EXPECT_THAT(Read().problems, ElementsAre(AllOf(HasSubstr("entry 1 (owner service:web)"),
                                                   HasSubstr("wg_port"), HasSubstr(port.dump()))));
    EXPECT_FALSE(Read().Find("service:web")->port);
    ExpectThatAnUpsertLosesNothing();
  }
}

TEST_F(HandWrittenMarker, NamesAPortThatTwoHave) {
  Put(Marker({WithKeys(Entry("service:a", 1)), WithKeys(Entry("service:b", 2))}));
  EXPECT_THAT(Read().problems, ElementsAre(HasSubstr("port 51821")));
}

TEST_F(HandWrittenMarker, WithOneBrokenEntryAmongTenGivesNineAndKeepsTen) {
  for (const char* missing : {"owner", "kind", "name", "id", "subnet"}) {
    std::vector<json> networks;
    for (unsigned i = 0; i < 10; ++i) networks.push_back(Entry("iso:n" + std::to_string(i), i));
    networks[4].erase(missing);
    networks[4]["wg_private_key"] = kKey;
    Put(Marker(networks));
    EXPECT_THAT(Read().networks, SizeIs(9));
    EXPECT_THAT(Read().problems,
                ElementsAre(AllOf(HasSubstr("entry 5"), HasSubstr(missing), Not(HasSubstr(kKey)))));
    ExpectThatAnUpsertLosesNothing();
    EXPECT_THAT(Quarantine(), testing::Contains(text_));
  }
}

TEST_F(HandWrittenMarker, KeepsWhatIsNoEntryAtAll) {
  Put(Marker({"text", nullptr, 7, Entry("base"), json::object()}));
  EXPECT_THAT(Read().networks, SizeIs(1));
  EXPECT_EQ(Read().problems.size(), 3U + 5U);
  ExpectThatAnUpsertLosesNothing();
}

TEST_F(HandWrittenMarker, OfAnotherProgramIsOnlyWrittenWhereItIsShared) {
  NetworkMarker alone(files_, {kFile, "/state", false}, locks_);
  for (const json& foreign : {Entry("base"), WithKeys({{"owner", "service:web"},
                                                       {"kind", "wg-dedicated"},
                                                       {"name", "web"},
                                                       {"id", "cHVibGljLWtleQ=="},
                                                       {"subnet", "10.9.0.0/28"}})}) {
    Put(Marker({foreign}));
    EXPECT_THAT(alone.Read().refusal, HasSubstr("networkMarkerShared"));
    EXPECT_THROW(alone.Upsert(Ours()), MarkerError);
    EXPECT_EQ(files_.Read(kFile, 1000), text_);
    EXPECT_THAT(Quarantine(), IsEmpty());
  }
}

// As deep as a marker's size allows; to write it back would take all of the stack.
TEST_F(HandWrittenMarker, IsLeftUntouchedWhenItIsNestedDeeply) {
  constexpr std::size_t kLevels = 1'000'000;
  Put("{\"networks\":[" + std::string(kLevels, '[') + std::string(kLevels, ']') + "]}");
  EXPECT_THAT(Read().refusal, HasSubstr("nested too deep"));
}

TEST(Secret, IsNeverShown) {
  std::ostringstream text;
  text << Secret(kKey);
  EXPECT_EQ(text.str(), "(redacted)");
  EXPECT_EQ(testing::PrintToString(Secret(kKey)), "(redacted)");
  EXPECT_THAT(testing::PrintToString(std::optional(Secret(kKey))), Not(HasSubstr(kKey)));
}

}  // namespace
}  // namespace state
