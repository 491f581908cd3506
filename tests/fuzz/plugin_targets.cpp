#include <nlohmann/json.hpp>

#include "conf/error.h"
#include "conf/json_reader.h"
#include "hcn/error.h"
#include "plugin/dispatch.h"
#include "plugin/result.h"
#include "tests/fuzz/target.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"

namespace fuzz {
namespace {

using nlohmann::json;

// A host whose HNS does not run: whatever a verb would make is not made.
[[noreturn]] hcn::HcnApi& NoHcn() { throw hcn::Error("HcnOpenNetwork", hcn::kRpcCallFailed); }

void RequireAnswer(const std::string& output, int exit_code) {
  Require(exit_code == 0 || exit_code == 1, "the exit code is 0 or 1");
  if (output.empty()) return Require(exit_code == 0, "a failure has its document");
  Require(output.find('\n') == output.size() - 1, "stdout is one line");
  const json document = json::parse(output, nullptr, false);
  Require(document.is_object(), "stdout is one JSON object");
  Require(document.contains("code") == (exit_code == 1), "only a failure has a code");
  if (exit_code == 1) RequireReadable(document.value("msg", ""));
}

}  // namespace

void PrevResult(std::string_view input) {
  const auto document = Accepted<conf::Error>([&] { return conf::ParseJson(input, "prevResult"); });
  if (!document || !document->is_object()) return;
  for (const auto version :
       {conf::SpecVersion::k020, conf::SpecVersion::k040, conf::SpecVersion::k110}) {
    const auto result =
        Accepted<conf::Error>([&] { return plugin::ParsePrevResult(*document, version); });
    if (!result) continue;
    const std::string written = plugin::ToDocument(*result, version);
    const plugin::Result again = plugin::ParsePrevResult(json::parse(written), version);
    Require(plugin::ToDocument(again, version) == written, "a result is read as it was written");
    Require(plugin::ToDocument(plugin::Append(*result, {}), version) == written,
            "what a chain made stays");
  }
}

// The first line is the verb, the rest is stdin.
void Stdin(std::string_view input) {
  const auto [verb, text] = AtFirstLine(input);
  support::FakeProcessIo io;
  io.environment = {{"CNI_COMMAND", std::string(verb)},
                    {"CNI_CONTAINERID", "c1"},
                    {"CNI_NETNS", "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"},
                    {"CNI_IFNAME", "eth0"},
                    {"CNI_PATH", "/opt/cni/bin"}};
  io.input = text;
  support::MemoryDisk disk;
  support::MemoryFileSystem files(disk);
  const int exit_code = plugin::Run(io, files, NoHcn);
  RequireAnswer(io.output, exit_code);
}

}  // namespace fuzz
