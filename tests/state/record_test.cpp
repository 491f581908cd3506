#include "state/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace state {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

ipam::IpAddress Address(std::string_view text) { return ipam::IpAddress::Parse(text).value(); }
hcn::Guid Id(std::string_view text) { return hcn::Guid::Parse(text).value(); }

const hcn::Guid kId = Id("0a1b2c3d-4e5f-5a6b-8c7d-9e0f11121314");
constexpr std::string_view kIdText = "0a1b2c3d-4e5f-5a6b-8c7d-9e0f11121314";

Record AnAttachment() {
  Record record;
  record.name = {{Address("10.200.42.5")}, kId};
  record.container_id = "c0ffee";
  record.ifname = "eth0";
  record.network_name = "overlay";
  record.endpoint_name = "hcn-slice~overlay~c0ffee~eth0";
  record.network_id = Id("11111111-2222-4333-8444-555555555555");
  record.namespace_id = Id("66666666-7777-4888-8999-aaaaaaaaaaaa");
  record.creates_namespace = true;
  record.pod = "default/web-0";
  record.created = "2026-11-23T18:00:00Z";
  return record;
}

std::string ErrorOf(std::string_view content) {
  try {
    (void)ParseRecord(AnAttachment().name, content);
  } catch (const RecordError& error) {
    return error.what();
  }
  return "(no error)";
}

// The content of a good record with one member changed; a null one is taken out.
std::string With(const std::string& member, const nlohmann::json& value) {
  auto document = nlohmann::json::parse(ToContent(AnAttachment()));
  document[member] = value;
  if (value.is_null()) document.erase(member);
  return document.dump();
}

// As deep as a record's size allows. The copy of one member would have taken all of the stack.
TEST(Record, IsNoneWhenItIsNestedDeeply) {
  constexpr std::size_t kLevels = 30'000;
  const std::string deep = std::string(kLevels, '[') + std::string(kLevels, ']');
  std::string content = ToContent(AnAttachment());
  content.insert(1, "\"later\":" + deep + ",\"kind\":" + deep + ",");
  const auto read = ReadRecord(AnAttachment().name, content);
  ASSERT_TRUE(std::holds_alternative<NoRecord>(read));
  EXPECT_THAT(std::get<NoRecord>(read).reason, HasSubstr("nested too deep"));
  EXPECT_FALSE(std::get<NoRecord>(read).is_unfinished) << "somebody may have filled it";
}

TEST(RecordName, HoldsAddressesAndIdInAFormThatEveryFileSystemTakes) {
  EXPECT_EQ((RecordName{{Address("10.200.42.5")}, kId}).ToString(),
            "10.200.42.5~0a1b2c3d-4e5f-5a6b-8c7d-9e0f11121314.json");
  EXPECT_EQ((RecordName{{Address("10.200.42.5"), Address("fd00:200:42::5")}, kId}).ToString(),
            "10.200.42.5+fd00-200-42--5~0a1b2c3d-4e5f-5a6b-8c7d-9e0f11121314.json");
}

TEST(RecordName, ReadsWhatItWrites) {
  for (const RecordName& name :
       {RecordName{{Address("10.200.42.5")}, kId}, RecordName{{Address("::1")}, kId},
        RecordName{{Address("10.0.0.1"), Address("fd00::")}, kId},
        RecordName{{Address("2001:db8:1:2:3:4:5:6")}, hcn::Guid()}}) {
    EXPECT_EQ(RecordName::Parse(name.ToString()), name);
  }
}

TEST(RecordName, IsNothingElse) {
  const std::string tail = "~" + std::string(kIdText) + ".json";
  const std::vector<std::string> names{"",
                                       tail,
                                       "~" + tail,
                                       "10.0.0.1" + tail + ".tmp-1",
                                       "10.0.0.1" + tail + "~",
                                       "10.0.0.1~x.json",
                                       "10.0.0.01" + tail,
                                       "10.0.0.1+" + tail,
                                       "+10.0.0.1" + tail,
                                       "10.0.0.1++10.0.0.2" + tail,
                                       "10.0.0.1 " + tail,
                                       "10.0.0.1-" + tail,
                                       "web" + tail,
                                       "10.0.0.1~~" + std::string(kIdText) + ".json",
                                       "10.0.0.1" + tail.substr(0, 37),
                                       "10.0.0.1~{" + std::string(kIdText) + "}.json",
                                       "fd00:1::2" + tail,
                                       "FD00--2" + tail,
                                       "fd00-0--2" + tail,
                                       "10.0.0.1~0A1B2C3D-4E5F-5A6B-8C7D-9E0F11121314.json",
                                       "10.0.0.1" + tail.substr(0, 37) + ".JSON",
                                       std::string(60, '1') + tail};
  for (const std::string& name : names) EXPECT_EQ(RecordName::Parse(name), std::nullopt) << name;
}

