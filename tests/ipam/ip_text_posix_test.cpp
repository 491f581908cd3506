#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "ipam/ip_text.h"

namespace ipam {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

// What the system's own functions say.
std::optional<Bytes> SystemBytes(Family family, const std::string& text) {
  Bytes bytes{};
  const int system_family = family == Family::kIpv4 ? AF_INET : AF_INET6;
  if (inet_pton(system_family, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::string SystemText(Family family, const Bytes& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family == Family::kIpv4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
  return text.data();
}

// A character of an address put elsewhere, doubled or left out.
std::string Disturbed(std::string text, std::mt19937& random) {
  constexpr std::string_view kCharacters = "::::....0019afF25g x";
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (std::size_t changes = 1 + below(3); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = below(text.size());
    switch (below(3)) {
      case 0:
        text.insert(at, 1, kCharacters[below(kCharacters.size())]);
        break;
      case 1:
        text.erase(at, 1);
        break;
      default:
        text[at] = kCharacters[below(kCharacters.size())];
        break;
    }
  }
  return text;
}

TEST(IpText, WritesAndReadsAsTheSystemDoes) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    Bytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? random() : 0);
    // A lone IPv4 address after zeros is written in hex here: RFC 5952 section 5 wants the dotted
    // form only for prefixes that are known to hold one.
    bytes[0] |= 1;
    for (const Family family : {Family::kIpv4, Family::kIpv6}) {
      const std::string text = TextFromBytes(family, bytes);
      ASSERT_EQ(text, SystemText(family, bytes));
      ASSERT_EQ(BytesFromText(family, text), SystemBytes(family, text)) << text;
    }
  }
}

TEST(IpText, RefusesWhatTheSystemRefuses) {
  std::mt19937 random(2);
  for (int i = 0; i < 100000; ++i) {
    const std::string_view original = std::to_array<std::string_view>(
        {"10.200.42.5", "fd00:200::42:5", "::ffff:10.0.0.5", "1:2:3:4:5:6:7:8",
         "::", "1:2:3:4:5:6:10.0.0.255", "1:2:3:4:5:6:7::", "::1:2:3:4:5:6:7"})[random() % 8];
    const std::string text = Disturbed(std::string(original), random);
    for (const Family family : {Family::kIpv4, Family::kIpv6}) {
      ASSERT_EQ(BytesFromText(family, text), SystemBytes(family, text)) << text;
    }
  }
}

}  // namespace
}  // namespace ipam
