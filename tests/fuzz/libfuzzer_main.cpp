#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "tests/fuzz/target.h"

namespace {

// The one that the environment names. One program holds them all: it is linked once.
const fuzz::Target& Chosen() {
  const char* name = std::getenv("FUZZ_TARGET");
  for (const fuzz::Target& target : fuzz::Targets()) {
    if (name != nullptr && target.name == name) return target;
  }
  std::cerr << "FUZZ_TARGET must be one of:";
  for (const fuzz::Target& target : fuzz::Targets()) std::cerr << " " << target.name;
  std::cerr << "\n";
  std::exit(2);
}

}  // namespace

// What libFuzzer calls (https://llvm.org/docs/LibFuzzer.html). An exception that leaves it is a
// finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::Target& target = Chosen();
  const std::string input(data, data + size);
  target.run(input);
  return 0;
}
