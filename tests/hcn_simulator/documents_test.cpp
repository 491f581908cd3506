#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedDocument : public HostTest {
 protected:
  void CreateNetwork(const std::string& text) {
    hcn_.CloseNetwork(hcn_.CreateNetwork(Guid(), text));
  }
  void CreateNetwork(const json& document) { CreateNetwork(document.dump()); }
};

struct BadField {
  std::string name;
  json member;
  std::string detail;
};

class SimulatedDocumentKinds : public SimulatedDocument,
                               public testing::WithParamInterface<BadField> {};

TEST_P(SimulatedDocumentKinds, AreRefusedWithFieldAndReason) {
  EXPECT_THAT([&] { CreateNetwork(Network(GetParam().member)); },
              FailsWith(0x803b001b, GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    Wrong, SimulatedDocumentKinds,
    testing::Values(
        BadField{"Unknown", {{"Colour", false}}, "{{Colour,UnknownField}}"},
        BadField{"NumberForText", {{"Name", 7}}, "{{Name,ExpectedString}}"},
        BadField{"TextForNumber", {{"Flags", "8"}}, "{{Flags,ExpectedNumber}}"},
        BadField{"Negative", {{"Flags", -1}}, "{{Flags,ExpectedNumber}}"},
        BadField{"TooLarge", {{"Flags", 4294967296}}, "{{Flags,ExpectedNumber}}"},
        BadField{"NumberForChoice", {{"Type", 3}}, "{{Type,ExpectedString}}"},
        BadField{"ObjectForList", {{"Ipams", json::object()}}, "{{Ipams,ExpectedArray}}"},
        BadField{"TextInList", {{"Ipams", {"10.0.0.0/24"}}}, "{{Ipams,ExpectedObject}}"},
        BadField{"TextForObject", {{"Dns", "8.8.8.8"}}, "{{Dns,ExpectedObject}}"},
        BadField{"TextForList",
                 {{"Dns", {{"ServerList", "8.8.8.8"}}}},
                 "{{ServerList,ExpectedStringArray}}"},
        BadField{"UnknownInside", {{"Dns", {{"Suffix", "x"}}}}, "{{Suffix,UnknownField}}"},
        BadField{"BracedGuid",
                 {{"ID", "{0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b}"}},
                 "{{ID,ExpectedGuid}}"},
        BadField{"VersionWithoutNumbers",
                 {{"SchemaVersion", {{"Major", 2}, {"Minor", "0"}}}},
                 "{{Minor,ExpectedNumber}}"}),
    [](const auto& instance) { return instance.param.name; });

TEST_F(SimulatedDocument, MustBeJson) {
  for (const std::string text : {"", "{", "{\"Name\":}", "Name", "{\"Name\":\"\xff\"}"}) {
    EXPECT_THAT([&] { CreateNetwork(text); }, FailsWith(0x803b001b)) << text;
  }
}

TEST_F(SimulatedDocument, MustBeAnObject) {
  for (const std::string text : {"[]", "null", "7", "\"{}\""}) {
    EXPECT_THAT([&] { CreateNetwork(text); }, FailsWith(0x803b001b, "ExpectedObject")) << text;
  }
}

TEST_F(SimulatedDocument, MayNestWithoutEnd) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_THAT([&] { CreateNetwork(R"({"SchemaVersion":{"Major":2},"Name":)" + deep + "}"); },
              FailsWith(0x803b001b));
}

TEST_F(SimulatedDocument, KnowsItsFieldsInAnyCase) {
  json network = Network();
  network["IPAMS"] = network["Ipams"];
  network.erase("Ipams");
  EXPECT_NO_THROW(CreateNetwork(network));
}

TEST_F(SimulatedDocument, TakesNullForAbsent) {
  EXPECT_NO_THROW(CreateNetwork(Network({{"Policies", nullptr}, {"Dns", nullptr}})));
}

TEST_F(SimulatedDocument, TakesWhatHcsshimAlwaysSends) {
  EXPECT_NO_THROW(CreateNetwork(Network({{"MacPool", json::object()},
                                         {"Dns", json::object()},
                                         {"Health", {{"Extra", json::object()}}}})));
}

TEST_F(SimulatedDocument, TakesGuidsInAnyCaseAndShowsThemInLowerCase) {
  const Guid id = MakeNetwork();
  const Guid endpoint =
      MakeEndpoint({{"HostComputeNetwork", UpperCase(id.ToString())}}, kEndpointId);
  EXPECT_EQ(QueryEndpoint(endpoint).at("HostComputeNetwork"), id.ToString());
}

TEST_F(SimulatedDocument, ComesBackWithoutWhatIsEmpty) {
  const json bare = QueryEndpoint(MakeEndpoint());
  const json empty = QueryEndpoint(MakeEndpoint({{"Flags", 0},
                                                 {"Owner", ""},
                                                 {"Dns", {{"Domain", ""}}},
                                                 {"Policies", json::array()},
                                                 {"IpConfigurations", json::array()}}));
  EXPECT_EQ(empty.size(), bare.size()) << empty;
}

TEST_F(SimulatedDocument, LeavesItsErrorRecordWellFormed) {
  try {
    CreateNetwork(Network({{"Colour\"\n", 1}}));
    FAIL() << "an unknown field was taken";
  } catch (const Error& error) {
    const json record = json::parse(error.record());
    EXPECT_EQ(record.size(), 3U);
    EXPECT_EQ(record.at("ErrorCode"), 2151350299);
    EXPECT_THAT(record.at("Error").get<std::string>(),
                testing::EndsWith(" {{Colour\"\n,UnknownField}}"));
  }
}

}  // namespace
}  // namespace hcn::simulator
