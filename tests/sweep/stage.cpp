#include "tests/sweep/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plugin/error.h"
#include "plugin/identity.h"
#include "state/record.h"

namespace sweep {
namespace {

using nlohmann::json;

hcn::Guid EndpointOf(const Call& call) {
  const std::string network = call.conf.at("name");
  return plugin::Identity::Of("hcn-slice", network, call.container_id, call.ifname).endpoint_id;
}

std::string PathOfEndpoint(const hcn::Guid& id) { return "endpoints/" + id.ToString() + ".json"; }

void ExpectSuccess(const Outcome& outcome) { EXPECT_EQ(outcome.exit_code, 0) << outcome.output; }

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
      break;
  }
  return "ADD and DEL";
}

Stage::Stage(const Scenario& scenario) : scenario_(scenario) {
  ExpectSuccess(world_.Add(scenario_.bystander));
  scenario_.surroundings(world_);
  clean_ = AttachmentsOf(world_);
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
    EXPECT_EQ(outcome.exit_code == 1, outcome.code() > 0) << outcome.output;
  }
}

void Stage::Settle(FollowUp follow_up) {
  Call del = scenario_.call;
  if (follow_up == FollowUp::kDelWithoutNetns) del.netns.clear();
  if (follow_up == FollowUp::kAddAndDel) AddAgain();
  if (follow_up == FollowUp::kGc) {
    Gc();
    EXPECT_EQ(RecordTemporaries(EverythingOf(world_)), "");
  } else {
    ExpectSuccess(world_.Del(del));
  }
  EXPECT_EQ(Difference(AttachmentsOf(world_), clean_), "");
}

void Stage::ExpectTheBystander(const Picture& now) {
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
void Stage::AddAgain() {
  const std::string id = EndpointOf(scenario_.call).ToString();
  const json endpoints = world_.Endpoints();
  const bool is_attached = std::ranges::any_of(endpoints, [&id](const json& endpoint) {
    return endpoint["ID"] == id && endpoint.contains("HostComputeNamespace");
  });
  const Outcome outcome = world_.Add(scenario_.call);
  if (is_attached && outcome.exit_code != 0) {
    EXPECT_EQ(outcome.code(), static_cast<int>(plugin::Code::kAlreadyAttached)) << outcome.output;
  } else {
    ExpectSuccess(outcome);
  }
  ExpectTheBystander(AttachmentsOf(world_));
}

void Stage::Gc() {
  const Call& valid = scenario_.bystander;
  ExpectSuccess(world_.Gc({{valid.container_id, valid.ifname}}, scenario_.call));
}

}  // namespace sweep
