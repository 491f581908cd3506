#include "plugin/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/world.h"

namespace plugin {
namespace {

using testing::EndsWith;
using testing::StartsWith;

Identity Usual() { return Identity::Of("hcn-slice", "overlay", "abc", "eth0"); }

// C-I-08
TEST(Identity, NamesTheEndpointAfterItsAttachment) {
  EXPECT_EQ(Usual().endpoint_name, "hcn-slice~overlay~abc~eth0");
}

// C-I-05
TEST(Identity, NeverChangesItsGuids) {
  // Written down: another value would orphan every endpoint of every node at an upgrade.
  EXPECT_EQ(Usual().endpoint_id.ToString(), "03de1f21-0a9e-5fba-9278-ac2bdef2f50b");
  EXPECT_EQ(NetworkId("hcn-slice", "hcn-slice-base").ToString(),
            "2e2f4438-9e45-5668-9ae7-b362c43636ab");
  EXPECT_EQ(Identity::Of("t", "n", std::string(65, 'a'), "eth0").endpoint_name,
            "t~n~" + std::string(47, 'a') + "-f3543fc3464c59e4~eth0");
}

TEST(Identity, HasTheSameGuidUnderAnotherTag) {
  const Identity other = Identity::Of("another", "overlay", "abc", "eth0");
  EXPECT_EQ(other.endpoint_id, Usual().endpoint_id);
  EXPECT_EQ(other.endpoint_name, "another~overlay~abc~eth0");
}

// C-I-03
TEST(Identity, DiffersWithNetworkContainerAndInterface) {
  std::set<hcn::Guid> ids{Usual().endpoint_id};
  for (const Identity& other : {Identity::Of("hcn-slice", "overlay2", "abc", "eth0"),
                                Identity::Of("hcn-slice", "overlay", "abd", "eth0"),
                                Identity::Of("hcn-slice", "overlay", "abc", "eth1"),
                                Identity::Of("hcn-slice", "Overlay", "abc", "eth0"),
                                Identity::Of("hcn-slice", "overla", "yabc", "eth0")}) {
    EXPECT_TRUE(ids.insert(other.endpoint_id).second) << other.endpoint_name;
  }
}

TEST(Identity, StaysWithin128BytesWhateverTheNames) {
  const Identity longest = Identity::Of(std::string(14, 't'), std::string(300, 'n'),
                                        std::string(300, 'c'), std::string(15, 'i'));
  EXPECT_LE(longest.endpoint_name.size(), 128U);
  EXPECT_THAT(longest.endpoint_name, EndsWith(std::string(15, 'i')))
      << "what a hypervisor-isolated pod looks at";
  EXPECT_TRUE(Recognise(longest.endpoint_name, longest.endpoint_id));
}

TEST(Identity, CutsOnlyWhatIsTooLong) {
  const std::string network(32, 'n');
  const std::string container(64, 'c');
  EXPECT_EQ(Identity::Of("t", network, container, "eth0").endpoint_name,
            "t~" + network + "~" + container + "~eth0");
  EXPECT_EQ(NetworkInName(network), network);
  EXPECT_EQ(NetworkInName(network + "n").size(), 32U);
}

TEST(Identity, TellsApartWhatHasTheSameBeginning) {
  std::set<std::string> names;
  std::set<hcn::Guid> ids;
  for (char last = 'a'; last <= 'z'; ++last) {
    const Identity one = Identity::Of("t", "n", std::string(299, 'c') + last, "eth0");
    EXPECT_THAT(one.endpoint_name, StartsWith("t~n~ccccccccc"));
    EXPECT_TRUE(names.insert(one.endpoint_name).second);
    EXPECT_TRUE(ids.insert(one.endpoint_id).second);
    EXPECT_TRUE(names.insert(NetworkInName(std::string(299, 'c') + last)).second);
  }
}

TEST(Recognise, GivesThePartsOfOurName) {
  const auto owned = Recognise("other~overlay~abc~eth0", Usual().endpoint_id);
  ASSERT_TRUE(owned);
  EXPECT_EQ(owned->owner_tag, "other");
  EXPECT_EQ(owned->network, "overlay");
  EXPECT_EQ(owned->container_id, "abc");
  EXPECT_EQ(owned->ifname, "eth0");
}

TEST(Recognise, RefusesOurNameUnderAnotherGuid) {
  EXPECT_FALSE(Recognise(Usual().endpoint_name, hcn::Guid::Random()));
  EXPECT_FALSE(Recognise(Usual().endpoint_name, hcn::Guid()));
  EXPECT_FALSE(Recognise(Usual().endpoint_name,
                         Identity::Of("hcn-slice", "overlay", "abc", "eth1").endpoint_id));
}

TEST(Recognise, RefusesNamesOfOtherForms) {
  for (const char* name :
       {"", "~", "~~~", "hcn-slice", "overlay~abc~eth0", "hcn-slice~overlay~abc~eth0~",
        "hcn-slice~overlay~abc~eth0~eth0", "hcn-slice-overlay-abc-eth0", "cbr0_c1",
        "hcn-slice~overlay~abc~eth0 ", "hcn-slice~overlay~ABC~eth0", "Ethernet"}) {
    EXPECT_FALSE(Recognise(name, Usual().endpoint_id)) << name;
  }
}

TEST(Recognise, KnowsWhatItsNetworkIsCalledInNames) {
  const std::string network(40, 'n');
  const Identity cut = Identity::Of("t", network, "abc", "eth0");
  EXPECT_EQ(Recognise(cut.endpoint_name, cut.endpoint_id)->network, NetworkInName(network));
}

TEST(NetworkId, DependsOnTagAndName) {
  EXPECT_EQ(NetworkId("t", "n"), NetworkId("t", "n"));
  EXPECT_NE(NetworkId("t", "n"), NetworkId("t", "m"));
  EXPECT_NE(NetworkId("t", "n"), NetworkId("u", "n"));
}

// C-I-08
TEST(Add, GivesHcnTheNameAndGuidOfTheAttachment) {
  support::World world;
  ASSERT_EQ(world.Add({.container_id = "abc"}).exit_code, 0);
  EXPECT_EQ(world.Endpoints()[0]["Name"], Usual().endpoint_name);
  EXPECT_EQ(world.Endpoints()[0]["ID"], Usual().endpoint_id.ToString());
}

}  // namespace
}  // namespace plugin
