#include "cli/inventory.h"

#include <algorithm>

#include "cli/run.h"
#include "hcn/error.h"
#include "tests/cli/inventory_fixture.h"
#include "tests/support/hanging_hcn.h"

// What is known of a node, seen through `list`.

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using TheInventory = OnANode;

TEST_F(TheInventory, ShowsAnEndpointThatIsInNoNamespaceAsAnOrphan) {
  AddKilledAt("dying", "HcnModifyNamespace");
  const json list = List();
  EXPECT_EQ(list["holders"][0]["state"], "orphan");
  EXPECT_EQ(list["holders"][0]["reason"], "it is in no namespace");
}

TEST_F(TheInventory, ShowsARecordWithoutEndpointAsHalfMade) {
  AddKilledAt("dying", "HcnCreateEndpoint");
  EXPECT_EQ(List()["holders"][0]["reason"],
            "it has no endpoint: its ADD is at work still, or died");
  world_.DeleteNamespace(NetnsOf("dying"));
  const json list = List();
  EXPECT_EQ(list["holders"][0]["state"], "half-made");
  EXPECT_EQ(list["holders"][0]["reason"],
            "it has no endpoint, and its namespace " + NetnsOf("dying") + " does not exist");
  PutRecord("10.200.42.9~" + IdOf("torn").ToString() + ".json", "");
  EXPECT_EQ(HolderOf(List(), "10.200.42.9")["state"], "half-made");
  world_.set_loose_at_end();
}

TEST_F(TheInventory, ShowsAnEndpointThatHnsLostUnderARunningPod) {
  AddPod("web-0");
  world_.host().StartContainer(*hcn::Guid::Parse(NetnsOf("web-0")));
  world_.hcn().DeleteEndpoint(IdOf("web-0"));
  const json list = List();
  EXPECT_EQ(list["holders"][0]["state"], "lost");
  EXPECT_THAT(list["holders"][0]["reason"].get<std::string>(), HasSubstr(NetnsOf("web-0")));
  world_.set_loose_at_end();
}

TEST_F(TheInventory, ShowsALiveEndpointWithoutRecord) {
  AddPod("web-0");
  LoseRecordOf("web-0");
  const json holder = List()["holders"][0];
  EXPECT_EQ(holder["state"], "unrecorded");
  EXPECT_EQ(holder["addresses"], json{"10.200.42.2"});
  EXPECT_EQ(holder["containerId"], "web-0");
  EXPECT_FALSE(holder.contains("record"));
  world_.set_loose_at_end();
}

TEST_F(TheInventory, ShowsAnUnreadableRecordWithTheReason) {
  AddPod("web-0");
  PutRecord(world_.Records()[0], R"({"version": 99})");
  const json holder = List()["holders"][0];
  EXPECT_EQ(holder["state"], "unreadable");
  EXPECT_THAT(holder["reason"].get<std::string>(), HasSubstr("newer version 99"));
  EXPECT_EQ(holder["addresses"], json{"10.200.42.2"});
  EXPECT_EQ(holder["containerId"], "web-0");
}

TEST_F(TheInventory, ShowsWhatIsReservedAndWhatRests) {
  PutRecord("10.200.42.7~" + IdOf("vip").ToString() + ".json",
            R"({"version": 1, "kind": "reserved", "reason": "kube-proxy"})");
  AddPod("web-0");
  PlantForeign("10.200.42.3");
  AddPod("web-1");  // meets the foreign one, whose address rests from then on
  const Outcome outcome = world_.Tool({"list"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("10.200.42.7  reserved  kube-proxy"),
                                    HasSubstr("10.200.42.3  resting   theirs"),
                                    HasSubstr("10.200.42.4  live      shop/web-1"),
                                    HasSubstr("2 used, 1 reserved, 1 resting, 249 free")));
  world_.hcn().DeleteEndpoint(*hcn::Guid::Parse(kForeignId));
  EXPECT_THAT(HolderOf(List(), "10.200.42.3")["reason"].get<std::string>(),
              HasSubstr("which does not exist any more"));
  world_.set_loose_at_end();
}

