#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "hcn/error.h"
#include "plugin/identity.h"
#include "state/locks.h"
#include "tests/support/world.h"

// GC with a list: what the runtime does not name goes.

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class GcTest : public testing::Test {
 protected:
  void Add(const std::string& container, const json& conf = World::Conf()) {
    const auto outcome = world_.Add({.container_id = container, .conf = conf});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  }

  // The container ids of the endpoints of ours, sorted.
  std::vector<std::string> Attached() {
    std::vector<std::string> containers;
    for (const json& endpoint : world_.Endpoints()) {
      const auto owned =
          Recognise(endpoint.value("Name", ""), *hcn::Guid::Parse(endpoint.value("ID", "")));
      if (owned) containers.push_back(owned->container_id);
    }
    std::sort(containers.begin(), containers.end());
    return containers;
  }

  static json OtherNetwork() {
    json conf = World::Conf();
    conf["name"] = "another";
    return conf;
  }

  std::string NetworkOf() { return world_.Dump()["networks"][0]["ID"]; }

  void Plant(const std::string& name, const hcn::Guid& id, const std::string& address) {
    const json endpoint{{"ID", id.ToString()},
                        {"Name", name},
                        {"HostComputeNetwork", NetworkOf()},
                        {"IpConfigurations", {{{"IpAddress", address}, {"PrefixLength", 24}}}}};
    world_.host().PlantEndpoint(endpoint.dump());
  }

  World world_;
};

// C-L-02
TEST_F(GcTest, RemovesWhatIsNotListedAndKeepsTheRest) {
  Add("c1");
  Add("c2");
  Add("c3");
  const auto outcome = world_.Gc({{"c2", "eth0"}});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.output, "");
  EXPECT_THAT(Attached(), testing::ElementsAre("c2"));
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

// C-L-04
TEST_F(GcTest, RemovesEverythingForAnEmptyList) {
  Add("c1");
  Add("c2");
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
  EXPECT_THAT(world_.Dump()["networks"], SizeIs(1)) << "networks outlive pods";
}

// C-L-05
TEST_F(GcTest, TakesNullForAnEmptyListUnderEitherName) {
  for (const char* key : {"cni.dev/valid-attachments", "cni.dev/attachments"}) {
    Add("c1");
    json conf = World::Conf();
    conf[key] = nullptr;
    EXPECT_EQ(world_.RunAs("GC", {.conf = conf}).exit_code, 0);
    EXPECT_TRUE(world_.IsClean()) << key;
  }
}

// C-L-03
TEST_F(GcTest, KeepsTheUnionOfBothLists) {
  for (const char* container : {"c1", "c2", "c3"}) Add(container);
  json conf = World::Conf();
  conf["cni.dev/valid-attachments"] = {{{"containerID", "c1"}, {"ifname", "eth0"}}};
  conf["cni.dev/attachments"] = {{{"containerid", "c3"}, {"ifName", "eth0"}}};
  EXPECT_EQ(world_.RunAs("GC", {.conf = conf}).exit_code, 0);
  EXPECT_THAT(Attached(), testing::ElementsAre("c1", "c3"));
}

// C-L-08
TEST_F(GcTest, MatchesContainerAndInterfaceTogether) {
  Add("c1");
  ASSERT_EQ(world_.Add({.container_id = "c1", .ifname = "net1"}).exit_code, 0);
  EXPECT_EQ(world_.Gc({{"c1", "net1"}, {"c2", "eth0"}}).exit_code, 0);
  ASSERT_THAT(world_.Endpoints(), SizeIs(1));
  EXPECT_THAT(world_.Endpoints()[0]["Name"].get<std::string>(), testing::EndsWith("net1"));
}

