#include "cli/metrics_command.h"

#include "cli/inventory.h"
#include "cli/metrics.h"
#include "cli/operator_session.h"
#include "conf/text.h"
#include "hcn/guid.h"

namespace cli {
namespace {

constexpr Option kOutput{
    "output", "FILE", "write it there, in one step, for a textfile collector; its folder exists"};
// Collectors read what ends in .prom.
constexpr std::string_view kTemporaryMark = ".tmp-";

// What a writer that was killed left, or else what another one is about to put in place, which then
// fails: half of a file is never read.
void RemoveStrays(state::FileSystem& files, const std::filesystem::path& file) {
  const std::string prefix = conf::ToUtf8(file.filename()) + std::string(kTemporaryMark);
  for (const std::string& name : files.List(file.parent_path())) {
    if (name.starts_with(prefix)) files.Remove(file.parent_path() / conf::ToPath(name));
  }
}

void Replace(const Host& host, const std::filesystem::path& file, const std::string& content) {
  RemoveStrays(host.files, file);
  auto temporary = file;
  temporary += std::string(kTemporaryMark) + hcn::Guid::Random().ToString();
  try {
    host.files.WriteUnflushed(temporary, content);
    host.files.Rename(temporary, file);
  } catch (const state::FileError&) {
    RemoveStrays(host.files, file);
    throw;
  }
}

ExitCode Metrics(plugin::Session& session, const Values& values, const Host& host) {
  const std::string text = ToPrometheus(TakeInventory(session));
  const auto output = values.find(kOutput.name);
  if (output == values.end()) {
    host.io.WriteOutput(text);
  } else {
    Replace(host, std::filesystem::absolute(conf::ToPath(output->second)), text);
  }
  return kDone;
}

}  // namespace

ExitCode RunMetrics(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "metrics",
      "Prints what can be counted of this node at this moment, in the text format of Prometheus.\n"
      "What needs attention is in the numbers, and not in the exit code.",
      {},
      {kOutput, kConflistOption, kStateDirOption, kTimeoutOption},
      R"(hcn-slice metrics --output C:\metrics\hcn-slice.prom)"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return Look(host, *values, "metrics",
              [&](plugin::Session& session) { return Metrics(session, *values, host); });
}

}  // namespace cli
