#include "cli/metrics_command.h"

#include "cli/inventory.h"
#include "cli/metrics.h"
#include "cli/named_file.h"
#include "cli/operator_session.h"
#include "conf/text.h"

namespace cli {
namespace {

constexpr Option kOutput{
    "output", "FILE", "write it there, in one step, for a textfile collector; its folder exists"};
ExitCode Metrics(plugin::Session& session, const Values& values, const Host& host) {
  const std::string text = ToPrometheus(TakeInventory(session));
  const auto output = values.find(kOutput.name);
  if (output == values.end()) {
    host.io.WriteOutput(text);
  } else {
    WriteWhole(host.files, std::filesystem::absolute(conf::ToPath(output->second)), text,
               Durable::kNo);
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
