#include "hcn/error.h"
#include "tests/cli/inventory_fixture.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ReserveCommand : public OnANode {
 protected:
  // What is reserved is no attachment: it has no endpoint.
  ReserveCommand() { world_.set_loose_at_end(); }

  Outcome Reserve(std::vector<std::string> arguments, const Call& call = {}) {
    arguments.insert(arguments.begin(), "reserve");
    return world_.Tool(arguments, call);
  }
  Outcome Release(const std::string& name, const Call& call = {}) {
    return world_.Tool({"release", name}, call);
  }
  static Call WithSlice(const json& slice) {
    Call call;
    call.conf = World::Conf();
    call.conf["slice"] = slice;
    return call;
  }
};

TEST_F(ReserveCommand, PrintsTheAddressAlone) {
  const Outcome outcome = Reserve({"kube-proxy"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.output, "10.200.42.2\n");
  EXPECT_THAT(outcome.hcn_calls, IsEmpty());
}

TEST_F(ReserveCommand, GivesTheSameNameTheSameAddress) {
  EXPECT_EQ(Reserve({"kube-proxy"}).output, "10.200.42.2\n");
  EXPECT_EQ(Reserve({"other"}).output, "10.200.42.3\n");
  EXPECT_EQ(Reserve({"kube-proxy"}).output, "10.200.42.2\n");
  EXPECT_EQ(Reserve({"kube-proxy", "--ip", "10.200.42.2"}).output, "10.200.42.2\n");
  EXPECT_THAT(world_.Records(), SizeIs(2));
}

TEST_F(ReserveCommand, KeepsPodsFromGettingIt) {
  Reserve({"kube-proxy"});
  AddPod("web-0");
  EXPECT_EQ(HolderOf(List(), "10.200.42.2")["reason"], "kube-proxy");
  EXPECT_EQ(HolderOf(List(), "10.200.42.3")["pod"], "shop/web-0");
}

TEST_F(ReserveCommand, GivesTheOneThatIsAskedForOrNone) {
  EXPECT_EQ(Reserve({"vip", "--ip", "10.200.42.50"}).output, "10.200.42.50\n");
  for (const auto& [address, why] : {std::pair{"10.200.42.50", "10.200.42.50"},
                                     {"10.200.42.1", "gateway"},
                                     {"10.9.9.9", "in no slice"}}) {
    const Outcome outcome = Reserve({"other", "--ip", address});
    EXPECT_EQ(outcome.exit_code, 1) << address;
    EXPECT_THAT(outcome.error, HasSubstr(why));
  }
  const Outcome moved = Reserve({"vip", "--ip", "10.200.42.51"});
  EXPECT_EQ(moved.exit_code, 1);
  EXPECT_THAT(moved.error, AllOf(HasSubstr("vip has 10.200.42.50"), HasSubstr("release it first")));
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(ReserveCommand, ReservesOneOfEachFamily) {
  const Call call = WithSlice({"10.200.42.0/24", "fd00:200:42::/64"});
  EXPECT_EQ(Reserve({"vip", "--ip", "10.200.42.9,fd00:200:42::9"}, call).output,
            "10.200.42.9\nfd00:200:42::9\n");
  EXPECT_EQ(Reserve({"vip"}, call).output, "10.200.42.9\nfd00:200:42::9\n");
}

TEST_F(ReserveCommand, RefusesWhatIsNoNameAndNoAddress) {
  for (const auto& arguments : {std::vector<std::string>{},
                                {"a b"},
                                {"../x"},
                                {""},
                                {"10.200.42.7"},
                                {"fd00::1"},
                                {"vip", "--ip", "10.200.42.300"},
                                {"vip", "--ip", ""},
                                {"vip", "--ip", "10.200.42.9,"}}) {
    EXPECT_EQ(Reserve(arguments).exit_code, 2);
  }
  EXPECT_THAT(world_.Records(), IsEmpty());
}

TEST_F(ReserveCommand, IsRefusedWhereTheNameHasAnAddressOfAnotherSlice) {
  Reserve({"vip"});
  const Outcome outcome = Reserve({"vip"}, WithSlice("10.200.43.0/24"));
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("vip has 10.200.42.2"));
}

TEST_F(ReserveCommand, IsRefusedWhereAnIpamPluginGivesTheAddresses) {
  Call call;
  call.conf = World::Conf();
  call.conf.erase("slice");
  call.conf["ipam"] = {{"type", "host-local"}};
  const Outcome outcome = Reserve({"vip"}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("host-local gives the addresses"));
}

TEST_F(ReserveCommand, SweepsAFullSliceOnceAndElseSaysWhoHoldsIt) {
  const Call call = WithSlice("10.200.42.0/29");
  for (const char* name : {"a", "b", "c", "d"}) EXPECT_EQ(Reserve({name}, call).exit_code, 0);
  Call dead = PodCall("dead");
  dead.conf = call.conf;
  world_.MakeNamespace(dead.netns);
  EXPECT_EQ(world_.Add(dead).exit_code, 0);
  const Outcome full = Reserve({"e"}, call);
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_THAT(full.error, AllOf(HasSubstr("no address is free"), HasSubstr("by a"),
                                HasSubstr("5 records hold it")));
  world_.DeleteNamespace(dead.netns);
  EXPECT_EQ(Reserve({"e"}, call).output, "10.200.42.6\n");
}

TEST_F(ReserveCommand, IsNeverSwept) {
  Reserve({"vip"});
  AddOrphan("dead");
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_EQ(world_.Tool({"gc", "--apply"}).exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(1));
  EXPECT_EQ(Reserve({"vip"}).output, "10.200.42.2\n");
}

TEST_F(ReserveCommand, IsDurableOnceItIsTold) {
  Reserve({"vip"});
  world_.disk().PowerLoss(support::UnflushedNames::kLost, support::UnflushedContent::kEmpty);
  EXPECT_EQ(HolderOf(List(), "10.200.42.2")["state"], "reserved");
  EXPECT_EQ(Release("vip").exit_code, 0);
  world_.disk().PowerLoss(support::UnflushedNames::kLost, support::UnflushedContent::kEmpty);
  EXPECT_THAT(world_.Records(), IsEmpty());
}

TEST_F(ReserveCommand, TakesUpWhatOneThatDiedHasBegun) {
  Call dying;
  dying.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "Write" && moment == Moment::kBefore) throw support::Killed();
  };
  EXPECT_TRUE(Reserve({"vip"}, dying).was_killed);
  EXPECT_EQ(HolderOf(List(), "10.200.42.2")["state"], "half-made");
  EXPECT_EQ(Reserve({"vip"}).output, "10.200.42.2\n");
  EXPECT_EQ(HolderOf(List(), "10.200.42.2")["state"], "reserved");
}

