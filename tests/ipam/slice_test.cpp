#include "ipam/slice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ipam {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Optional;

IpAddress Address(std::string_view text) { return IpAddress::Parse(text).value(); }

SliceSpec Spec(std::string_view subnet) {
  return {.subnet = Subnet::Parse(subnet),
          .range_start = {},
          .range_end = {},
          .gateway = {},
          .reserved = {}};
}

Slice Plain(std::string_view subnet) { return Slice(Spec(subnet)); }

std::string ErrorOf(const SliceSpec& spec) {
  try {
    Slice slice(spec);
  } catch (const Error& error) {
    return error.what();
  }
  return "(no error)";
}

TEST(Slice, IsAllHostsOfItsSubnetBehindTheFirstOne) {
  const Slice slice = Plain("10.200.42.0/24");
  EXPECT_EQ(slice.gateway(), Address("10.200.42.1"));
  EXPECT_EQ(slice.range_start(), Address("10.200.42.1"));
  EXPECT_EQ(slice.range_end(), Address("10.200.42.254"));
  EXPECT_EQ(slice.Capacity(), 253U);
}

TEST(Slice, NeverHandsOutNetworkGatewayOrBroadcast) {
  const Slice slice = Plain("10.200.42.0/24");
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.0")), Optional(HasSubstr("network address")));
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.1")),
              Optional(std::string("is the gateway of 10.200.42.0/24")));
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.255")), Optional(HasSubstr("broadcast")));
  EXPECT_EQ(slice.WhyNever(Address("10.200.42.2")), std::nullopt);
  EXPECT_EQ(slice.WhyNever(Address("10.200.42.254")), std::nullopt);
}

TEST(Slice, NeverHandsOutWhatIsReservedOrOutside) {
  SliceSpec spec = Spec("10.200.42.0/24");
  spec.range_start = Address("10.200.42.10");
  spec.range_end = Address("10.200.42.19");
  spec.reserved = {Address("10.200.42.15"), Address("10.200.42.12"), Address("10.200.42.15"),
                   Address("10.200.42.200")};
  const Slice slice(spec);
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.12")), Optional(HasSubstr("reserved")));
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.15")), Optional(HasSubstr("reserved")));
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.9")),
              Optional(AllOf(HasSubstr("10.200.42.10"), HasSubstr("10.200.42.19"))));
  EXPECT_THAT(slice.WhyNever(Address("10.200.42.20")), Optional(HasSubstr("range")));
  EXPECT_THAT(slice.WhyNever(Address("10.200.43.12")), Optional(HasSubstr("not in")));
  EXPECT_THAT(slice.WhyNever(Address("fd00::12")), Optional(HasSubstr("not in")));
  EXPECT_EQ(slice.Capacity(), 8U);
}

TEST(Slice, GivesTheSameAnswerWithAndWithoutReason) {
  SliceSpec spec = Spec("10.0.0.0/26");
  spec.range_start = Address("10.0.0.0");
  spec.range_end = Address("10.0.0.63");
  spec.gateway = Address("10.0.0.33");
  spec.reserved = {Address("10.0.0.1"), Address("10.0.0.40")};
  const Slice slice(spec);
  std::uint64_t count = 0;
  for (auto address = Address("9.255.255.250"); address < Address("10.0.0.80");
       address = address.Next().value()) {
    EXPECT_EQ(slice.MayHandOut(address), !slice.WhyNever(address)) << address.ToString();
    if (slice.MayHandOut(address)) ++count;
  }
  EXPECT_EQ(slice.Capacity(), count);
}

TEST(Slice, OfTwoAddressesKeepsTheFirstAsGatewayAndHandsOutTheOther) {
  for (const auto& [subnet, gateway, other] :
       {std::tuple{"10.0.0.4/31", "10.0.0.4", "10.0.0.5"}, {"fd00::4/127", "fd00::4", "fd00::5"}}) {
    const Slice slice = Plain(subnet);
    EXPECT_EQ(slice.gateway(), Address(gateway));
    EXPECT_TRUE(slice.MayHandOut(Address(other)));
    EXPECT_FALSE(slice.MayHandOut(Address(gateway)));
    EXPECT_EQ(slice.Capacity(), 1U);
  }
}

