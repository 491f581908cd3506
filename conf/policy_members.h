#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "conf/value.h"

namespace conf {

struct PolicyMember;

// Reads a member of the settings into the form that HCN takes. Throws conf::Error that names it.
using ReadMember = nlohmann::json (*)(const Value& value, const PolicyMember& member);

// A member of an endpoint policy's settings.
struct PolicyMember {
  std::string_view name;
  ReadMember read;
  bool is_needed = false;
  std::uint64_t most = 0;                        // of a number
  std::span<const std::string_view> words = {};  // of an enumeration
  std::span<const PolicyMember> members = {};    // of an object, or of the objects of a list
  std::string_view older_name = {};              // in the V1 form of HNS
};

// A settings object: its members in any case, under their own names or their older ones. Members
// that are empty are left out. Throws conf::Error for one that is unknown, is needed and is not
// there, or is not acceptable. `passed_over` is a member that is none of the settings.
[[nodiscard]] nlohmann::json ReadMembers(const Value& object, std::span<const PolicyMember> members,
                                         std::string_view passed_over = {});

// The readers.
[[nodiscard]] nlohmann::json ReadText(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadTexts(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadNumber(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadTruth(const Value& value, const PolicyMember& member);
// A word of `words`, in any case.
[[nodiscard]] nlohmann::json ReadWord(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadAddress(const Value& value, const PolicyMember& member);
// A prefix with host bits cleared; an address stands for itself alone.
[[nodiscard]] nlohmann::json ReadPrefix(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadPrefixes(const Value& value, const PolicyMember& member);
// The number of tcp or udp, or any number.
[[nodiscard]] nlohmann::json ReadProtocol(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadGuid(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadObject(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadObjects(const Value& value, const PolicyMember& member);
// HCN wants one comma-separated string; a list, or a number, becomes one.
[[nodiscard]] nlohmann::json ReadAddressList(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadPortList(const Value& value, const PolicyMember& member);
[[nodiscard]] nlohmann::json ReadProtocolList(const Value& value, const PolicyMember& member);
// One port, as a string.
[[nodiscard]] nlohmann::json ReadPortText(const Value& value, const PolicyMember& member);

}  // namespace conf
