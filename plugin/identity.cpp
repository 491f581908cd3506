#include "plugin/identity.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace plugin {
namespace {

constexpr char kSeparator = '~';
constexpr std::size_t kMostNetwork = 32;
constexpr std::size_t kMostContainerId = 64;
constexpr std::size_t kHashDigits = 16;

// Chosen once, at random, for this project; a change would orphan every endpoint on every node.
constexpr std::array<std::uint8_t, 16> kEndpointSpace{
    0x6f, 0x1d, 0x2b, 0x0c, 0x53, 0x0e, 0x4b, 0x5a, 0x9c, 0x1e, 0x7a, 0x41, 0xd2, 0x86, 0x3f, 0xe8};
constexpr std::array<std::uint8_t, 16> kNetworkSpace{
    0x2c, 0x9a, 0x77, 0xe1, 0x0b, 0x64, 0x4d, 0x0f, 0x8a, 0x35, 0xc6, 0x1b, 0x9e, 0x50, 0x47, 0x12};

hcn::Guid ByName(const std::array<std::uint8_t, 16>& space, std::string_view name) {
  return hcn::Guid::FromName(hcn::Guid::FromBytes(space), name);
}

// A version 5 GUID carries 122 bits of the SHA-1; its hex digits without the version's are hash
// enough.
std::string HashDigits(std::string_view text) {
  std::string digits = ByName(kEndpointSpace, text).ToString();
  std::erase(digits, '-');
  return digits.substr(0, kHashDigits);
}

std::string Cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  return std::string(text.substr(0, most - kHashDigits - 1)) + '-' + HashDigits(text);
}

}  // namespace

Identity Identity::Of(std::string_view owner_tag, std::string_view network,
                      std::string_view container_id, std::string_view ifname) {
  std::string key = NetworkInName(network);
  key += kSeparator;
  key += ContainerInName(container_id);
  key += kSeparator;
  key += ifname;
  return {std::string(owner_tag) + kSeparator + key, ByName(kEndpointSpace, key)};
}

std::optional<OwnedName> Recognise(std::string_view endpoint_name, const hcn::Guid& endpoint_id) {
  if (std::count(endpoint_name.begin(), endpoint_name.end(), kSeparator) != 3) return std::nullopt;
  const std::size_t first = endpoint_name.find(kSeparator);
  const std::size_t second = endpoint_name.find(kSeparator, first + 1);
  const std::size_t third = endpoint_name.find(kSeparator, second + 1);
  if (ByName(kEndpointSpace, endpoint_name.substr(first + 1)) != endpoint_id) return std::nullopt;
  return OwnedName{std::string(endpoint_name.substr(0, first)),
                   std::string(endpoint_name.substr(first + 1, second - first - 1)),
                   std::string(endpoint_name.substr(second + 1, third - second - 1)),
                   std::string(endpoint_name.substr(third + 1))};
}

std::string NetworkInName(std::string_view network) { return Cut(network, kMostNetwork); }

std::string ContainerInName(std::string_view container_id) {
  return Cut(container_id, kMostContainerId);
}

hcn::Guid NetworkId(std::string_view owner_tag, std::string_view network_name) {
  return ByName(kNetworkSpace, std::string(owner_tag) + kSeparator + std::string(network_name));
}

}  // namespace plugin
