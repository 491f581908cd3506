#include "ipam/subnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ipam {
namespace {

using testing::AllOf;
using testing::HasSubstr;

IpAddress Address(std::string_view text) { return IpAddress::Parse(text).value(); }

template <typename Function>
std::string ErrorOf(const Function& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "(no error)";
}

TEST(Subnet, ReadsAndWritesCidrNotation) {
  for (const std::string_view text :
       {"10.200.42.0/24", "0.0.0.0/0", "10.0.0.2/31", "10.0.0.7/32", "fd00:200:42::/64", "::/0",
        "fd00::8/127", "fd00::7/128", "128.0.0.0/1"}) {
    EXPECT_EQ(Subnet::Parse(text).ToString(), text);
  }
}

TEST(Subnet, RefusesWhatIsNoCidrNotationAndNamesIt) {
  for (const std::string text : {"",
                                 "/",
                                 "10.0.0.0",
                                 "10.0.0.0/",
                                 "/24",
                                 "10.0.0.0/33",
                                 "fd00::/129",
                                 "10.0.0.0/024",
                                 "10.0.0.0/00",
                                 "10.0.0.0/-1",
                                 "10.0.0.0/+8",
                                 "10.0.0.0/ 8",
                                 "10.0.0.0/8 ",
                                 "10.0.0.0/8/8",
                                 "10.0.0.0/0x8",
                                 "10.0.0.0/4294967304",
                                 "10.0.0/24",
                                 "10.0.0.0/255.0.0.0",
                                 "fd00::%1/64",
                                 "::ffff:10.0.0.0/120"}) {
    EXPECT_THAT(ErrorOf([&] { (void)Subnet::Parse(text); }),
                AllOf(HasSubstr('"' + text + '"'), HasSubstr("CIDR")));
    EXPECT_THROW((void)Subnet::ParseNormalised(text), Error);
  }
}

TEST(Subnet, RepeatsOnlyTheBeginningOfALongTextAndWholeCharacters) {
  for (const std::string& text : {std::string(63, 'x') + "\xc3\xa4" + std::string(9'000, 'x'),
                                  std::string(64, 'x') + "\xc3\xa4" + std::string(9'000, 'x')}) {
    const std::string start = text.substr(0, text.find('\xc3'));
    EXPECT_THAT(
        [&text] { (void)Subnet::Parse(text); },
        testing::ThrowsMessage<Error>("\"" + start + "...\" is no subnet in CIDR notation"));
  }
}

TEST(Subnet, SaysWhatASubnetWithHostBitsShouldBe) {
  EXPECT_THAT(ErrorOf([] { (void)Subnet::Parse("10.200.42.5/20"); }),
              AllOf(HasSubstr("\"10.200.42.5/20\""), HasSubstr("10.200.32.0/20")));
  EXPECT_THAT(ErrorOf([] { (void)Subnet::Parse("fd00::1/64"); }), HasSubstr("fd00::/64"));
}

TEST(Subnet, ClearsHostBitsWhereThatIsAskedFor) {
  EXPECT_EQ(Subnet::ParseNormalised("10.200.47.255/20"), Subnet::Parse("10.200.32.0/20"));
  EXPECT_EQ(Subnet::ParseNormalised("fd00:1:2:3:ff::/65"), Subnet::Parse("fd00:1:2:3::/65"));
}

TEST(Subnet, RefusesAPrefixLongerThanTheAddress) {
  EXPECT_THROW((void)Subnet::Around(Address("10.0.0.1"), 33), Error);
  EXPECT_THROW((void)Subnet::Around(Address("fd00::1"), 129), Error);
  EXPECT_EQ(Subnet::Around(Address("10.0.0.1"), 32).ToString(), "10.0.0.1/32");
}

struct Ends {
  std::string_view subnet;
  std::string_view last;
  std::string_view first_host;
  std::string_view broadcast;  // empty: none
};

TEST(Subnet, KnowsItsFirstHostLastAndBroadcastAddress) {
  for (const Ends& ends : {
           Ends{"10.200.42.0/24", "10.200.42.255", "10.200.42.1", "10.200.42.255"},
           Ends{"0.0.0.0/0", "255.255.255.255", "0.0.0.1", "255.255.255.255"},
           Ends{"10.0.0.4/30", "10.0.0.7", "10.0.0.5", "10.0.0.7"},
           Ends{"10.0.0.4/31", "10.0.0.5", "10.0.0.4", ""},
           Ends{"10.0.0.4/32", "10.0.0.4", "10.0.0.4", ""},
           Ends{"fd00::/64", "fd00::ffff:ffff:ffff:ffff", "fd00::1", ""},
           Ends{"fd00::4/126", "fd00::7", "fd00::5", ""},
           Ends{"fd00::4/127", "fd00::5", "fd00::4", ""},
           Ends{"fd00::4/128", "fd00::4", "fd00::4", ""},
       }) {
    const Subnet subnet = Subnet::Parse(ends.subnet);
    EXPECT_EQ(subnet.last(), Address(ends.last)) << ends.subnet;
    EXPECT_EQ(subnet.FirstHost(), Address(ends.first_host)) << ends.subnet;
    EXPECT_EQ(subnet.Broadcast(), IpAddress::Parse(ends.broadcast)) << ends.subnet;
  }
}

TEST(Subnet, ContainsBothOfItsEndsAndNothingBeyond) {
  const Subnet subnet = Subnet::Parse("10.200.42.0/24");
  EXPECT_TRUE(subnet.Contains(Address("10.200.42.0")));
  EXPECT_TRUE(subnet.Contains(Address("10.200.42.255")));
  EXPECT_FALSE(subnet.Contains(Address("10.200.41.255")));
  EXPECT_FALSE(subnet.Contains(Address("10.200.43.0")));
}

TEST(Subnet, OfEverythingContainsNothingOfTheOtherFamily) {
  EXPECT_FALSE(Subnet::Parse("0.0.0.0/0").Contains(Address("::")));
  EXPECT_FALSE(Subnet::Parse("::/0").Contains(Address("10.0.0.1")));
}

TEST(Subnet, OverlapsWhenOneHoldsTheOther) {
  const Subnet wide = Subnet::Parse("10.200.0.0/16");
  const Subnet narrow = Subnet::Parse("10.200.42.0/24");
  EXPECT_TRUE(wide.Overlaps(narrow));
  EXPECT_TRUE(narrow.Overlaps(wide));
  EXPECT_TRUE(wide.Overlaps(wide));
  EXPECT_FALSE(narrow.Overlaps(Subnet::Parse("10.200.43.0/24")));
  EXPECT_FALSE(Subnet::Parse("0.0.0.0/0").Overlaps(Subnet::Parse("::/0")));
}

TEST(AddressRequest, KeepsHostBitsAndLength) {
  const AddressRequest request = AddressRequest::Parse("10.200.42.5/24");
  EXPECT_EQ(request.address, Address("10.200.42.5"));
  EXPECT_EQ(request.prefix_length, 24U);
}

TEST(AddressRequest, HasNoLengthWhereNoneWasWritten) {
  const AddressRequest request = AddressRequest::Parse("fd00::5");
  EXPECT_EQ(request.address, Address("fd00::5"));
  EXPECT_FALSE(request.prefix_length);
}

TEST(AddressRequest, NamesWhatItRefuses) {
  for (const std::string text : {"", "10.0.0.5/", "10.0.0.5/33", "fd00::5/129", "10.0.0.5,fd00::5",
                                 "fe80::1%3", "10.0.0.5/24/24", "web"}) {
    EXPECT_THAT(ErrorOf([&] { (void)AddressRequest::Parse(text); }), HasSubstr('"' + text + '"'));
  }
}

}  // namespace
}  // namespace ipam
