#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"
#include "tests/support/absolute.h"

namespace conf {
namespace {

using nlohmann::json;
using support::Absolute;

std::vector<ipam::Slice> SlicesOf(const char* slice) {
  return Strict(ConfWith("/slice", json::parse(slice))).slices;
}

Thrown ErrorOfSlice(const char* slice) {
  return ErrorOf([&] { return SlicesOf(slice); });
}

TEST(SliceKey, MayBeACidrString) {
  const auto slices = SlicesOf(R"("10.200.42.0/24")");
  ASSERT_EQ(slices.size(), 1U);
  EXPECT_EQ(slices[0].subnet().ToString(), "10.200.42.0/24");
  EXPECT_EQ(slices[0].gateway().ToString(), "10.200.42.1");
}

TEST(SliceKey, MayBeAnObject) {
  const auto slices = SlicesOf(R"({"subnet":"10.200.42.0/24","rangeStart":"10.200.42.10",
    "rangeEnd":"10.200.42.20","gateway":"10.200.42.254","reserved":["10.200.42.12"],"new":1})");
  ASSERT_EQ(slices.size(), 1U);
  EXPECT_EQ(slices[0].gateway().ToString(), "10.200.42.254");
  EXPECT_EQ(slices[0].range_start().ToString(), "10.200.42.10");
  EXPECT_EQ(slices[0].range_end().ToString(), "10.200.42.20");
  EXPECT_EQ(slices[0].Capacity(), 10U);
}

TEST(SliceKey, TakesNullAndEmptyMembersAsUnset) {
  const auto slices = SlicesOf(
      R"({"subnet":"10.200.42.0/24","rangeStart":null,"rangeEnd":"","gateway":"",
          "reserved":null})");
  EXPECT_EQ(slices[0].Capacity(), 253U);
}

// C-F-14
TEST(SliceKey, MayBeAListOfOnePerFamilyInAnyOrder) {
  const auto slices = SlicesOf(R"(["fd00:200:42::/64",{"subnet":"10.200.42.0/24"}])");
  ASSERT_EQ(slices.size(), 2U);
  EXPECT_EQ(slices[0].subnet().ToString(), "10.200.42.0/24");
  EXPECT_EQ(slices[1].subnet().ToString(), "fd00:200:42::/64");
}

struct BadSlice {
  const char* slice;
  Problem problem;
  const char* text;
};

TEST(SliceKey, NamesWhatIsWrongInIt) {
  const BadSlice kBad[] = {
      {"5", Problem::kMalformed, "slice must be a string, not 5"},
      {"true", Problem::kMalformed, "slice must be a string"},
      {R"("10.200.42.1/24")", Problem::kInvalid, "slice: \"10.200.42.1/24\""},
      {R"("10.200.42.0")", Problem::kInvalid, "slice: \"10.200.42.0\""},
      {R"("10.200.42.0/24 ")", Problem::kInvalid, "slice: "},
      {R"("<slice>")", Problem::kInvalid, "slice still holds the placeholder"},
      {R"("10.0.0.0/32")", Problem::kInvalid, "slice: "},
      {"[]", Problem::kInvalid, "slice (or sliceFile) is missing"},
      {R"("")", Problem::kInvalid, "slice (or sliceFile) is missing"},
      {"{}", Problem::kInvalid, "slice.subnet is missing"},
      {"[null]", Problem::kInvalid, "slice[0] is missing"},
      {R"([["10.0.0.0/24"]])", Problem::kMalformed, "slice[0] must be a string, not a list"},
      {R"({"subnet":5})", Problem::kMalformed, "slice.subnet must be a string"},
      {R"({"subnet":"10.0.0.0/24","gateway":"10.0.0"})", Problem::kInvalid,
       "slice.gateway must be an IP address, not \"10.0.0\""},
      {R"([{"subnet":"10.0.0.0/24","gateway":"10.0.1.1"}])", Problem::kInvalid,
       "slice[0]: the gateway 10.0.1.1"},
      {R"({"subnet":"10.0.0.0/24","rangeStart":1})", Problem::kMalformed, "slice.rangeStart"},
      {R"({"subnet":"10.0.0.0/24","rangeEnd":"x"})", Problem::kInvalid, "slice.rangeEnd"},
      {R"({"subnet":"10.0.0.0/24","rangeStart":"10.0.0.9","rangeEnd":"10.0.0.8"})",
       Problem::kInvalid, "slice: the range start"},
      {R"({"subnet":"10.0.0.0/24","reserved":"10.0.0.9"})", Problem::kMalformed,
       "slice.reserved must be a list"},
      {R"({"subnet":"10.0.0.0/24","reserved":["10.0.0.9",7]})", Problem::kMalformed,
       "slice.reserved[1] must be a string"},
      {R"({"subnet":"10.0.0.0/24","reserved":["fd00::1"]})", Problem::kInvalid, "slice: "},
  };
  for (const BadSlice& bad : kBad) {
    EXPECT_THAT(ErrorOfSlice(bad.slice), Is(bad.problem, bad.text)) << bad.slice;
  }
}

