#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "hcn/error.h"
#include "hcn/hresult.h"

namespace hcn::simulator {

// The simulated service says no. The door it leaves through (Answer) adds the function's name.
class Refusal : public std::runtime_error {
 public:
  // `detail` is what HNS appends to the system's text.
  explicit Refusal(HResult code, const std::string& detail = {})
      : std::runtime_error(detail), code_(code) {}

  [[nodiscard]] HResult code() const { return code_; }

 private:
  HResult code_;
};

// The refusal of a document: 0x803b001b, with the field and the reason in HNS's double braces.
[[nodiscard]] Refusal BadJson(std::string_view field, std::string_view reason);

// {"Success":false,"Error":"… ","ErrorCode":<decimal>} (docs/simulator.md): the text ends in a
// blank, a detail follows it.
[[nodiscard]] std::string ErrorRecord(HResult code, std::string_view detail = {});

// Refusals, and trouble with the host's folder, in the words of the seam.
[[nodiscard]] Error ToError(std::string_view function, const Refusal& refusal);
[[nodiscard]] Error ToError(std::string_view function, const std::system_error& trouble);

// The one door out of the simulated service.
template <typename Work>
auto Answer(std::string_view function, Work work) {
  try {
    return work();
  } catch (const Refusal& refusal) {
    throw ToError(function, refusal);
  } catch (const std::system_error& trouble) {
    throw ToError(function, trouble);
  }
}

// Codes that only the simulated service names; hcn/hresult.h has their meaning.
inline constexpr HResult kNotImplemented = 0x80004001;
inline constexpr HResult kUnspecified = 0x80004005;
inline constexpr HResult kMappingNotSupported = 0x803b0016;
inline constexpr HResult kInvalidEndpoint = 0x803b000c;
inline constexpr HResult kInvalidPrefix = 0x803b0030;
inline constexpr HResult kInterfaceParametersAlreadyApplied = 0x803b0036;

}  // namespace hcn::simulator
