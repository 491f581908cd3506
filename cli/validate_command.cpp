#include "cli/validate_command.h"

#include <algorithm>

#include "cli/arguments.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "cli/remark_text.h"
#include "cli/validation.h"
#include "conf/text.h"
#include "plugin/request.h"

namespace cli {
namespace {

// No configuration is near that size, and where each key stands is kept in memory.
constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;

constexpr Positional kFile{"FILE", "a network configuration (.conflist, .conf); - is stdin"};

std::string ReadText(const std::string& file, const Host& host) {
  const auto text =
      file == "-"
          ? host.io.ReadInput(kMostBytes)
          : host.files.Read(std::filesystem::weakly_canonical(conf::ToPath(file)), kMostBytes);
  if (!text) throw UsageError("there is no file " + file);
  return *text;
}

std::vector<Validated> ValidateAll(const Values& values, const Host& host) {
  std::vector<std::string> files{values.at(std::string(kFile.name))};
  files.insert(files.end(), values.rest.begin(), values.rest.end());
  const conf::Defaults defaults = plugin::DefaultsOf(host.io);
  std::vector<Validated> validated;
  validated.reserve(files.size());
  for (const std::string& file : files) {
    validated.push_back(Validate(file, ReadText(file, host), defaults));
  }
  CompareSlices(validated);
  return validated;
}

}  // namespace

ExitCode RunValidate(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "validate",
      "Says all that is wrong with network configurations at once, with line and column. Looks at\n"
      "the files and at nothing else: no host and no HCN are needed. Several files are taken for\n"
      "those of one node, whose slices must not overlap. Ends with 1 when there are errors, with "
      "3\n"
      "when there are warnings only.",
      {kFile},
      {kJsonOption},
      "hcn-slice validate 10-overlay.conflist",
      kFile};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const auto validated = ValidateAll(*values, host);
  if (values->contains(kJsonOption.name)) {
    PrintJson(host, ToJson(validated));
  } else {
    host.io.WriteOutput(ToText(validated));
  }
  if (CountOf(validated, Severity::kError) > 0) return kFailed;
  return CountOf(validated, Severity::kWarning) > 0 ? kNeedsAttention : kDone;
}

}  // namespace cli
