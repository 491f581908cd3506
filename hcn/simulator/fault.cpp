#include "hcn/simulator/fault.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace hcn::simulator {
namespace {

constexpr auto kFunctions = std::to_array<std::string_view>({
    "HcnEnumerateNetworks",
    "HcnCreateNetwork",
    "HcnOpenNetwork",
    "HcnModifyNetwork",
    "HcnQueryNetworkProperties",
    "HcnDeleteNetwork",
    "HcnEnumerateEndpoints",
    "HcnCreateEndpoint",
    "HcnOpenEndpoint",
    "HcnModifyEndpoint",
    "HcnQueryEndpointProperties",
    "HcnDeleteEndpoint",
    "HcnEnumerateNamespaces",
    "HcnCreateNamespace",
    "HcnOpenNamespace",
    "HcnModifyNamespace",
    "HcnQueryNamespaceProperties",
    "HcnDeleteNamespace",
});

constexpr HResult kFailureBit = 0x80000000;

[[noreturn]] void Refuse(std::string_view entry, std::string_view reason) {
  throw std::invalid_argument("HCN_SIMULATOR_FAULTS: \"" + std::string(entry) +
                              "\": " + std::string(reason));
}

std::string_view Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::uint32_t> ParseNumber(std::string_view text, int base) {
  std::uint32_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "120ms" or "2s".
std::optional<std::chrono::milliseconds> ParseTime(std::string_view text) {
  const bool in_milliseconds = text.ends_with("ms");
  if (!in_milliseconds && !text.ends_with("s")) return std::nullopt;
  text.remove_suffix(in_milliseconds ? 2 : 1);
  const auto number = ParseNumber(text, 10);
  if (!number) return std::nullopt;
  if (in_milliseconds) return std::chrono::milliseconds(*number);
  return std::chrono::seconds(*number);
}

std::chrono::milliseconds NeededTime(std::string_view entry, std::string_view text) {
  const auto time = ParseTime(text);
  if (!time) Refuse(entry, "a time looks like 120ms or 2s");
  return *time;
}

HResult NeededCode(std::string_view entry, std::string_view digits) {
  const auto code = ParseNumber(digits, 16);
  if (!code || *code < kFailureBit) Refuse(entry, "no HRESULT that says failure");
  return *code;
}

void ReadAction(std::string_view entry, std::string_view text, Fault& fault) {
  if (text == "kill") {
    fault.action = Fault::Action::kKill;
  } else if (text == "hang") {
    fault.action = Fault::Action::kHang;
  } else if (text.starts_with("+")) {
    fault.action = Fault::Action::kDelay;
    fault.time = NeededTime(entry, text.substr(1));
  } else if (text.starts_with("late:")) {
    fault.action = Fault::Action::kLate;
    fault.time = NeededTime(entry, text.substr(5));
  } else if (text.starts_with("0x") || text.starts_with("0X")) {
    fault.code = NeededCode(entry, text.substr(2));
  } else {
    Refuse(entry, "the action is none of 0x…, kill, hang, +120ms, late:2s");
  }
}

// Takes what follows `mark` off the end of `text`.
std::optional<std::string_view> TakeSuffix(std::string_view& text, char mark) {
  const auto position = text.find(mark);
  if (position == std::string_view::npos) return std::nullopt;
  const std::string_view suffix = text.substr(position + 1);
  text = text.substr(0, position);
  return suffix;
}

void ReadTarget(std::string_view entry, std::string_view text, Fault& fault) {
  if (const auto moment = TakeSuffix(text, '@')) {
    if (*moment != "after") Refuse(entry, "the only moment is @after");
    fault.moment = Moment::kAfter;
  }
  if (const auto nth = TakeSuffix(text, '#')) {
    fault.nth = ParseNumber(*nth, 10);
    if (fault.nth.value_or(0) == 0) Refuse(entry, "calls are counted from #1");
  }
  if (text != "*" && std::ranges::find(kFunctions, text) == kFunctions.end()) {
    Refuse(entry, "no such function; examples are HcnCreateEndpoint and *");
  }
  fault.function = text;
}

Fault ParseFault(std::string_view entry) {
  const auto equals = entry.find('=');
  if (equals == std::string_view::npos) Refuse(entry, "no '='");
  Fault fault;
  ReadTarget(entry, entry.substr(0, equals), fault);
  ReadAction(entry, entry.substr(equals + 1), fault);
  if (fault.action == Fault::Action::kLate && fault.moment == Moment::kAfter) {
    Refuse(entry, "late takes effect afterwards by itself");
  }
  return fault;
}

}  // namespace

std::vector<Fault> ParseFaults(std::string_view text) {
  std::vector<Fault> faults;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view entry = Trimmed(text.substr(0, comma));
    if (!entry.empty()) faults.push_back(ParseFault(entry));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return faults;
}

}  // namespace hcn::simulator
