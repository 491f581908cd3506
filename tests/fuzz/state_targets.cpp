#include <nlohmann/json.hpp>
#include <variant>

#include "state/marker_document.h"
#include "state/record.h"
#include "tests/fuzz/target.h"

namespace fuzz {
namespace {

constexpr const char* kSecret = "6Lp2rKfVnYdX0uGqBz3TjW8mEoCsIhAv";

void ReadName(std::string_view text) {
  const auto name = state::RecordName::Parse(text);
  std::vector<ipam::IpAddress> addresses;
  const auto id = state::RecordName::ParseInto(text, addresses);
  if (!name) return;
  Require(name->ToString() == text, "a name has one spelling");
  Require(id == name->id.ToString(), "both ways to read a name find the id");
  Require(addresses == name->addresses, "both ways to read a name find the addresses");
}

// Puts a key that is known into every place where there is one.
void PlantSecret(nlohmann::json& document) {
  if (!document.is_object() || !document.value("networks", nlohmann::json()).is_array()) return;
  for (nlohmann::json& entry : document["networks"]) {
    if (entry.is_object() && entry.contains("wg_private_key")) entry["wg_private_key"] = kSecret;
  }
}

void RequireSilence(const state::MarkerContent& content) {
  for (const std::string& problem : content.problems) {
    Require(problem.find(kSecret) == std::string::npos, "a key is never shown");
  }
}

state::NetworkEntry Entry() {
  state::NetworkEntry entry;
  entry.owner = "service:fuzz";
  entry.kind = "hcn-internal";
  entry.name = "hcn-slice-service-fuzz";
  entry.id = *hcn::Guid::Parse("5ba7b810-9dad-41d1-80b4-00c04fd430c8");
  entry.subnet = "10.1.0.0/16";
  entry.subnets = {"10.1.0.0/24"};
  entry.port = 51821;
  return entry;
}

void RequireSameNetworks(const state::MarkerContent& one, const state::MarkerContent& other) {
  Require(one.networks == other.networks, "the networks stay");
  Require(one.ports == other.ports, "the ports stay");
}

}  // namespace

void Record(std::string_view input) {
  const auto [line, content] = AtFirstLine(input);
  ReadName(line);
  const state::RecordName name{{}, hcn::Guid()};
  const auto read = state::ReadRecord(name, content);
  if (const auto* none = std::get_if<state::NoRecord>(&read)) return RequireReadable(none->reason);
  const auto& record = std::get<state::Record>(read);
  const std::string written = state::ToContent(record);
  Require(state::ParseRecord(name, written) == record, "a record is read as it was written");
}

void Marker(std::string_view input) {
  const auto document =
      Accepted<state::MarkerError>([&] { return state::MarkerDocument::Parse(input); });
  if (!document) return;
  const state::MarkerContent content = document->Content();
  auto again = state::MarkerDocument::Parse(document->ToText());
  RequireSameNetworks(again.Content(), content);

  const state::NetworkEntry entry = Entry();
  again.Upsert(entry);
  const state::MarkerContent changed = state::MarkerDocument::Parse(again.ToText()).Content();
  const state::NetworkEntry* found = changed.Find(entry.owner);
  Require(found != nullptr && found->id == entry.id, "an entry that was written is found");
  Require(again.Remove(entry.owner), "what was written can be removed");
  Require(again.Content().Find(entry.owner) == nullptr, "what was removed is gone");

  auto planted = nlohmann::json::parse(document->ToText());
  PlantSecret(planted);
  RequireSilence(state::MarkerDocument::Parse(planted.dump()).Content());
}

}  // namespace fuzz