// What nobody was told of may be given up for what is asked for now.
TEST_F(ReserveCommand, GivesUpWhatOneThatDiedHasBegunForWhatIsAskedForNow) {
  Call dying;
  dying.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "Write" && moment == Moment::kBefore) throw support::Killed();
  };
  EXPECT_TRUE(Reserve({"vip"}, dying).was_killed);
  EXPECT_EQ(Reserve({"vip", "--ip", "10.200.42.77"}).output, "10.200.42.77\n");
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(ReserveCommand, LeavesARecordThatItCannotReadUntilItIsReleased) {
  Reserve({"vip"});
  const std::string record = world_.Records()[0];
  PutRecord(record, R"({"version": 99})");
  const Outcome outcome = Reserve({"vip"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("newer version"), HasSubstr("release")));
  EXPECT_EQ(Release("vip").output, "10.200.42.2\n");
  EXPECT_THAT(world_.Records(), IsEmpty());
}

TEST_F(ReserveCommand, SaysItAsJson) {
  EXPECT_EQ(json::parse(Reserve({"vip", "--json"}).output),
            (json{{"name", "vip"}, {"addresses", {"10.200.42.2"}}, {"isNew", true}}));
  EXPECT_EQ(json::parse(Reserve({"vip", "--json"}).output)["isNew"], false);
  EXPECT_EQ(json::parse(world_.Tool({"release", "vip", "--json"}).output),
            (json{{"name", "vip"}, {"released", {"10.200.42.2"}}}));
  EXPECT_EQ(json::parse(world_.Tool({"release", "vip", "--json"}).output)["released"],
            json::array());
}

TEST_F(ReserveCommand, HasHelpWithAnExample) {
  EXPECT_THAT(Reserve({"--help"}).output, HasSubstr("Example: hcn-slice reserve kube-proxy"));
  EXPECT_THAT(Release("--help").output, HasSubstr("Example: hcn-slice release kube-proxy"));
}

using ReleaseCommand = ReserveCommand;

TEST_F(ReleaseCommand, FreesTheAddressByNameOrByItself) {
  Reserve({"a"});
  Reserve({"b"});
  EXPECT_EQ(Release("a").output, "10.200.42.2\n");
  EXPECT_EQ(Release("10.200.42.3").output, "10.200.42.3\n");
  EXPECT_THAT(world_.Records(), IsEmpty());
}

TEST_F(ReleaseCommand, SucceedsWhenNothingIsReserved) {
  const Outcome outcome = Release("vip");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "nothing is reserved for vip\n");
  EXPECT_EQ(Release("10.200.42.9").exit_code, 0);
}

TEST_F(ReleaseCommand, NeverFreesTheAddressOfAPod) {
  AddPod("web-0");
  for (const char* name : {"10.200.42.2", "web-0", "shop/web-0"}) static_cast<void>(Release(name));
  EXPECT_THAT(world_.Records(), SizeIs(1));
  const Outcome outcome = Release("10.200.42.2");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("pod shop/web-0"), HasSubstr("DEL")));
}

TEST_F(ReleaseCommand, FreesARestingAddressOnceItsHolderIsGone) {
  AddPod("web-0");
  PlantForeign("10.200.42.3");
  AddPod("web-1");
  const Outcome held = Release("10.200.42.3");
  EXPECT_EQ(held.exit_code, 1);
  EXPECT_THAT(held.error, AllOf(HasSubstr("held in HCN"), HasSubstr("\"theirs\"")));
  Call unanswered;
  unanswered.disturb = [](std::string_view operation, Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  world_.hcn().DeleteEndpoint(*hcn::Guid::Parse(kForeignId));
  EXPECT_EQ(Release("10.200.42.3", unanswered).exit_code, 1) << "unknown is not absent";
  EXPECT_EQ(Release("10.200.42.3").output, "10.200.42.3\n");
  EXPECT_THAT(world_.Records(), SizeIs(2));
}

}  // namespace
}  // namespace cli