TEST_F(GcTest, KnowsAListedContainerWhoseIdIsCutInNames) {
  const std::string container(300, 'c');
  Add(container);
  EXPECT_EQ(world_.Gc({{container, "eth0"}}).exit_code, 0);
  EXPECT_THAT(Attached(), SizeIs(1));
  EXPECT_EQ(world_.Gc({{container + "c", "eth0"}}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

// C-L-07
TEST_F(GcTest, DeletesNothingForAListThatIsNone) {
  Add("c1");
  for (const json& list :
       {json("all"), json(7), json::object(), json(true), json::array({1}), json::array({nullptr}),
        json::array({json::object()}), json::array({{{"containerID", "c9"}}}),
        json::array({{{"containerID", ""}, {"ifname", "eth0"}}}),
        json::array({{{"containerID", "c9"}, {"ifname", 0}}}),
        json::array({{{"containerID", nullptr}, {"ifname", "eth0"}}}),
        json::array({{{"containerID", "c9"}, {"ifname", "eth0"}}, "c1"})}) {
    for (const char* key : {"cni.dev/valid-attachments", "cni.dev/attachments"}) {
      json conf = World::Conf();
      conf[key] = list;
      const auto outcome = world_.RunAs("GC", {.conf = conf});
      EXPECT_EQ(outcome.code(), 6) << list;
      EXPECT_THAT(outcome.message(), HasSubstr(key)) << list;
      EXPECT_THAT(outcome.hcn_calls, IsEmpty());
    }
  }
  EXPECT_THAT(Attached(), SizeIs(1));
}

// C-L-09
TEST_F(GcTest, LeavesOtherNetworksOfTheSameStateFolderAlone) {
  Add("c1");
  Add("c2", OtherNetwork());
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_THAT(Attached(), testing::ElementsAre("c2"));
  EXPECT_EQ(world_.Gc({}, {.conf = OtherNetwork()}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcTest, FindsItsEndpointsUnderAChangedOwnerTag) {
  Add("c1");
  json conf = World::Conf();
  conf["ownerTag"] = "renamed";
  EXPECT_EQ(world_.Gc({}, {.conf = conf}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

// C-L-09
TEST_F(GcTest, LeavesForeignEndpointsAndLookAlikesAlone) {
  Add("c1");
  const hcn::Guid wrong = hcn::Guid::Random();
  Plant("cbr0_c7", hcn::Guid::Random(), "10.200.42.77");
  Plant("hcn-slice~overlay~c8~eth0", wrong, "10.200.42.78");
  Plant("hcn-slice~overlay~c9", Identity::Of("hcn-slice", "overlay", "c9", "eth0").endpoint_id,
        "10.200.42.79");
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_THAT(Attached(), IsEmpty());
  EXPECT_THAT(world_.Endpoints(), SizeIs(3));
}

TEST_F(GcTest, RemovesAnEndpointOfOursWithoutARecord) {
  Add("c1");
  world_.files().Remove(World::StateDir() / "records" / world_.Records()[0]);
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcTest, RemovesARecordWithoutAnEndpoint) {
  Add("c1");
  world_.hcn().DeleteEndpoint(Identity::Of("", "overlay", "c1", "eth0").endpoint_id);
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

// C-L-13
TEST_F(GcTest, LeavesAnAttachmentInFlightAlone) {
  Add("c1");
  Add("c2");
  state::Locks locks(world_.files(), World::StateDir(), [] { return false; });
  const auto held = locks.TryAttachment(Identity::Of("", "overlay", "c1", "eth0").endpoint_id);
  ASSERT_TRUE(held);
  EXPECT_EQ(world_.Gc({}).exit_code, 0) << "in flight is no failure";
  EXPECT_THAT(Attached(), testing::ElementsAre("c1"));
}

// C-L-10
TEST_F(GcTest, GoesOnAfterAFailureAndReportsAllTogether) {
  for (const char* container : {"c1", "c2", "c3", "c4"}) Add(container);
  Call call;
  unsigned deletes = 0;
  call.disturb = [&deletes](std::string_view function, support::Moment moment) {
    if (function != "HcnDeleteEndpoint" || moment != support::Moment::kBefore) return;
    if (++deletes <= 2) throw hcn::Error(function, hcn::kAccessDenied, R"({"Error":"not now"})");
  };
  const auto outcome = world_.Gc({}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.code(), 105);
  EXPECT_THAT(outcome.message(),
              AllOf(HasSubstr("2 of the removals failed"), HasSubstr("not now")));
  const std::string details = outcome.document()["details"];
  EXPECT_EQ(std::count(details.begin(), details.end(), '\n'), 2);
  EXPECT_THAT(Attached(), SizeIs(2));
  EXPECT_THAT(world_.Records(), SizeIs(2)) << "an address is free once its endpoint is gone";
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcTest, SaysThatHcnIsDownAndForgetsNothing) {
  Add("c1");
  Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  EXPECT_EQ(world_.Gc({}, call).code(), 11);
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

// C-L-12, L-05
TEST_F(GcTest, DoesNothingWhereNothingIsStale) {
  Add("c1");
  const json host = world_.Dump();
  EXPECT_EQ(world_.Gc({{"c1", "eth0"}}).exit_code, 0);
  EXPECT_EQ(world_.Gc({{"c1", "eth0"}}).exit_code, 0);
  EXPECT_EQ(world_.Dump(), host);
}

// C-L-12
TEST_F(GcTest, IsFineOnANodeThatNeverHadAPod) {
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_THAT(world_.Records(), IsEmpty());
}

// C-L-01
TEST_F(GcTest, NeedsNoSliceAndNoAttachmentVariables) {
  Add("c1");
  const auto outcome = world_.RunAs(
      "GC", {.container_id = "../x",
             .netns = "none",
             .ifname = "a/b",
             .input = R"({"cniVersion":"1.1.0","name":"overlay","cni.dev/valid-attachments":[]})"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_TRUE(world_.IsClean());
}

}  // namespace
}  // namespace plugin
