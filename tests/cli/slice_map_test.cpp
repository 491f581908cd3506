#include "cli/slice_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/style.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

ipam::Slice SliceOf(const std::string& subnet) {
  return ipam::Slice({ipam::Subnet::Parse(subnet), {}, {}, {}, {}});
}

Holder HolderOf(const std::string& address, State state) {
  Holder holder;
  holder.state = state;
  holder.addresses = {*ipam::IpAddress::Parse(address)};
  return holder;
}

std::string GridOf(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  return WithoutStyles(ToGrid(MapOf(slice, holders)));
}

TEST(TheSliceMap, HasASignForEachAddress) {
  EXPECT_EQ(GridOf(SliceOf("10.0.0.0/27"),
                   {HolderOf("10.0.0.2", State::kLive), HolderOf("10.0.0.3", State::kOrphan),
                    HolderOf("10.0.0.4", State::kHalfMade), HolderOf("10.0.0.5", State::kReserved),
                    HolderOf("10.0.0.6", State::kResting), HolderOf("10.0.0.7", State::kForeign)}),
            "10.0.0.0  --#!!R~F........ ...............-\n");
}

TEST(TheSliceMap, HasTheAddressOfEachLine) {
  const std::string grid = GridOf(SliceOf("10.200.42.0/24"), {});
  EXPECT_THAT(grid, AllOf(HasSubstr("\n10.200.42.64   ."), HasSubstr("\n10.200.42.192  .")));
  EXPECT_EQ(std::ranges::count(grid, '\n'), 4);
}

TEST(TheSliceMap, ShowsWhatIsOutsideOfTheRangeOrReservedByTheConfiguration) {
  const ipam::Slice slice({ipam::Subnet::Parse("10.0.0.0/28"),
                           ipam::IpAddress::Parse("10.0.0.4"),
                           ipam::IpAddress::Parse("10.0.0.9"),
                           ipam::IpAddress::Parse("10.0.0.14"),
                           {*ipam::IpAddress::Parse("10.0.0.6")}});
  EXPECT_EQ(GridOf(slice, {}), "10.0.0.0  ----..-...------\n");
}

TEST(TheSliceMap, ShowsAForeignAddressAlsoWhereTheSliceHandsOutNone) {
  EXPECT_THAT(GridOf(SliceOf("10.0.0.0/28"), {HolderOf("10.0.0.1", State::kForeign)}),
              StartsWith("10.0.0.0  -F."));
}

TEST(TheSliceMap, DrawsBlocksOfALargeSlice) {
  std::vector<Holder> holders;
  for (unsigned i = 4; i < 8; ++i) {
    holders.push_back(HolderOf("10.0.0." + std::to_string(i), State::kLive));
  }
  holders.push_back(HolderOf("10.0.0.9", State::kLive));
  holders.push_back(HolderOf("10.0.0.12", State::kLive));
  holders.push_back(HolderOf("10.0.0.13", State::kOrphan));
  const SliceMap map = MapOf(SliceOf("10.0.0.0/20"), holders);
  EXPECT_EQ(map.per_cell, 4U);
  EXPECT_EQ(map.cells.size(), 1024U);
  EXPECT_THAT(WithoutStyles(ToGrid(map)), StartsWith("10.0.0.0   .#2!...."));
  EXPECT_THAT(ToGrid(map), HasSubstr("\n10.0.15.0  "));
  EXPECT_THAT(Legend(map), HasSubstr("each sign is 4 addresses"));
}

TEST(TheSliceMap, CountsTenths) {
  std::vector<Holder> holders;
  for (unsigned i = 0; i < 15; ++i) {
    holders.push_back(HolderOf("10.0.1." + std::to_string(i), State::kLive));
  }
  EXPECT_THAT(GridOf(SliceOf("10.0.0.0/18"), holders), HasSubstr("10.0.0.0   ................ 8"));
  holders.push_back(HolderOf("10.0.1.15", State::kLive));
  EXPECT_THAT(GridOf(SliceOf("10.0.0.0/18"), holders), HasSubstr("10.0.0.0   ................ #"));
}

TEST(TheSliceMap, DrawsAnEndlessSliceAsFarAsItIsInUse) {
  const SliceMap map =
      MapOf(SliceOf("fd00:200:42::/64"),
            {HolderOf("fd00:200:42::7", State::kLive), HolderOf("fd00:200:42::42", State::kLive)});
  EXPECT_FALSE(map.is_whole);
  EXPECT_EQ(WithoutStyles(ToGrid(map)),
            "fd00:200:42::    --.....#........ ................ ................ ................\n"
            "fd00:200:42::40  ..#\n"
            "...\n");
  EXPECT_THAT(WithoutStyles(ToGrid(MapOf(SliceOf("fd00::/64"), {}))),
              AllOf(StartsWith("fd00::  --.."), HasSubstr("\n...\n")));
}

TEST(TheSliceMap, DrawsTheLastAddressOfAll) {
  const SliceMap map = MapOf(SliceOf("fd00::/16"),
                             {HolderOf("fd00:ffff:ffff:ffff:ffff:ffff:ffff:fff0", State::kLive)});
  EXPECT_LE(map.cells.size(), kMostCells);
}

TEST(TheSliceMap, FitsAHundredColumnsAndColoursRunsOfSigns) {
  for (const char* subnet : {"255.255.240.0/20", "10.0.0.0/8", "10.0.0.0/24"}) {
    const SliceMap map = MapOf(SliceOf(subnet), {});
    const std::string grid = WithoutStyles(ToGrid(map) + Legend(map));
    for (std::size_t at = 0; at < grid.size();) {
      const std::size_t end = grid.find('\n', at);
      EXPECT_LE(end - at, 100U) << grid.substr(at, end - at);
      at = end + 1;
    }
  }
  const std::string grid = WithEscapes(ToGrid(MapOf(SliceOf("10.0.0.0/28"), {})));
  EXPECT_EQ(grid, "10.0.0.0  \x1b[90m--.............-\x1b[0m\n");
}

TEST(TheSliceMap, DrawsWhatHcnCouldNotBeAskedAboutAsUsed) {
  EXPECT_THAT(GridOf(SliceOf("10.0.0.0/28"), {HolderOf("10.0.0.2", State::kUnknown)}),
              AllOf(HasSubstr("--#"), Not(HasSubstr("!"))));
}

}  // namespace
}  // namespace cli