TEST(Slice, OfTwoAddressesMayHaveTheSecondAsGateway) {
  SliceSpec spec = Spec("10.0.0.4/31");
  spec.gateway = Address("10.0.0.5");
  EXPECT_TRUE(Slice(spec).MayHandOut(Address("10.0.0.4")));
}

TEST(Slice, OfOneAddressIsRefused) {
  for (const std::string subnet : {"10.0.0.4/32", "fd00::4/128"}) {
    EXPECT_EQ(ErrorOf(Spec(subnet)), subnet + " has no address left to hand out");
  }
}

TEST(Slice, OfIpv6HasNoBroadcastAddress) {
  const Slice slice = Plain("fd00::/120");
  EXPECT_TRUE(slice.MayHandOut(Address("fd00::ff")));
  EXPECT_FALSE(slice.MayHandOut(Address("fd00::")));
  EXPECT_FALSE(slice.MayHandOut(Address("fd00::1")));
  EXPECT_EQ(slice.Capacity(), 254U);
}

TEST(Slice, CountsUpToWhatSixtyFourBitsHold) {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  EXPECT_EQ(Plain("10.0.0.0/8").Capacity(), (1U << 24) - 3);
  EXPECT_EQ(Plain("fd00::/64").Capacity(), kMost - 1);
  EXPECT_GE(Plain("fd00::/48").Capacity(), kMost - 1);
  SliceSpec without_withheld = Spec("fd00::/32");
  without_withheld.range_start = Address("fd00::10");
  without_withheld.range_end = Address("fd00::2:0:0:0:0");
  EXPECT_EQ(Slice(without_withheld).Capacity(), kMost);
}

TEST(Slice, CountsARangeThatWithholdsNothing) {
  SliceSpec spec = Spec("10.0.0.0/24");
  spec.range_start = spec.range_end = Address("10.0.0.9");
  EXPECT_EQ(Slice(spec).Capacity(), 1U);
}

TEST(Slice, RefusesAnAddressThatIsNotInItsSubnetAndNamesIt) {
  for (const std::string text : {"10.0.1.5", "fd00::5"}) {
    SliceSpec start = Spec("10.0.0.0/24");
    start.range_start = Address(text);
    EXPECT_THAT(ErrorOf(start), AllOf(HasSubstr("range start"), HasSubstr(text)));
    SliceSpec end = Spec("10.0.0.0/24");
    end.range_end = Address(text);
    EXPECT_THAT(ErrorOf(end), AllOf(HasSubstr("range end"), HasSubstr(text)));
    SliceSpec gateway = Spec("10.0.0.0/24");
    gateway.gateway = Address(text);
    EXPECT_THAT(ErrorOf(gateway), AllOf(HasSubstr("gateway"), HasSubstr(text)));
    SliceSpec reserved = Spec("10.0.0.0/24");
    reserved.reserved = {Address("10.0.0.5"), Address(text)};
    EXPECT_THAT(ErrorOf(reserved), AllOf(HasSubstr("reserved"), HasSubstr(text)));
  }
}

TEST(Slice, RefusesAGatewayThatStandsForTheWholeSubnet) {
  SliceSpec spec = Spec("10.0.0.0/24");
  spec.gateway = Address("10.0.0.0");
  EXPECT_THAT(ErrorOf(spec), HasSubstr("network address"));
  spec.gateway = Address("10.0.0.255");
  EXPECT_THAT(ErrorOf(spec), HasSubstr("broadcast address"));
}

TEST(Slice, RefusesARangeThatIsUpsideDown) {
  SliceSpec spec = Spec("10.0.0.0/24");
  spec.range_start = Address("10.0.0.20");
  spec.range_end = Address("10.0.0.19");
  EXPECT_THAT(ErrorOf(spec), AllOf(HasSubstr("10.0.0.20"), HasSubstr("10.0.0.19")));
}

TEST(Slice, RefusesARangeInWhichEverythingIsWithheld) {
  SliceSpec spec = Spec("10.0.0.0/30");
  spec.reserved = {Address("10.0.0.2")};
  EXPECT_THAT(ErrorOf(spec), HasSubstr("no address left"));
}

}  // namespace
}  // namespace ipam
