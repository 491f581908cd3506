#include <algorithm>

#include "state/record.h"

namespace state {
namespace {

// FORMAT.md, "Records".
constexpr char kBetweenAddresses = '+';
constexpr char kBeforeId = '~';
constexpr std::string_view kSuffix = ".json";
constexpr std::size_t kIdSize = 36;
constexpr std::size_t kTailSize = 1 + kIdSize + kSuffix.size();
constexpr std::size_t kLongestAddress = 45;

// ':' is not allowed in file names of Windows, '-' does not occur in addresses.
std::string AddressToName(const ipam::IpAddress& address) {
  std::string text = address.ToString();
  std::ranges::replace(text, ':', '-');
  return text;
}

std::optional<ipam::IpAddress> AddressFromName(std::string_view text) {
  if (text.find('-') == std::string_view::npos) return ipam::IpAddress::Parse(text);
  std::array<char, kLongestAddress> address;
  if (text.size() > address.size()) return std::nullopt;
  std::ranges::replace_copy(text, address.begin(), '-', ':');
  return ipam::IpAddress::Parse({address.data(), text.size()});
}

}  // namespace

std::string RecordName::ToString() const {
  std::string text;
  for (const ipam::IpAddress& address : addresses) {
    if (!text.empty()) text += kBetweenAddresses;
    text += AddressToName(address);
  }
  return text + kBeforeId + id.ToString() + std::string(kSuffix);
}

std::optional<std::string_view> RecordName::ParseInto(std::string_view file_name,
                                                      std::vector<ipam::IpAddress>& addresses) {
  if (file_name.size() < kTailSize || !file_name.ends_with(kSuffix)) return std::nullopt;
  std::string_view rest = file_name.substr(0, file_name.size() - kTailSize);
  const std::string_view tail = file_name.substr(rest.size());
  if (tail.front() != kBeforeId) return std::nullopt;

  const std::size_t before = addresses.size();
  for (bool more = true; more;) {
    const std::size_t plus = rest.find(kBetweenAddresses);
    more = plus != std::string_view::npos;
    const auto address = AddressFromName(rest.substr(0, plus));
    if (!address) {
      addresses.erase(addresses.begin() + static_cast<std::ptrdiff_t>(before), addresses.end());
      return std::nullopt;
    }
    addresses.push_back(*address);
    if (more) rest.remove_prefix(plus + 1);
  }
  return tail.substr(1, kIdSize);
}

std::optional<RecordName> RecordName::Parse(std::string_view file_name) {
  RecordName name;
  const auto id_text = ParseInto(file_name, name.addresses);
  const auto id = hcn::Guid::Parse(id_text.value_or(""));
  if (!id) return std::nullopt;
  name.id = *id;
  if (name.ToString() != file_name) return std::nullopt;
  return name;
}

}  // namespace state