TEST_F(TheInventory, ShowsWhoElseHasAnAddressOfTheSlice) {
  AddPod("web-0");
  PlantForeign("10.200.42.9");
  const json list = List();
  const json holder = HolderOf(list, "10.200.42.9");
  EXPECT_EQ(holder["state"], "foreign");
  EXPECT_EQ(holder["id"], kForeignId);
  EXPECT_EQ(holder["endpointName"], "theirs");
  EXPECT_EQ(list["slices"][0]["free"], 252);
  EXPECT_EQ(list["slices"][0]["foreign"], 1);
}

// The source VIP of kube-proxy has an endpoint of its own.
TEST_F(TheInventory, KnowsTheEndpointOnAReservedAddress) {
  AddPod("web-0");
  EXPECT_EQ(world_.Tool({"reserve", "vip"}).output, "10.200.42.3\n");
  PlantForeign("10.200.42.3");
  const json holder = HolderOf(List(), "10.200.42.3");
  EXPECT_EQ(holder["state"], "reserved");
  EXPECT_EQ(holder["endpointName"], "theirs");
  const Outcome shown = world_.Tool({"show", "vip"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.output, AllOf(HasSubstr("theirs"), Not(HasSubstr("!"))));
  world_.set_loose_at_end();
}

// Another network may have the same addresses.
TEST_F(TheInventory, SaysNothingOfAnotherNetwork) {
  AddPod("web-0");
  world_.host().PlantNetwork(R"({"ID": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "Name": "theirs",
    "Type": "Internal", "SchemaVersion": {"Major": 2, "Minor": 0},
    "Ipams": [{"Subnets": [{"IpAddressPrefix": "10.200.42.0/24",
      "Routes": [{"NextHop": "10.200.42.1", "DestinationPrefix": "0.0.0.0/0"}]}]}]})");
  PlantForeign("10.200.42.9", "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11");
  EXPECT_THAT(List()["holders"], SizeIs(1));
}

TEST_F(TheInventory, SaysNothingOfForeignAddressesThatTheSliceNeverHandsOut) {
  Call call;
  call.conf = World::Conf();
  call.conf["slice"] = {{{"subnet", "10.200.42.0/24"}, {"reserved", {"10.200.42.9"}}}};
  EXPECT_EQ(world_.Add(call).exit_code, 0);
  PlantForeign("10.200.42.9");
  EXPECT_THAT(List(call)["holders"], SizeIs(1));
  EXPECT_EQ(world_.Tool({"list"}, call).exit_code, 0);
}

// Unknown is not absent.
TEST_F(TheInventory, ShowsRecordsWhenHcnDoesNotAnswer) {
  AddPod("live");
  AddOrphan("dead");
  Call call;
  call.disturb = [](std::string_view operation, Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  const json list = List(call);
  EXPECT_EQ(list["hcnAnswers"], false);
  ASSERT_THAT(list["holders"], SizeIs(2));
  for (const json& holder : list["holders"]) EXPECT_EQ(holder["state"], "unknown");
  const Outcome outcome = world_.Tool({"list"}, call);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("HCN does not answer"), HasSubstr("0x800706ba"),
                                    HasSubstr("shop/live"), Not(HasSubstr("orphan"))));
}

