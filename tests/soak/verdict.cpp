#include "tests/soak/verdict.h"

#include <map>
#include <optional>
#include <set>

#include "plugin/identity.h"
#include "state/record.h"

namespace soak {
namespace {

using nlohmann::json;

constexpr std::string_view kTemporary = ".tmp-";

std::size_t looks = 0;

// What there is, by the ids of endpoints.
struct Facts {
  std::map<std::string, json> endpoints;  // ours
  std::map<std::string, std::string> records;
  bool has_foreign = false;
};

class Judge {
 public:
  void Expect(bool holds, const std::string& otherwise) {
    ++looks;
    if (!holds) violations_.push_back(otherwise);
  }
  std::vector<std::string> TakeViolations() { return std::move(violations_); }

 private:
  std::vector<std::string> violations_;
};

void GatherRecords(const process::Node& node, Judge& judge, Facts& facts) {
  std::set<std::string> addresses;
  for (const std::string& text : node.Records()) {
    if (text.find(kTemporary) != std::string::npos) continue;  // of a call that was killed
    const auto name = state::RecordName::Parse(text);
    judge.Expect(name.has_value(), "a stray among the records: " + text);
    if (!name) continue;
    for (const auto& address : name->addresses) {
      judge.Expect(addresses.insert(address.ToString()).second, "reserved twice: " + text);
    }
    const bool is_new = facts.records.emplace(name->id.ToString(), text).second;
    judge.Expect(is_new, "two records of one endpoint: " + text);
  }
}

void GatherEndpoints(const process::Node& node, Judge& judge, Facts& facts) {
  std::set<std::string> addresses;
  const json dump = node.Dump();
  for (const json& endpoint : dump["endpoints"]) {
    const std::string id = endpoint["ID"];
    for (const json& ip : endpoint["IpConfigurations"]) {
      judge.Expect(addresses.insert(ip["IpAddress"]).second, "two have one address: " + id);
    }
    if (id == kForeignEndpoint) facts.has_foreign = true;
    if (plugin::Recognise(endpoint.value("Name", ""), *hcn::Guid::Parse(id))) {
      facts.endpoints[id] = endpoint;
    }
  }
}

void JudgePod(const Pod& pod, const Facts& facts, Judge& judge) {
  const std::string id = pod.Id().ToString();
  const std::string who = pod.call.container_id + " (" + id + ")";
  const auto endpoint = facts.endpoints.find(id);
  const auto record = facts.records.find(id);
  const bool has_endpoint = endpoint != facts.endpoints.end();
  const bool has_record = record != facts.records.end();
  judge.Expect(!has_endpoint || has_record, "an endpoint without a record: " + who);
  if (pod.holding == Holding::kNothing) {
    judge.Expect(!has_endpoint && !has_record, "not gone: " + who);
  }
  if (pod.holding != Holding::kAddress) return;
  judge.Expect(has_record && record->second.starts_with(pod.Address() + "~"),
               "not on record: " + who + " with " + pod.Address());
  if (pod.has_lost_endpoint) return;
  judge.Expect(has_endpoint, "its endpoint is gone: " + who);
  if (!has_endpoint) return;
  judge.Expect(endpoint->second["IpConfigurations"][0]["IpAddress"] == pod.Address(),
               "another address than was told: " + who);
  judge.Expect(endpoint->second.value("HostComputeNamespace", "") == pod.call.netns,
               "in another namespace: " + who);
}

}  // namespace

std::vector<std::string> Compare(const process::Node& node, const Model& model) {
  Judge judge;
  Facts facts;
  GatherRecords(node, judge, facts);
  GatherEndpoints(node, judge, facts);
  judge.Expect(facts.has_foreign, "somebody else's endpoint is gone");
  for (const Pod& pod : model.pods()) JudgePod(pod, facts, judge);
  return judge.TakeViolations();
}

std::vector<std::string> WhatIsLeft(const process::Node& node) {
  Judge judge;
  for (const std::string& text : node.Records()) {
    judge.Expect(text.find(kForeignEndpoint) != std::string::npos, "a record is left: " + text);
  }
  const json dump = node.Dump();
  for (const json& endpoint : dump["endpoints"]) {
    judge.Expect(endpoint["ID"] == kForeignEndpoint, "an endpoint is left: " + endpoint.dump());
  }
  for (const json& name_space : dump["namespaces"]) {
    judge.Expect(name_space.value("Owner", "").empty(),
                 "a namespace is left: " + name_space.dump());
  }
  return judge.TakeViolations();
}

std::size_t CountLooks() { return looks; }

}  // namespace soak
