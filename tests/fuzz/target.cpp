#include "tests/fuzz/target.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace fuzz {
namespace {

constexpr auto kTargets = std::to_array<Target>({
    {"cni_args", CniArgs},
    {"error_record", ErrorRecord},
    {"hcn_answer", HcnAnswer},
    {"marker", Marker},
    {"net_conf", NetConf},
    {"prev_result", PrevResult},
    {"record", Record},
    {"simulator_document", SimulatorDocument},
    {"simulator_host", SimulatorHost},
    {"slice_file", SliceFile},
    {"stdin", Stdin},
});

bool IsUtf8(const std::string& text) {
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

// C0 and DEL, and of UTF-8 C1: U+0080 to U+009F.
bool HoldsControls(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    const unsigned next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte == 0xc2 && next < 0xa0) return true;
  }
  return false;
}

}  // namespace

std::span<const Target> Targets() { return kTargets; }

void Require(bool holds, const std::string& promise) {
  if (!holds) throw BrokenPromise(promise);
}

void RequireReadable(const std::string& line) {
  constexpr std::size_t kMost = std::size_t{16} * 1024;
  Require(!line.empty(), "a message says something");
  Require(line.size() <= kMost, "a message is not long: " + std::to_string(line.size()));
  Require(IsUtf8(line), "a message is UTF-8: " + line);
  Require(!HoldsControls(line), "a message has no control characters: " + line);
}

Split AtFirstLine(std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  return {input.substr(0, end), input.substr(std::min(end + 1, input.size()))};
}

}  // namespace fuzz
