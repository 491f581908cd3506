#include "state/marker_document.h"

#include <algorithm>
#include <map>
#include <set>

#include "hcn/json_depth.h"

namespace state {
namespace {

// FORMAT.md, "Network marker".
constexpr int kVersion = 1;
constexpr const char* kVersionMember = "version";
constexpr const char* kNetworks = "networks";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void Refuse(const std::string& why) { throw MarkerError(why); }

MarkerJson ParseObject(std::string_view text) {
  if (text.empty()) Refuse("is empty");
  MarkerJson document = MarkerJson::parse(text, nullptr, false);
  if (document.is_discarded()) Refuse("is torn or no JSON");
  if (!document.is_object()) Refuse("is no JSON object");
  if (hcn::IsTooDeep(text)) Refuse("is nested too deep");
  return document;
}

void RequireVersion(const MarkerJson& document) {
  const MarkerJson version = document.value(kVersionMember, MarkerJson(kVersion));
  if (!version.is_number_integer() || version < 1) Refuse("has no valid version");
  if (version == kVersion) return;
  Refuse("is of the newer version " + version.dump() + " (this program knows version " +
         std::to_string(kVersion) + ")");
}

std::string Where(std::size_t index) { return "entry " + std::to_string(index + 1); }

std::optional<NetworkEntry> NetworkIn(const MarkerJson& member) {
  return ReadEntry(member, "").network;
}

bool IsNetworkOf(const MarkerJson& member, std::string_view owner) {
  const auto network = NetworkIn(member);
  return network && network->owner == owner;
}

void NameDuplicateOwners(MarkerContent& content) {
  std::map<std::string, int> count;
  for (const NetworkEntry& network : content.networks) {
    if (++count[network.owner] == 2) {
      content.problems.push_back("owner " + network.owner +
                                 " has more than one entry; the first one counts");
    }
  }
}

void NameDuplicatePorts(MarkerContent& content) {
  std::set<std::uint16_t> seen;
  for (const std::uint16_t port : content.ports) {
    if (seen.insert(port).second) continue;
    content.problems.push_back("port " + std::to_string(port) + " is in more than one entry");
  }
}

}  // namespace

const NetworkEntry* MarkerContent::Find(std::string_view owner) const {
  const auto found = std::ranges::find(networks, owner, &NetworkEntry::owner);
  return found == networks.end() ? nullptr : &*found;
}

MarkerDocument::MarkerDocument()
    : document_({{kVersionMember, kVersion}, {kNetworks, MarkerJson::array()}}) {}

MarkerDocument MarkerDocument::Parse(std::string_view text) {
  MarkerDocument document;
  document.has_byte_order_mark_ = text.starts_with(kByteOrderMark);
  if (document.has_byte_order_mark_) text.remove_prefix(kByteOrderMark.size());
  document.document_ = ParseObject(text);
  RequireVersion(document.document_);
  document.document_.emplace(kVersionMember, kVersion);
  document.document_.emplace(kNetworks, MarkerJson::array());
  if (!document.document_[kNetworks].is_array()) Refuse("has a \"networks\" that is no list");
  return document;
}

MarkerContent MarkerDocument::Content() const {
  MarkerContent content;
  if (has_byte_order_mark_) {
    content.problems.emplace_back("begins with a byte order mark, which JSON must not have");
  }
  const MarkerJson& members = document_.at(kNetworks);
  for (std::size_t i = 0; i < members.size(); ++i) {
    ReadNetworkEntry read = ReadEntry(members[i], Where(i));
    if (read.network) content.networks.push_back(*std::move(read.network));
    content.has_foreign |= read.is_foreign;
    if (read.port) content.ports.push_back(*read.port);
    content.problems.insert(content.problems.end(), read.problems.begin(), read.problems.end());
  }
  NameDuplicateOwners(content);
  NameDuplicatePorts(content);
  return content;
}

void MarkerDocument::Upsert(const NetworkEntry& entry) {
  MarkerJson& members = document_[kNetworks];
  const auto present = std::ranges::find_if(
      members, [&](const MarkerJson& member) { return IsNetworkOf(member, entry.owner); });
  WriteEntry(entry,
             present == members.end() ? members.emplace_back(MarkerJson::object()) : *present);
}

bool MarkerDocument::Remove(std::string_view owner) {
  bool was_there = false;
  std::erase_if(document_[kNetworks].get_ref<MarkerJson::array_t&>(), [&](MarkerJson& member) {
    if (!IsNetworkOf(member, owner)) return false;
    was_there = true;
    return !TakeNetworkOut(member);
  });
  return was_there;
}

std::string MarkerDocument::ToText() const {
  return document_.dump(2, ' ', false, MarkerJson::error_handler_t::replace) + "\n";
}

}  // namespace state
