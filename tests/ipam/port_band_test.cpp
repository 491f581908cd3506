#include "ipam/port_band.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ipam {
namespace {

using testing::HasSubstr;

constexpr std::uint16_t kBase = 51820;

TEST(PortBand, GivesTheLowestFreePortAboveItsBase) {
  PortBand band(kBase);
  EXPECT_EQ(band.Allocate(), 51821);
  EXPECT_EQ(band.Allocate(), 51822);
  EXPECT_EQ(band.Allocate(), 51823);
}

TEST(PortBand, HasTwoHundredAndFiftySixPorts) {
  PortBand band(kBase);
  EXPECT_EQ(band.first(), 51821);
  EXPECT_EQ(band.last(), 52076);
  for (int i = 0; i < 256; ++i) EXPECT_EQ(band.Allocate(), 51821 + i);
}

TEST(PortBand, SaysItsRangeWhenItIsExhausted) {
  PortBand band(kBase);
  for (unsigned port = band.first(); port <= band.last(); ++port) {
    EXPECT_TRUE(band.Reserve(static_cast<std::uint16_t>(port)));
  }
  try {
    band.Allocate();
    FAIL();
  } catch (const PortsExhausted& error) {
    EXPECT_STREQ(error.what(), "all ports from 51821 to 52076 are in use");
  }
}

TEST(PortBand, PassesOverWhatIsReserved) {
  PortBand band(kBase);
  EXPECT_TRUE(band.Reserve(51821));
  EXPECT_TRUE(band.Reserve(51823));
  EXPECT_EQ(band.Allocate(), 51822);
  EXPECT_EQ(band.Allocate(), 51824);
}

TEST(PortBand, SaysThatAPortIsReservedTwice) {
  PortBand band(kBase);
  EXPECT_TRUE(band.Reserve(51821));
  EXPECT_FALSE(band.Reserve(51821));
}

TEST(PortBand, GivesAReleasedPortAgain) {
  PortBand band(kBase);
  band.Allocate();
  band.Allocate();
  EXPECT_TRUE(band.Release(51821));
  EXPECT_FALSE(band.IsUsed(51821));
  EXPECT_FALSE(band.Release(51821));
  EXPECT_EQ(band.Allocate(), 51821);
}

// A transport that was released may still be going down.
TEST(PortBand, PassesOverAReleasedPortThatTheHostStillHasInUse) {
  PortBand band(kBase);
  band.Allocate();
  band.Release(51821);
  EXPECT_EQ(band.Allocate([](std::uint16_t port) { return port != 51821; }), 51822);
  EXPECT_FALSE(band.IsUsed(51821));
}

TEST(PortBand, KeepsPortsOutsideOfItselfAndNeverGivesThem) {
  PortBand band(kBase);
  EXPECT_TRUE(band.Reserve(80));
  EXPECT_TRUE(band.IsUsed(80));
  EXPECT_TRUE(band.Release(80));
  for (int i = 0; i < 256; ++i) EXPECT_GT(band.Allocate(), kBase);
  EXPECT_THROW(band.Allocate(), PortsExhausted);
}

TEST(PortBand, EndsWithTheLastPortThereIs) {
  PortBand band(65533);
  EXPECT_EQ(band.Allocate(), 65534);
  EXPECT_EQ(band.Allocate(), 65535);
  try {
    band.Allocate();
    FAIL();
  } catch (const PortsExhausted& error) {
    EXPECT_THAT(error.what(), HasSubstr("from 65534 to 65535"));
  }
}

TEST(PortBand, IsRefusedAboveTheLastPort) { EXPECT_THROW(PortBand(65535), std::invalid_argument); }

}  // namespace
}  // namespace ipam
