#include "conf/policy_members.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "conf/addresses.h"
#include "conf/net_conf_values.h"
#include "conf/text.h"

namespace conf {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMostPort = 65535;
constexpr std::uint64_t kAnyProtocol = 256;

const PolicyMember* Find(std::span<const PolicyMember> members, std::string_view name) {
  const auto found = std::ranges::find_if(members, [name](const PolicyMember& member) {
    return EqualsIgnoringCase(member.name, name) ||
           (!member.older_name.empty() && EqualsIgnoringCase(member.older_name, name));
  });
  return found == members.end() ? nullptr : &*found;
}

// What a Go program leaves of a member that nobody set.
bool IsUnset(const Value& value) { return !value.HoldsSomething() || value.IsFalse(); }

std::optional<std::uint64_t> NumberIn(std::string_view text, std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number && number <= most ? std::optional(number) : std::nullopt;
}

bool IsPortOrRange(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = NumberIn(text.substr(0, dash), kMostPort);
  if (dash == std::string_view::npos) return first && *first > 0;
  const auto last = NumberIn(text.substr(dash + 1), kMostPort);
  return first && last && *first > 0 && *first <= *last;
}

bool IsAddressOrPrefix(std::string_view text) {
  try {
    static_cast<void>(ipam::AddressRequest::Parse(text));
    return true;
  } catch (const ipam::Error&) {
    return false;
  }
}

// The elements of a comma-separated string, of a list, or of a number alone.
std::vector<std::string> Parts(const Value& value) {
  if (value.IsString()) return SplitAtCommas(value.String());
  if (!value.IsList()) {
    return {std::to_string(value.Whole(0, std::numeric_limits<std::uint32_t>::max()))};
  }
  std::vector<std::string> parts;
  for (const Value& element : value.Elements()) {
    for (std::string& part : Parts(element)) parts.push_back(std::move(part));
  }
  return parts;
}

json JoinedParts(const Value& value, bool (*is_right)(std::string_view),
                 std::string_view expected) {
  std::string joined;
  for (const std::string& part : Parts(value)) {
    if (!is_right(part)) value.FailExpecting(expected);
    joined += (joined.empty() ? "" : ",") + part;
  }
  return joined;
}

}  // namespace

json ReadMembers(const Value& object, std::span<const PolicyMember> members,
                 std::string_view passed_over) {
  json settings = json::object();
  std::vector<const PolicyMember*> given;
  for (const auto& [name, child] : object.Object().items()) {
    if (EqualsIgnoringCase(name, passed_over)) continue;
    const Value value = object.Member(name);
    const PolicyMember* member = Find(members, name);
    value.Part([&] {
      if (member == nullptr && !IsUnset(value)) value.FailInvalid("is no setting of this policy");
      if (member == nullptr || !value.Filled()) return;
      given.push_back(member);
      settings[std::string(member->name)] = member->read(value, *member);
    });
  }
  for (const PolicyMember& member : members) {
    if (!member.is_needed || std::ranges::find(given, &member) != given.end()) continue;
    object.Part([&] { object.Member(member.name).FailInvalid("is missing"); });
  }
  return settings;
}

json ReadText(const Value& value, const PolicyMember& /*member*/) { return value.String(); }

json ReadTexts(const Value& value, const PolicyMember& /*member*/) { return ParseStrings(value); }

json ReadNumber(const Value& value, const PolicyMember& member) {
  return value.Whole(0, member.most);
}

json ReadTruth(const Value& value, const PolicyMember& /*member*/) { return value.Bool(); }

json ReadWord(const Value& value, const PolicyMember& member) {
  const std::string text = value.String();
  std::string all;
  for (const std::string_view word : member.words) {
    if (EqualsIgnoringCase(word, text)) return std::string(word);
    all.append(all.empty() ? "" : ", ").append(word);
  }
  value.FailExpecting("one of " + all);
}

json ReadAddress(const Value& value, const PolicyMember& /*member*/) {
  return ParseAddress(value).ToString();
}

json ReadPrefix(const Value& value, const PolicyMember& /*member*/) {
  const auto request = value.Parsed(ipam::AddressRequest::Parse);
  const unsigned length = request.prefix_length.value_or(ipam::BitsOf(request.address.family()));
  return ipam::Subnet::Around(request.address, length).ToString();
}

json ReadPrefixes(const Value& value, const PolicyMember& member) {
  json prefixes = json::array();
  value.EachElement([&](const Value& element) { prefixes.push_back(ReadPrefix(element, member)); });
  return prefixes;
}

json ReadProtocol(const Value& value, const PolicyMember& member) {
  if (!value.IsString()) return ReadNumber(value, member);
  for (const auto& [name, number] : {std::pair("tcp", 6), std::pair("udp", 17)}) {
    if (EqualsIgnoringCase(value.String(), name)) return number;
  }
  const auto number = NumberIn(value.String(), member.most);
  if (!number) value.FailExpecting("tcp, udp or the number of a protocol");
  return *number;
}

json ReadGuid(const Value& value, const PolicyMember& /*member*/) { return ParseGuid(value); }

json ReadObject(const Value& value, const PolicyMember& member) {
  return ReadMembers(value, member.members);
}

json ReadObjects(const Value& value, const PolicyMember& member) {
  json objects = json::array();
  value.EachElement(
      [&](const Value& element) { objects.push_back(ReadMembers(element, member.members)); });
  return objects;
}

json ReadAddressList(const Value& value, const PolicyMember& /*member*/) {
  return JoinedParts(value, IsAddressOrPrefix, "addresses or prefixes, separated by commas");
}

json ReadPortList(const Value& value, const PolicyMember& /*member*/) {
  return JoinedParts(value, IsPortOrRange, "ports or ranges of ports, separated by commas");
}

json ReadProtocolList(const Value& value, const PolicyMember& /*member*/) {
  return JoinedParts(
      value, [](std::string_view text) { return NumberIn(text, kAnyProtocol).has_value(); },
      "numbers of protocols, separated by commas; 256 is any");
}

json ReadPortText(const Value& value, const PolicyMember& /*member*/) {
  return JoinedParts(
      value, [](std::string_view text) { return NumberIn(text, kMostPort).value_or(0) > 0; },
      "a port from 1 to 65535");
}

}  // namespace conf