TEST(SliceKey, HoldsOneSubnetPerFamily) {
  for (const char* slice : {R"(["10.0.0.0/24","10.0.1.0/24"])", R"(["10.0.0.0/24","10.0.0.0/25"])",
                            R"(["10.0.0.0/24","fd00::/64","fd01::/64"])"}) {
    EXPECT_THAT(ErrorOfSlice(slice), Is(Problem::kInvalid, "slice must not hold two subnets"));
  }
}

// C-F-05
TEST(SliceKey, IsNotIpv6Alone) {
  EXPECT_THAT(ErrorOfSlice(R"("fd00::/64")"),
              Is(Problem::kInvalid, "until a Windows host has shown it"));
}

// C-Q-02
TEST(SliceKey, ExcludesOtherSourcesOfAddresses) {
  json conf = ConfWith("/sliceFile", Absolute("/run/flannel/subnet.env"));
  EXPECT_THAT(ErrorOf([&] { return Strict(conf); }),
              Is(Problem::kInvalid, "slice and sliceFile exclude each other"));
  conf.erase("slice");
  EXPECT_EQ(Strict(conf).slice_file, Absolute("/run/flannel/subnet.env"));
  EXPECT_TRUE(Strict(conf).slices.empty());
}

// C-Q-02
TEST(SliceKey, IsNotAskedForWhereAnIpamPluginGivesTheAddresses) {
  json conf = ConfWith("/ipam", {{"type", "host-local"}});
  EXPECT_THAT(ErrorOf([&] { return Strict(conf); }),
              Is(Problem::kInvalid, "ipam.type and slice (or sliceFile) exclude each other"));
  conf.erase("slice");
  EXPECT_EQ(Strict(conf).ipam_type, "host-local");
  for (const json& none : {json(), json::object(), json{{"type", ""}}, json{{"type", nullptr}}}) {
    EXPECT_EQ(Strict(ConfWith("/ipam", none)).ipam_type, "") << none;
  }
}

// C-Q-02
TEST(IpamType, IsTheNameOfAnotherPlugin) {
  json conf = SmallestConf();
  conf.erase("slice");
  for (const auto& [type, text] : std::vector<std::pair<const char*, const char*>>{
           {"../host-local", "ipam.type must be the name of a plugin in CNI_PATH"},
           {"C:host-local", "ipam.type must be the name of a plugin in CNI_PATH"},
           {"a\\b", "ipam.type must be the name of a plugin in CNI_PATH"},
           {"hcn-slice", "ipam.type is \"hcn-slice\", which is this program itself"},
           {"HCN-SLICE.EXE", "which is this program itself"},
           {"named-otherwise.exe", "which is this program itself"}}) {
    conf["type"] = "named-otherwise";
    conf["ipam"] = {{"type", type}};
    EXPECT_THAT(ErrorOf([&] { return Strict(conf); }), Is(Problem::kInvalid, text)) << type;
    EXPECT_EQ(Tolerant(conf).ipam_type, "") << "so that DEL runs nothing";
  }
}

}  // namespace
}  // namespace conf
