#include "ipam/allocator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace ipam {
namespace {

using testing::AllOf;
using testing::HasSubstr;

IpAddress Address(std::string_view text) { return IpAddress::Parse(text).value(); }

Slice SliceOf(std::string_view subnet, const std::vector<IpAddress>& reserved = {}) {
  return Slice({.subnet = Subnet::Parse(subnet),
                .range_start = {},
                .range_end = {},
                .gateway = {},
                .reserved = reserved});
}

// What the allocator gives to that many callers in a row.
std::vector<std::string> Sequence(const Slice& slice, std::vector<IpAddress> in_use,
                                  std::optional<IpAddress> last, int count) {
  std::vector<std::string> given;
  for (int i = 0; i < count; ++i) {
    last = Allocator(slice, in_use).Next(last);
    in_use.push_back(*last);
    given.push_back(last->ToString());
  }
  return given;
}

template <typename Refusal, typename Function>
std::string TextOf(const Function& function) {
  try {
    function();
  } catch (const Refusal& refusal) {
    return refusal.what();
  }
  return "(not thrown)";
}

TEST(Allocator, StartsBehindTheGateway) {
  const Slice slice = SliceOf("10.200.42.0/24");
  EXPECT_EQ(Allocator(slice, {}).Next(std::nullopt), Address("10.200.42.2"));
}

TEST(Allocator, GoesOnFromTheLastAddressAndWrapsRound) {
  const Slice slice = SliceOf("10.0.0.0/29");
  EXPECT_THAT(Sequence(slice, {}, Address("10.0.0.4"), 5),
              testing::ElementsAre("10.0.0.5", "10.0.0.6", "10.0.0.2", "10.0.0.3", "10.0.0.4"));
}

TEST(Allocator, LetsAFreedAddressRestLongest) {
  const Slice slice = SliceOf("10.0.0.0/29");
  const std::vector<IpAddress> in_use{Address("10.0.0.3")};
  EXPECT_THAT(Sequence(slice, in_use, Address("10.0.0.2"), 4),
              testing::ElementsAre("10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.2"));
}

TEST(Allocator, StepsOverEverythingThatIsInUseOrReserved) {
  const Slice slice = SliceOf("10.0.0.0/28", {Address("10.0.0.4"), Address("10.0.0.14")});
  EXPECT_THAT(Sequence(slice, {Address("10.0.0.5"), Address("10.0.0.3")}, Address("10.0.0.2"), 2),
              testing::ElementsAre("10.0.0.6", "10.0.0.7"));
  EXPECT_EQ(Allocator(slice, {}).Next(Address("10.0.0.13")), Address("10.0.0.2"));
}

TEST(Allocator, BeginsAtTheStartWhenTheLastAddressIsNotInTheRange) {
  const Slice slice = SliceOf("10.0.0.0/24");
  const Allocator allocator(slice, {});
  for (const std::string_view last : {"10.0.0.0", "10.0.0.254", "10.0.0.255", "10.0.1.7", "9.9.9.9",
                                      "255.255.255.255", "::", "fd00::7"}) {
    EXPECT_EQ(allocator.Next(Address(last)), Address("10.0.0.2")) << last;
  }
}

TEST(Allocator, DoesNotCountItsWayUpFromALastAddressFarBelow) {
  const Slice slice = SliceOf("fd00::/120");
  EXPECT_EQ(Allocator(slice, {}).Next(Address("::")), Address("fd00::2"));
  EXPECT_EQ(Allocator(slice, {}).Next(Address("10.0.0.1")), Address("fd00::2"));
}

TEST(Allocator, DoesNotMindWhatIsNotOfItsSlice) {
  const Slice slice = SliceOf("10.0.0.0/29");
  const Allocator allocator(slice, {Address("10.0.1.2"), Address("fd00::2"), Address("10.0.0.3"),
                                    Address("10.0.0.1"), Address("10.0.0.3"), Address("9.0.0.2")});
  EXPECT_EQ(allocator.InUse(), 1U);
  EXPECT_EQ(allocator.Next(std::nullopt), Address("10.0.0.2"));
}

TEST(Allocator, HandsOutEachAddressOnceUntilTheSliceIsFull) {
  for (const std::string_view subnet :
       {"10.0.0.0/26", "fd00::/122", "10.0.0.4/31", "fd00::4/127"}) {
    const Slice slice = SliceOf(subnet);
    const auto given = Sequence(slice, {}, std::nullopt, static_cast<int>(slice.Capacity()));
    EXPECT_EQ(std::set<std::string>(given.begin(), given.end()).size(), slice.Capacity());
    std::vector<IpAddress> in_use;
    for (const std::string& text : given) in_use.push_back(Address(text));
    EXPECT_THROW((void)Allocator(slice, in_use).Next(in_use.back()), SliceFull);
    EXPECT_THROW((void)Allocator(slice, in_use).Next(std::nullopt), SliceFull);
  }
}

TEST(Allocator, FindsTheOneAddressThatIsFreeFromAnyStart) {
  const Slice slice = SliceOf("10.0.0.0/28");
  std::vector<IpAddress> in_use;
  for (auto address = Address("10.0.0.2"); address < Address("10.0.0.15");
       address = address.Next().value()) {
    if (address != Address("10.0.0.9")) in_use.push_back(address);
  }
  const Allocator allocator(slice, in_use);
  for (auto last = Address("10.0.0.0"); last < Address("10.0.0.16"); last = last.Next().value()) {
    EXPECT_EQ(allocator.Next(last), Address("10.0.0.9")) << last.ToString();
  }
}

TEST(Allocator, FindsItsWayPastALongReservedStretch) {
  std::vector<IpAddress> reserved;
  for (auto address = Address("10.0.0.4"); address < Address("10.0.3.0");
       address = *address.Next()) {
    reserved.push_back(address);
  }
  const Slice slice = SliceOf("10.0.0.0/22", reserved);
  const std::vector<IpAddress> in_use{Address("10.0.3.0"), Address("10.0.0.2")};
  EXPECT_EQ(Allocator(slice, in_use).Next(Address("10.0.0.3")), Address("10.0.3.1"));
  EXPECT_EQ(Allocator(slice, in_use).Next(std::nullopt), Address("10.0.0.3"));
}

TEST(Allocator, IsFullOnlyWhenNoAddressIsLeft) {
  const Slice slice = SliceOf("10.0.0.0/30");
  EXPECT_FALSE(Allocator(slice, {}).IsFull());
  EXPECT_TRUE(Allocator(slice, {Address("10.0.0.2")}).IsFull());
  const Slice two = SliceOf("10.0.0.0/29", {Address("10.0.0.4"), Address("10.0.0.5")});
  EXPECT_FALSE(
      Allocator(two, {Address("10.0.0.2"), Address("10.0.0.2"), Address("10.0.0.3")}).IsFull());
  EXPECT_FALSE(Allocator(two, {Address("10.0.0.2"), Address("10.0.0.4"), Address("fd00::1"),
                               Address("10.0.0.2")})
                   .IsFull());
  EXPECT_TRUE(
      Allocator(two, {Address("10.0.0.6"), Address("10.0.0.2"), Address("10.0.0.3")}).IsFull());
}

TEST(Allocator, SaysHowFullTheSliceIs) {
  const Slice slice = SliceOf("10.0.0.0/30");
  const Allocator allocator(slice, {Address("10.0.0.2")});
  EXPECT_THAT(
      TextOf<SliceFull>([&] { (void)allocator.Next(std::nullopt); }),
      AllOf(HasSubstr("10.0.0.0/30"), HasSubstr("1 of 1"), HasSubstr("10.0.0.1 to 10.0.0.2")));
}

TEST(Allocator, StaysInARangeThatEndsWithTheFamily) {
  const Slice slice({.subnet = Subnet::Parse("::/0"),
                     .range_start = Address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"),
                     .range_end = Address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
                     .gateway = {},
                     .reserved = {}});
  std::vector<IpAddress> in_use;
  for (int i = 0; i < 2; ++i) in_use.push_back(Allocator(slice, in_use).Next(std::nullopt));
  EXPECT_EQ(in_use.back(), slice.range_end());
  EXPECT_THROW((void)Allocator(slice, in_use).Next(in_use.back()), SliceFull);
}

TEST(Allocator, GivesARequestedAddressThatIsFree) {
  const Slice slice = SliceOf("10.0.0.0/24");
  EXPECT_EQ(Allocator(slice, {Address("10.0.0.8")}).Take(Address("10.0.0.9")), Address("10.0.0.9"));
}

TEST(Allocator, RefusesARequestedAddressWithTheReason) {
  const Slice slice = SliceOf("10.0.0.0/24", {Address("10.0.0.100")});
  const Allocator allocator(slice, {Address("10.0.0.8")});
  struct Case {
    std::string address;
    std::string reason;
  };
  for (const Case& refused : {Case{"10.0.0.8", "is in use"},
                              {"10.0.0.1", "is the gateway"},
                              {"10.0.0.0", "is the network address"},
                              {"10.0.0.255", "is the broadcast address"},
                              {"10.0.0.100", "is a reserved address"},
                              {"10.0.1.9", "is not in 10.0.0.0/24"},
                              {"fd00::9", "is not in 10.0.0.0/24"}}) {
    EXPECT_THAT(TextOf<AddressRefused>([&] { (void)allocator.Take(Address(refused.address)); }),
                AllOf(HasSubstr(refused.address), HasSubstr(refused.reason)));
  }
}

TEST(Allocator, CopesWithSixtyThousandInUse) {
  const Slice slice = SliceOf("10.0.0.0/16");
  std::vector<IpAddress> in_use;
  for (auto address = Address("10.0.0.2"); in_use.size() < 60000; address = *address.Next()) {
    in_use.push_back(address);
  }
  const IpAddress last = in_use.back();
  std::reverse(in_use.begin(), in_use.end());
  const Allocator allocator(slice, in_use);
  EXPECT_EQ(allocator.InUse(), 60000U);
  EXPECT_EQ(allocator.Next(std::nullopt), last.Next());
  EXPECT_EQ(allocator.Next(Address("10.0.0.2")), last.Next());
}

}  // namespace
}  // namespace ipam
