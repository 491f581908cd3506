#include <arpa/inet.h>

#include "ipam/ip_text.h"

namespace ipam {
namespace {

int SystemFamily(Family family) { return family == Family::kIpv4 ? AF_INET : AF_INET6; }

}  // namespace

std::optional<std::array<std::uint8_t, 16>> BytesFromText(Family family, const char* text) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(SystemFamily(family), text, bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::string TextFromBytes(Family family, const std::array<std::uint8_t, 16>& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(SystemFamily(family), bytes.data(), text.data(), text.size());
  return text.data();
}

}  // namespace ipam
