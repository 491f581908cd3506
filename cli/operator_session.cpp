#include "cli/operator_session.h"

#include <algorithm>
#include <charconv>

#include "cli/conf_folder.h"
#include "cli/patient_hcn.h"
#include "cli/read_only_files.h"
#include "conf/conflist.h"
#include "conf/error.h"
#include "conf/json_reader.h"
#include "conf/text.h"
#include "plugin/collector.h"

namespace cli {
namespace {

using nlohmann::json;

// Until a command gives up: for a lock that another process holds, for HCN to settle.
constexpr std::chrono::minutes kPatience{2};
// Until a call into HCN is said to hang.
constexpr std::chrono::seconds kCallPatience{10};
constexpr std::chrono::seconds kMostCallPatience{600};

std::optional<json> ReadList(const Host& host, const std::filesystem::path& file) {
  const auto text = host.files.Read(file, conf::kMostBytes);
  if (!text) return std::nullopt;
  return conf::PluginInList(conf::ParseJson(*text, conf::ToUtf8(file)), conf::kOurType);
}

json ReadNamedList(const Host& host, const std::string& name) {
  auto plugin = ReadList(host, std::filesystem::absolute(conf::ToPath(name)));
  if (!plugin) throw UsageError("--conflist " + name + " names no plugin of type hcn-slice");
  return *std::move(plugin);
}

// A configuration of some other plugin may be as broken as it likes.
std::optional<json> ReadListIfRight(const Host& host, const std::filesystem::path& file) {
  try {
    return ReadList(host, file);
  } catch (const conf::Error&) {
    return std::nullopt;
  }
}

std::optional<json> FindList(const Host& host) {
  const std::filesystem::path folder = ContainerdConfFolder(host.io);
  auto names = host.files.List(folder);
  std::ranges::sort(names);
  for (const std::string& name : names) {
    if (!IsConfigurationName(name)) continue;
    if (auto plugin = ReadListIfRight(host, folder / conf::ToPath(name))) {
      return plugin;
    }
  }
  return std::nullopt;
}

json ReadConfiguration(const Host& host, const Values& values) {
  auto configuration = FindConfiguration(host, values);
  if (configuration) return *std::move(configuration);
  throw UsageError("no network configuration in " + conf::ToUtf8(ContainerdConfFolder(host.io)) +
                   " names hcn-slice; say which one with --conflist, or --state-dir");
}

plugin::Request MakeRequest(const Host& host, const Values& values, conf::Strictness strictness) {
  plugin::Request request;
  const json configuration = ReadConfiguration(host, values);
  request.conf = conf::ParseNetConf(configuration, plugin::DefaultsOf(host.io), strictness);
  if (!request.conf.ipam_type.empty()) request.input = configuration.dump();
  return request;
}

void FlushLog(plugin::Session& session) {
  plugin::Collector quiet(session.log);
  quiet.Try("write the log",
            [&] { session.log.Flush(session.files, session.locks, session.conf.log); });
}

}  // namespace

std::optional<json> FindConfiguration(const Host& host, const Values& values) {
  const auto conflist = values.find(kConflistOption.name);
  const auto state_dir = values.find(kStateDirOption.name);
  if (conflist != values.end() && state_dir != values.end()) {
    throw UsageError("--conflist and --state-dir exclude each other");
  }
  if (conflist != values.end()) return ReadNamedList(host, conflist->second);
  if (state_dir != values.end()) {
    return json{{"name", conf::kOurType}, {"stateDir", state_dir->second}};
  }
  return FindList(host);
}

std::chrono::seconds PatienceIn(const Values& values) {
  const auto given = values.find(kTimeoutOption.name);
  if (given == values.end()) return kCallPatience;
  const std::string& text = given->second;
  std::chrono::seconds::rep seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 1 ||
      seconds > kMostCallPatience.count()) {
    throw UsageError("--timeout " + text + ": a number of seconds from 1 to " +
                     std::to_string(kMostCallPatience.count()));
  }
  return std::chrono::seconds(seconds);
}

ExitCode InSession(const Host& host, const Values& values, conf::Strictness strictness,
                   const std::string& command,
                   const std::function<ExitCode(plugin::Session&)>& act) {
  plugin::Request request = MakeRequest(host, values, strictness);
  const auto hcn = host.make_hcn();
  plugin::Log log;
  log.SetLevel(request.conf.log.level);
  log.SetSubject(command);
  plugin::Phases phases(host.io);
  plugin::Session session(std::move(request), host.io, host.files, *hcn, plugin::Notes{log, phases},
                          host.io.Now() + kPatience);
  try {
    const ExitCode code = act(session);
    FlushLog(session);
    return code;
  } catch (const std::exception& error) {
    log.Error(error.what());
    FlushLog(session);
    throw;
  }
}

ExitCode Look(const Host& host, const Values& values, const std::string& command,
              const std::function<ExitCode(plugin::Session&)>& act) {
  plugin::Request request = MakeRequest(host, values, conf::Strictness::kTolerant);
  ReadOnlyFiles files(host.files);
  PatientHcn hcn(host.make_hcn(), PatienceIn(values));
  plugin::Log log;  // never flushed
  log.SetSubject(command);
  plugin::Phases phases(host.io);
  plugin::Session session(std::move(request), host.io, files, hcn, plugin::Notes{log, phases},
                          host.io.Now() + kPatience);
  const ExitCode code = act(session);
  if (hcn.has_hung()) host.io.ExitNow(code);
  return code;
}

}  // namespace cli
