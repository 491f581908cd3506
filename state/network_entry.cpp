#include "state/network_entry.h"

#include <array>
#include <limits>
#include <utility>

namespace state {
namespace {

struct TextMember {
  const char* name;
  std::string NetworkEntry::*field;
};
constexpr std::array<TextMember, 4> kTextMembers{{{"owner", &NetworkEntry::owner},
                                                  {"kind", &NetworkEntry::kind},
                                                  {"name", &NetworkEntry::name},
                                                  {"subnet", &NetworkEntry::subnet}}};
constexpr const char* kOwner = "owner";
constexpr const char* kKind = "kind";
constexpr const char* kId = "id";
constexpr const char* kSubnets = "subnets";
constexpr const char* kCreatedBy = "createdBy";
constexpr const char* kPort = "wg_port";
constexpr const char* kPrivateKey = "wg_private_key";
constexpr const char* kPublicKey = "wg_public_key";
constexpr const char* kInterface = "interface";

constexpr const char* kHcnKind = "hcn-";
constexpr const char* kTransportKind = "wg-dedicated";

std::optional<std::string> Text(const MarkerJson& entry, const char* name) {
  const auto member = entry.find(name);
  if (member == entry.end() || !member->is_string()) return std::nullopt;
  return member->get<std::string>();
}

// Reads one member of the list, and says what is wrong with it.
class Reader {
 public:
  Reader(const MarkerJson& member, std::string where) : member_(member), where_(std::move(where)) {}

  ReadNetworkEntry Read();

 private:
  void Complain(const std::string& what) { result_.problems.push_back(where_ + " " + what); }
  void ReadMandatory(NetworkEntry& entry);
  void ReadOurs(NetworkEntry& entry);
  void ReadPort();
  std::optional<std::string> OptionalText(const char* name);

  const MarkerJson& member_;
  std::string where_;
  ReadNetworkEntry result_;
};

void Reader::ReadMandatory(NetworkEntry& entry) {
  for (const auto& [name, field] : kTextMembers) {
    if (auto text = Text(member_, name)) {
      entry.*field = *std::move(text);
    } else {
      Complain("has no \"" + std::string(name) + "\" that is text");
    }
  }
  const auto id = hcn::Guid::Parse(Text(member_, kId).value_or(""));
  if (!id) return Complain("has no \"id\" that is a GUID");
  entry.id = *id;
}

std::optional<std::string> Reader::OptionalText(const char* name) {
  auto text = Text(member_, name);
  if (!text && member_.contains(name)) Complain("has a \"" + std::string(name) + "\" that is none");
  return text;
}

void Reader::ReadOurs(NetworkEntry& entry) {
  const MarkerJson list = member_.value(kSubnets, MarkerJson::array());
  for (const MarkerJson& element : list) {
    if (element.is_string()) {
      entry.subnets.push_back(element.get<std::string>());
    } else {
      Complain("has something else than text in \"subnets\"");
    }
  }
  entry.created_by = OptionalText(kCreatedBy).value_or("");
  if (auto key = OptionalText(kPrivateKey)) entry.private_key.emplace(*std::move(key));
  entry.public_key = OptionalText(kPublicKey);
  entry.interface_name = OptionalText(kInterface);
  entry.port = result_.port;
}

void Reader::ReadPort() {
  const auto port = member_.find(kPort);
  if (port == member_.end()) return;
  constexpr auto kMost = std::numeric_limits<std::uint16_t>::max();
  if (port->is_number_unsigned() && *port >= 1 && *port <= kMost) {
    result_.port = port->get<std::uint16_t>();
  } else {
    Complain("has the wg_port " + port->dump() + ", which is no port");
  }
}

ReadNetworkEntry Reader::Read() {
  if (!member_.is_object()) {
    Complain("is no object");
    return std::move(result_);
  }
  const auto owner = Text(member_, kOwner);
  if (owner) where_ += " (owner " + *owner + ")";
  ReadPort();
  const auto kind = Text(member_, kKind);
  if (owner && kind && !kind->starts_with(kHcnKind)) {
    result_.is_foreign = true;
    return std::move(result_);
  }
  NetworkEntry entry;
  const std::size_t before = result_.problems.size();
  ReadMandatory(entry);
  if (result_.problems.size() > before) return std::move(result_);
  ReadOurs(entry);
  result_.is_foreign = entry.IsForeign();
  result_.network = std::move(entry);
  return std::move(result_);
}

template <typename Value>
void WriteIf(bool is_given, MarkerJson& member, const char* name, const Value& value) {
  if (is_given) {
    member[name] = value;
  } else {
    member.erase(name);
  }
}

}  // namespace

ReadNetworkEntry ReadEntry(const MarkerJson& member, const std::string& where) {
  return Reader(member, where).Read();
}

void WriteEntry(const NetworkEntry& entry, MarkerJson& member) {
  for (const auto& [name, field] : kTextMembers) member[name] = entry.*field;
  member[kId] = entry.id.ToString();
  WriteIf(!entry.subnets.empty(), member, kSubnets, entry.subnets);
  WriteIf(!entry.created_by.empty(), member, kCreatedBy, entry.created_by);
  if (entry.port) member[kPort] = *entry.port;
  if (entry.private_key) member[kPrivateKey] = entry.private_key->Reveal();
  if (entry.public_key) member[kPublicKey] = *entry.public_key;
  if (entry.interface_name) member[kInterface] = *entry.interface_name;
}

bool TakeNetworkOut(MarkerJson& member) {
  if (!member.contains(kPrivateKey)) return false;
  member[kKind] = kTransportKind;
  member[kId] = member.value(kPublicKey, MarkerJson(""));
  member.erase(kSubnets);
  member.erase(kCreatedBy);
  return true;
}

}  // namespace state