TEST_F(TheInventory, AsksNoMoreOnceHcnHasStoppedToAnswer) {
  for (const char* pod : {"a", "b", "c", "d"}) AddPod(pod);
  Call call;
  unsigned opened = 0;
  call.disturb = [&](std::string_view operation, Moment) {
    if (operation == "HcnOpenEndpoint") ++opened;
    if (opened > 0) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  const json list = List(call);
  EXPECT_EQ(opened, 1U);
  EXPECT_EQ(list["hcnAnswers"], false);
  ASSERT_THAT(list["holders"], SizeIs(4));
  for (const json& holder : list["holders"]) EXPECT_EQ(holder["state"], "unknown");
}

// moby/moby#40699: a call into HCN that never comes back.
TEST_F(TheInventory, ShowsRecordsWhenHcnHangs) {
  AddPod("web-0");
  world_.Tool({"list"});  // leaves the configuration where it is looked for
  std::promise<void> release;
  std::promise<void> gone;
  auto is_gone = gone.get_future();
  support::FakeProcessIo io;
  const auto make_hcn = [&] {
    return std::make_unique<support::HangingHcn>(world_.hcn(), release.get_future().share(),
                                                 std::move(gone));
  };
  EXPECT_EQ(cli::Run({"list", "--timeout", "1"}, {io, world_.files(), make_hcn}), 3);
  EXPECT_EQ(io.exit_code(), 3) << "the thread that hangs does not let the process end otherwise";
  release.set_value();
  is_gone.wait();
  EXPECT_THAT(io.output, AllOf(HasSubstr("HCN does not answer"), HasSubstr("not come back"),
                               HasSubstr("unknown  shop/web-0")));
}

TEST_F(TheInventory, DoesNotKnowOneEndpointThatCannotBeQueried) {
  AddPod("a");
  AddPod("b");
  Call call;
  unsigned opened = 0;
  call.disturb = [&](std::string_view operation, Moment moment) {
    if (operation != "HcnOpenEndpoint" || moment != Moment::kBefore || ++opened != 1) return;
    throw hcn::Error(operation, hcn::kInvalidJson);
  };
  const json list = List(call);
  EXPECT_EQ(list["hcnAnswers"], true);
  EXPECT_THAT(list["problems"], SizeIs(1));
  EXPECT_NE(list["holders"][0]["state"], list["holders"][1]["state"]);
}

// One attachment that comes, and one that goes, while the command reads.
TEST_F(TheInventory, IsNotMisledByWhatHappensMeanwhile) {
  AddPod("goes");
  world_.MakeNamespace(NetnsOf("comes"));
  Call call;
  bool is_done = false;
  call.disturb = [&](std::string_view operation, Moment moment) {
    if (operation != "HcnQueryEndpointProperties" || moment != Moment::kAfter || is_done) return;
    is_done = true;
    EXPECT_EQ(world_.Del(PodCall("goes")).exit_code, 0);
    EXPECT_EQ(world_.Add(PodCall("comes")).exit_code, 0);
  };
  const json list = List(call);
  EXPECT_TRUE(is_done);
  ASSERT_THAT(list["holders"], SizeIs(1));
  EXPECT_EQ(list["holders"][0]["state"], "live");
  EXPECT_EQ(list["holders"][0]["pod"], "shop/comes");
}

TEST_F(TheInventory, ChangesNothingAndTakesNoLock) {
  AddPod("live");
  AddOrphan("dead");
  const json before = world_.Dump();
  std::vector<std::string> changes;
  Call call;
  call.disturb = [&](std::string_view operation, Moment moment) {
    if (!operation.starts_with("Hcn") && moment == Moment::kBefore) {
      changes.emplace_back(operation);
    }
  };
  static_cast<void>(List(call));
  EXPECT_THAT(changes, IsEmpty());
  EXPECT_EQ(world_.Dump(), before);
}

TEST_F(TheInventory, AsksHcnOnceForEachEndpoint) {
  constexpr unsigned kPods = 20;
  for (unsigned i = 0; i < kPods; ++i) AddPod("pod-" + std::to_string(i));
  const auto calls = world_.Tool({"list"}).hcn_calls;
  const auto count = [&](const char* name) { return std::ranges::count(calls, name); };
  EXPECT_EQ(count("HcnEnumerateEndpoints"), 1);
  EXPECT_EQ(count("HcnEnumerateNamespaces"), 1);
  EXPECT_EQ(count("HcnQueryEndpointProperties"), kPods);
  EXPECT_EQ(count("HcnOpenNamespace"), 0);
}

TEST_F(TheInventory, LeavesAloneWhatIsOfAnotherStateFolder) {
  AddPod("ours");
  Call other = PodCall("theirs");
  other.conf = World::Conf();
  other.conf["name"] = "other";
  other.conf["stateDir"] = (World::StateDir().parent_path() / "other").string();
  other.conf["slice"] = "10.200.43.0/24";
  other.conf["network"] = {{"owner", "iso:other"}};
  world_.MakeNamespace(other.netns);
  EXPECT_EQ(world_.Add(other).exit_code, 0);
  EXPECT_THAT(List()["holders"], SizeIs(1));
  world_.set_loose_at_end();  // its record is elsewhere
}

}  // namespace
}  // namespace cli
