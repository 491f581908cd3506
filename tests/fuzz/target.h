#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

// What comes from outside, thrown at what reads it. Each target is a function of one input that
// throws when the product breaks a promise: libFuzzer calls it (libfuzzer_main.cpp, `make fuzz`),
// and so does a test with everything in corpus/ (corpus_test.cpp).
namespace fuzz {

struct Target {
  std::string_view name;  // of its folder in corpus/
  void (*run)(std::string_view input);
};

// Every target there is.
[[nodiscard]] std::span<const Target> Targets();

// Nothing in the product throws this or catches it.
class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// Throws BrokenPromise unless it `holds`.
void Require(bool holds, const std::string& promise);

// A line that people read in a terminal: UTF-8 of bounded length without control characters, which
// a terminal might obey.
void RequireReadable(const std::string& line);

// What `work` gives; absent where it refuses the input in its own room's words. Any other exception
// goes on to whoever runs the target: it is a finding.
template <typename Refusal, typename Work>
[[nodiscard]] auto Accepted(Work work) -> std::optional<decltype(work())> {
  try {
    return work();
  } catch (const Refusal& refusal) {
    RequireReadable(refusal.what());
    return std::nullopt;
  }
}

// The first line of the input, and what follows it.
struct Split {
  std::string_view line;
  std::string_view rest;
};
[[nodiscard]] Split AtFirstLine(std::string_view input);

// One for each kind of input.
void CniArgs(std::string_view input);
void ErrorRecord(std::string_view input);
void HcnAnswer(std::string_view input);
void Marker(std::string_view input);
void NetConf(std::string_view input);
void PrevResult(std::string_view input);
void Record(std::string_view input);
void SimulatorDocument(std::string_view input);
void SimulatorHost(std::string_view input);
void SliceFile(std::string_view input);
void Stdin(std::string_view input);

}  // namespace fuzz
