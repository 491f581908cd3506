#include "hcn/simulator/mac_pool.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

constexpr std::uint64_t kMicrosoft = 0x00155d000000;
constexpr std::uint64_t kInventedSize = 0x10000;
constexpr std::size_t kMacLength = sizeof "00-15-5D-00-00-00" - 1;

std::optional<std::uint64_t> ParseMac(std::string_view text) {
  if (text.size() != kMacLength) return std::nullopt;
  std::string digits;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool is_separator = text[index] == '-' || text[index] == ':';
    if (is_separator != (index % 3 == 2)) return std::nullopt;
    if (!is_separator) digits.push_back(text[index]);
  }
  std::uint64_t value = 0;
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string MacText(std::uint64_t value) {
  std::string text;
  for (int shift = 40; shift >= 0; shift -= 8) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02X",
                  static_cast<unsigned>((value >> shift) & 0xff));
    if (!text.empty()) text.push_back('-');
    text.append(digits.data());
  }
  return text;
}

std::uint64_t EdgeOf(const Json& range, std::string_view edge) {
  const auto value = ParseMac(TextOf(range, edge));
  if (!value) throw Refusal(kInvalidArgument);
  return *value;
}

}  // namespace

std::optional<std::string> CanonicalMac(std::string_view text) {
  const auto value = ParseMac(text);
  if (!value) return std::nullopt;
  return MacText(*value);
}

Json InventMacPool(const Guid& network) {
  const std::uint64_t first = kMicrosoft + network.bytes().front() * kInventedSize;
  const Json range = {{"StartMacAddress", MacText(first)},
                      {"EndMacAddress", MacText(first + kInventedSize - 1)}};
  return {{"Ranges", Json::array({range})}};
}

std::string PickMac(const Json& network, std::uint32_t seed,
                    const std::function<bool(const std::string&)>& is_free) {
  for (const Json& range : ListOf(network.at("MacPool"), "Ranges")) {
    const std::uint64_t first = EdgeOf(range, "StartMacAddress");
    const std::uint64_t last = EdgeOf(range, "EndMacAddress");
    const std::uint64_t size = last < first ? 0 : last - first + 1;
    for (std::uint64_t step = 0; step < size; ++step) {
      std::string mac = MacText(first + (seed + step) % size);
      if (is_free(mac)) return mac;
    }
  }
  throw Refusal(kInvalidArgument);
}

}  // namespace hcn::simulator
