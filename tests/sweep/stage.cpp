#include "tests/sweep/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "plugin/error.h"
#include "plugin/identity.h"
#include "state/record.h"
#include "tests/sweep/ledger.h"

namespace sweep {
namespace {

using nlohmann::json;

constexpr const char* kElsewhere = "e15e3b0e-5f1a-4c2f-9a4c-3a1d6e0b7c11";
// How long after its caller's death HNS may be at work on a call, and DEL and GC still know.
constexpr std::chrono::milliseconds kLateEffect{500};
constexpr std::array kWithEvent{FollowUp::kRebootAndDel, FollowUp::kRebootAndGc,
                                FollowUp::kRestartAndDel, FollowUp::kRestartAndGc};

hcn::Guid EndpointOf(const Call& call) {
  const std::string network = call.conf.at("name");
  return plugin::Identity::Of("hcn-slice", network, call.container_id, call.ifname).endpoint_id;
}

std::string PathOfEndpoint(const hcn::Guid& id) { return "endpoints/" + id.ToString() + ".json"; }

void ExpectSuccess(const Outcome& outcome) {
  Ledger::CountCheck();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
}

// What happens to the whole node.
void Happen(FollowUp follow_up, World& world) {
  const bool is_reboot =
      follow_up == FollowUp::kRebootAndDel || follow_up == FollowUp::kRebootAndGc;
  const bool is_restart =
      follow_up == FollowUp::kRestartAndDel || follow_up == FollowUp::kRestartAndGc;
  if (is_reboot) world.host().Reboot();
  if (is_restart) world.host().RestartService();
  if (follow_up == FollowUp::kAddElsewhereAndDel) world.MakeNamespace(kElsewhere);
}

}  // namespace

std::string ToString(FollowUp follow_up) {
  switch (follow_up) {
    case FollowUp::kDel:
      return "DEL";
    case FollowUp::kDelWithoutNetns:
      return "DEL without CNI_NETNS";
    case FollowUp::kGc:
      return "GC";
    case FollowUp::kAddAndDel:
      return "ADD and DEL";
    case FollowUp::kAddElsewhereAndDel:
      return "ADD in another namespace and DEL";
    case FollowUp::kRebootAndDel:
      return "a reboot and DEL";
    case FollowUp::kRebootAndGc:
      return "a reboot and GC without a list";
    case FollowUp::kRestartAndDel:
      return "a restart of HNS and DEL";
    case FollowUp::kRestartAndGc:
      break;
  }
  return "a restart of HNS and GC";
}

Stage::Stage(const Scenario& scenario) : scenario_(scenario) {
  ExpectSuccess(world_.Add(scenario_.bystander));
  scenario_.surroundings(world_);
  clean_ = AttachmentsOf(world_);
  for (const FollowUp follow_up : kWithEvent) {
    World world(world_);
    Happen(follow_up, world);
    if (follow_up == FollowUp::kRebootAndGc) ExpectSuccess(world.Run(Closing(follow_up, {})));
    clean_after_[follow_up] = AttachmentsOf(world);
  }
  result_ = scenario_.past(world_);
  before_ = AttachmentsOf(world_);
  world_.set_loose_at_end();
}

Outcome Stage::Act(const Disturb& disturb) {
  Call call = scenario_.call;
  call.disturb = disturb;
  return call.command == "CHECK" ? world_.Check(call, result_) : world_.Run(call);
}

void Stage::Judge(const Outcome& outcome, Leaving leaving) {
  const std::string& command = scenario_.call.command;
  const Picture now = AttachmentsOf(world_);
  ExpectTheBystander(now);
  ExpectNoFreeAddress(now);
  Ledger::CountCheck();
  if (command == "CHECK") {
    EXPECT_EQ(Difference(now, before_), "");
  } else if (command == "ADD" && outcome.document().contains("ips")) {
    // It was told, so it is known, whatever came then.
    ExpectARecord(now);
  } else if (outcome.was_killed) {
    EXPECT_TRUE(outcome.output.empty() || outcome.code() > 0) << outcome.output;
  } else if (outcome.exit_code == 0) {
    EXPECT_EQ(Difference(now, clean_), "");
  } else if (command == "ADD" && now != before_ && now != clean_) {
    // Of remains that were there before, the record goes last.
    const bool had_record = before_ != clean_;
    EXPECT_TRUE(leaving == Leaving::kARecord || had_record) << Difference(now, before_);
    ExpectARecord(now);
  }
  if (!outcome.was_killed) {
    Ledger::CountCheck();
    EXPECT_EQ(outcome.exit_code == 1, outcome.code() > 0) << outcome.output;
  }
}

void Stage::Settle(FollowUp follow_up) {
  Happen(follow_up, world_);
  AddAgain(follow_up);
  ExpectSuccess(Close(follow_up, {}));
  if (follow_up == FollowUp::kAddElsewhereAndDel) world_.DeleteNamespace(kElsewhere);
  if (follow_up == FollowUp::kGc) {
    Ledger::CountCheck();
    EXPECT_EQ(RecordTemporaries(EverythingOf(world_)), "");
  }
  const auto other = clean_after_.find(follow_up);
  ExpectNothingOfIt(other == clean_after_.end() ? clean_ : other->second);
}

bool Stage::SettleLate(FollowUp follow_up, std::size_t call) {
  std::size_t calls = 0;
  bool was_deleted_since = false;
  const Disturb finish = [&](std::string_view operation, Moment moment) {
    if (moment != Moment::kBefore || !IsHcnCall(operation)) return;
    if (calls++ == call) world_.FinishLateCalls();
    if (calls > call && operation == "HcnDeleteEndpoint") was_deleted_since = true;
  };
  std::chrono::milliseconds time{};
  // An ADD may lose to a DEL that comes late; nobody calls it that early.
  if (follow_up == FollowUp::kAddAndDel) {
    Call add = scenario_.call;
    add.command = "ADD";
    add.disturb = finish;
    time += world_.Run(add).slept;
  }
  const Outcome closing = Close(follow_up, finish);
  ExpectSuccess(closing);
  time += closing.slept;
  world_.FinishLateCalls();
  const Picture now = AttachmentsOf(world_);
  ExpectTheBystander(now);
  world_.CheckInvariants(World::Loose::kYes);
  if (was_deleted_since || time < kLateEffect) {
    Ledger::CountCheck();
    EXPECT_FALSE(now.contains(PathOfEndpoint(EndpointOf(scenario_.call))))
        << "after " << time.count() << " ms";
  }
  ExpectSuccess(Gc({}));
  ExpectNothingOfIt(clean_);
  return calls > call;
}

void Stage::ExpectNothingOfIt(const Picture& should_be) {
  Ledger::CountCheck();
  EXPECT_EQ(Difference(AttachmentsOf(world_), should_be), "");
}

void Stage::ExpectTheBystander(const Picture& now) {
  Ledger::CountCheck();
  const hcn::Guid id = EndpointOf(scenario_.bystander);
  EXPECT_EQ(Portrait(clean_, id).size(), 2U);
  EXPECT_EQ(Difference(Portrait(now, id), Portrait(clean_, id)), "");
}

// Whoever has an endpoint has a record, which keeps its addresses; but for one that was lost
// before.
void Stage::ExpectNoFreeAddress(const Picture& now) {
  const hcn::Guid id = EndpointOf(scenario_.call);
  const std::string endpoint = PathOfEndpoint(id);
  const bool was_lost = before_.contains(endpoint) && Portrait(before_, id).size() == 1;
  if (now.contains(endpoint) && !was_lost) ExpectARecord(now);
}

// One that is complete where there is an endpoint: an empty one promises that there is none.
void Stage::ExpectARecord(const Picture& now) {
  Ledger::CountCheck();
  const hcn::Guid id = EndpointOf(scenario_.call);
  const bool has_endpoint = now.contains(PathOfEndpoint(id));
  for (const std::string& text : world_.Records()) {
    const auto name = state::RecordName::Parse(text);
    if (!name || name->id != id) continue;
    const auto record = state::ReadRecord(*name, now.at("records/" + text));
    EXPECT_TRUE(std::holds_alternative<state::Record>(record) || !has_endpoint) << text;
    return;
  }
  ADD_FAILURE() << "forgotten";
}

// Refused when the first one came to its end after all, and told nobody.
void Stage::AddAgain(FollowUp follow_up) {
  const bool is_elsewhere = follow_up == FollowUp::kAddElsewhereAndDel;
  if (follow_up != FollowUp::kAddAndDel && !is_elsewhere) return;
  const std::string id = EndpointOf(scenario_.call).ToString();
  const json endpoints = world_.Endpoints();
  const bool is_attached = std::ranges::any_of(endpoints, [&id](const json& endpoint) {
    return endpoint["ID"] == id && endpoint.contains("HostComputeNamespace");
  });
  Call add = scenario_.call;
  if (is_elsewhere) add.netns = kElsewhere;
  const Outcome outcome = world_.Add(add);
  if (is_attached && outcome.exit_code != 0) {
    Ledger::CountCheck();
    EXPECT_EQ(outcome.code(), static_cast<int>(plugin::Code::kAlreadyAttached)) << outcome.output;
  } else {
    ExpectSuccess(outcome);
  }
  ExpectTheBystander(AttachmentsOf(world_));
}

// The last call of a follow-up.
Call Stage::Closing(FollowUp follow_up, const Disturb& disturb) const {
  Call call = scenario_.call;
  call.command = follow_up == FollowUp::kRebootAndGc ? "GC" : "DEL";
  call.conf.erase("cni.dev/valid-attachments");
  call.disturb = disturb;
  if (follow_up == FollowUp::kDelWithoutNetns) call.netns.clear();
  if (follow_up == FollowUp::kAddElsewhereAndDel) call.netns = kElsewhere;
  return call;
}

Outcome Stage::Close(FollowUp follow_up, const Disturb& disturb) {
  const bool has_list = follow_up == FollowUp::kGc || follow_up == FollowUp::kRestartAndGc;
  return has_list ? Gc(disturb) : world_.Run(Closing(follow_up, disturb));
}

Outcome Stage::Gc(const Disturb& disturb) {
  const Call& valid = scenario_.bystander;
  Call call = scenario_.call;
  call.disturb = disturb;
  return world_.Gc({{valid.container_id, valid.ifname}}, call);
}

}  // namespace sweep
