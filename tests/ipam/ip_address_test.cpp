#include "ipam/ip_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ipam {
namespace {

using testing::ElementsAre;

IpAddress Address(std::string_view text) { return IpAddress::Parse(text).value(); }

TEST(IpAddress, WritesTheCanonicalFormOfWhatItReads) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"0.0.0.0", "0.0.0.0"},
      {"10.200.42.5", "10.200.42.5"},
      {"255.255.255.255", "255.255.255.255"},
      {"::", "::"},
      {"::1", "::1"},
      {"FD00:200:42::5", "fd00:200:42::5"},
      {"fd00:0200:0042:0000:0000:0000:0000:0005", "fd00:200:42::5"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(Address(text).ToString(), canonical) << text;
    EXPECT_EQ(Address(canonical), Address(text));
  }
}

TEST(IpAddress, RefusesWhatIsNoAddress) {
  for (const std::string_view text : {"",
                                      "10.0.0",
                                      "10.0.0.256",
                                      "10.0.0.0.1",
                                      "10.0.0.01",
                                      "010.0.0.1",
                                      "00.0.0.1",
                                      " 10.0.0.1",
                                      "10.0.0.1 ",
                                      "10.0.0.1\n",
                                      "10.0.0.1/24",
                                      "0x0a.0.0.1",
                                      "167772161",
                                      "+1.0.0.1",
                                      "-1.0.0.1",
                                      "1.2.3.",
                                      ".1.2.3",
                                      "fe80::1%eth0",
                                      "fe80::1%2",
                                      "[::1]",
                                      ":::",
                                      "1::2::3",
                                      "12345::",
                                      "1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7:8:9",
                                      "::1/64",
                                      "g::",
                                      "localhost",
                                      "::ffff:010.0.0.1"}) {
    EXPECT_FALSE(IpAddress::Parse(text)) << '"' << text << '"';
  }
}

TEST(IpAddress, DoesNotStopReadingAtANul) {
  EXPECT_FALSE(IpAddress::Parse(std::string_view("10.0.0.1\0", 9)));
  EXPECT_FALSE(IpAddress::Parse(std::string_view("10.0.0.1\0.example", 17)));
}

TEST(IpAddress, RefusesATextOfAnyLengthThatIsTooLong) {
  for (std::size_t size = 40; size < 70; ++size) {
    EXPECT_FALSE(IpAddress::Parse(std::string(size, '1'))) << size;
  }
  EXPECT_FALSE(IpAddress::Parse("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.2551"));
  EXPECT_TRUE(IpAddress::Parse("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"));
}

// C-F-06
TEST(IpAddress, TakesAMappedAddressForIpv4) {
  EXPECT_EQ(Address("::ffff:10.0.0.5"), Address("10.0.0.5"));
  EXPECT_EQ(Address("::ffff:a00:5").family(), Family::kIpv4);
  EXPECT_EQ(Address("::fffe:a00:5").family(), Family::kIpv6);
}

TEST(IpAddress, KeepsOnlyTheBytesOfItsFamily) {
  std::array<std::uint8_t, 16> bytes{};
  bytes.fill(7);
  EXPECT_EQ(IpAddress::FromBytes(Family::kIpv4, bytes), Address("7.7.7.7"));
  EXPECT_EQ(IpAddress::FromBytes(Family::kIpv6, bytes), Address("707:707:707:707:707:707:707:707"));
}

TEST(IpAddress, SortsIpv4BeforeIpv6AndThenByNumber) {
  std::vector<IpAddress> addresses{Address("::1"), Address("10.0.0.10"), Address("10.0.0.9"),
                                   Address("fd00::"), Address("9.255.0.0")};
  std::sort(addresses.begin(), addresses.end());
  EXPECT_THAT(addresses, ElementsAre(Address("9.255.0.0"), Address("10.0.0.9"),
                                     Address("10.0.0.10"), Address("::1"), Address("fd00::")));
}

TEST(IpAddress, CarriesIntoTheNextByte) {
  EXPECT_EQ(Address("10.0.0.255").Next(), Address("10.0.1.0"));
  EXPECT_EQ(Address("10.0.1.0").Previous(), Address("10.0.0.255"));
  EXPECT_EQ(Address("fd00::ffff:ffff").Next(), Address("fd00::1:0:0"));
  EXPECT_EQ(Address("fd00::1:0:0").Previous(), Address("fd00::ffff:ffff"));
  EXPECT_EQ(Address("fd00::ffff:ffff:ffff:ffff").Next(), Address("fd00:0:0:1::"));
  EXPECT_EQ(Address("fd00:0:0:1::").Previous(), Address("fd00::ffff:ffff:ffff:ffff"));
}

TEST(IpAddress, HasNoNeighbourPastTheEndsOfItsFamily) {
  EXPECT_FALSE(Address("255.255.255.255").Next());
  EXPECT_FALSE(Address("0.0.0.0").Previous());
  EXPECT_FALSE(Address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").Next());
  EXPECT_FALSE(Address("::").Previous());
}

TEST(IpAddress, CountsTheStepsToALaterOne) {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  EXPECT_EQ(Address("10.0.0.5").DistanceTo(Address("10.0.0.5")), 0U);
  EXPECT_EQ(Address("10.0.0.250").DistanceTo(Address("10.0.1.4")), 10U);
  EXPECT_EQ(Address("0.0.0.0").DistanceTo(Address("255.255.255.255")), 0xffffffffU);
  EXPECT_EQ(Address("fd00::ffff:ffff:ffff:ffff").DistanceTo(Address("fd00::1:0:0:0:3")), 4U);
  EXPECT_EQ(Address("fd00::").DistanceTo(Address("fd00::ffff:ffff:ffff:ffff")), kMost);
  EXPECT_EQ(Address("fd00::5").DistanceTo(Address("fd00::1:0:0:0:5")), kMost);
  EXPECT_EQ(Address("::").DistanceTo(Address("fd00::")), kMost);
}

}  // namespace
TEST(IpAddress, GoesManyStepsAtOnce) {
  EXPECT_EQ(Address("10.0.0.5").Advanced(0), Address("10.0.0.5"));
  EXPECT_EQ(Address("10.0.0.250").Advanced(10), Address("10.0.1.4"));
  EXPECT_EQ(Address("0.0.0.0").Advanced(0xffffffffU), Address("255.255.255.255"));
  EXPECT_EQ(Address("fd00::ff").Advanced(~std::uint64_t{0}), Address("fd00::1:0:0:0:fe"));
}

TEST(Addresses, AreJoinedByWhatIsBetween) {
  EXPECT_EQ(Joined({}, ", "), "");
  EXPECT_EQ(Joined({Address("10.0.0.1"), Address("fd00::1")}, " and "), "10.0.0.1 and fd00::1");
}

}  // namespace ipam