TEST(RecordName, AddsToAListNothingOfANameThatIsNone) {
  std::vector<ipam::IpAddress> addresses{Address("10.0.0.9")};
  const std::string tail = "~" + std::string(kIdText) + ".json";
  EXPECT_EQ(RecordName::ParseInto("10.0.0.1+10.0.0.x" + tail, addresses), std::nullopt);
  EXPECT_EQ(addresses.size(), 1U);
  EXPECT_EQ(RecordName::ParseInto("10.0.0.1+fd00--1" + tail, addresses), kIdText);
  EXPECT_THAT(addresses,
              testing::ElementsAre(Address("10.0.0.9"), Address("10.0.0.1"), Address("fd00::1")));
}

TEST(Record, ReadsWhatItWrites) {
  const Record attachment = AnAttachment();
  EXPECT_EQ(ParseRecord(attachment.name, ToContent(attachment)), attachment);
  for (const RecordKind kind : {RecordKind::kReserved, RecordKind::kResting}) {
    Record record;
    record.kind = kind;
    record.name = attachment.name;
    record.reason = "kube-proxy \"source VIP\" \\ ä";
    EXPECT_EQ(ParseRecord(record.name, ToContent(record)), record);
  }
}

// The format is read by other releases: this text may only grow.
TEST(Record, IsWrittenInTheFormThatTheFormatNames) {
  EXPECT_EQ(nlohmann::json::parse(ToContent(AnAttachment())), nlohmann::json::parse(R"({
    "version": 1,
    "kind": "attachment",
    "containerId": "c0ffee",
    "ifname": "eth0",
    "networkName": "overlay",
    "endpointName": "hcn-slice~overlay~c0ffee~eth0",
    "networkId": "11111111-2222-4333-8444-555555555555",
    "namespaceId": "66666666-7777-4888-8999-aaaaaaaaaaaa",
    "createsNamespace": true,
    "pod": "default/web-0",
    "created": "2026-11-23T18:00:00Z"
  })"));
}

TEST(Record, TakesItsNameFromTheFileAndNotFromTheContent) {
  const RecordName other{{Address("10.0.0.9")}, kId};
  EXPECT_EQ(ParseRecord(other, ToContent(AnAttachment())).name, other);
}

TEST(Record, PassesOverMembersThatItDoesNotKnow) {
  EXPECT_EQ(ParseRecord(AnAttachment().name, With("later", {{"deep", {1, 2}}})), AnAttachment());
}

TEST(Record, TellsEmptyFromTornFromNewerFromForeign) {
  EXPECT_THAT(ErrorOf(""), StartsWith("is empty"));
  EXPECT_THAT(ErrorOf(std::string(200, '\0')), StartsWith("is torn"));
  EXPECT_THAT(ErrorOf("{"), StartsWith("is torn"));
  EXPECT_THAT(ErrorOf(With("version", 2)), StartsWith("is of the newer version 2"));
  EXPECT_THAT(ErrorOf("[]"), StartsWith("is no record"));
  EXPECT_THAT(ErrorOf("{}"), StartsWith("is no record"));
}

TEST(Record, IsTornWhereverItIsCut) {
  const std::string content = ToContent(AnAttachment());
  for (std::size_t size = 1; size + 2 < content.size(); ++size) {
    EXPECT_THAT(ErrorOf(content.substr(0, size)), StartsWith("is torn")) << size;
  }
}

TEST(Record, NamesTheMemberThatIsMissingOrWrong) {
  using nlohmann::json;
  for (const auto& [member, value] :
       std::vector<std::pair<std::string, json>>{{"version", json()},
                                                 {"version", "1"},
                                                 {"version", 0},
                                                 {"version", 1.5},
                                                 {"version", -1},
                                                 {"kind", json()},
                                                 {"kind", "pod"},
                                                 {"kind", 1},
                                                 {"containerId", json()},
                                                 {"containerId", ""},
                                                 {"containerId", 7},
                                                 {"ifname", json()},
                                                 {"networkName", json()},
                                                 {"networkName", true},
                                                 {"endpointName", json()},
                                                 {"networkId", "none"},
                                                 {"networkId", 7},
                                                 {"namespaceId", "{}"},
                                                 {"createsNamespace", 1},
                                                 {"createsNamespace", "true"},
                                                 {"pod", {1}}}) {
    EXPECT_THAT(ErrorOf(With(member, value)), HasSubstr("\"" + member + "\""));
  }
}

TEST(Record, NeedsLittleWhenItIsNoAttachment) {
  const Record record = ParseRecord(AnAttachment().name, R"({"version":1,"kind":"resting"})");
  EXPECT_EQ(record.kind, RecordKind::kResting);
  EXPECT_TRUE(record.network_id.IsNil());
}

TEST(Record, IsWrittenEvenWithTextThatIsNoUtf8) {
  Record record = AnAttachment();
  record.pod = "default/\xff";
  const Record back = ParseRecord(record.name, ToContent(record));
  EXPECT_THAT(back.pod, Not(HasSubstr("\xff")));
  EXPECT_EQ(back.container_id, record.container_id);
}

}  // namespace
}  // namespace state
