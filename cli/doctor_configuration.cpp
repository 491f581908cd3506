#include "cli/doctor_configuration.h"

#include <optional>

#include "cli/conf_folder.h"
#include "cli/operator_session.h"
#include "conf/error.h"
#include "plugin/error.h"
#include "plugin/request.h"

namespace cli {
namespace {

using nlohmann::json;

// Of what could not be read nothing is known but the defaults.
const json& Nothing() {
  static const json kNothing{{"name", "hcn-slice"}, {"type", "hcn-slice"}};
  return kNothing;
}

// False where `act` throws: then there is something to be found.
template <typename Act>
bool Succeeds(Configuration& configuration, std::string_view id, const Act& act) {
  const auto add = [&](const std::exception& error) {
    configuration.findings.push_back(Found(id, error.what()));
    return false;
  };
  try {
    act();
    return true;
  } catch (const conf::Error& error) {
    return add(error);
  } catch (const state::FileError& error) {
    return add(error);
  } catch (const plugin::Error& error) {
    return add(error);
  }
}

// Then CheckConflists says what is wrong with the file.
bool IsSeenByContainerd(const Values& values) {
  const auto named = values.find(kConflistOption.name);
  return named != values.end() && IsConfigurationName(named->second);
}

}  // namespace

Configuration ReadAsFarAsRight(const Host& host, const Values& values) {
  const auto defaults = plugin::DefaultsOf(host.io);
  constexpr auto kStrict = conf::Strictness::kStrict;
  constexpr auto kTolerant = conf::Strictness::kTolerant;
  Configuration configuration{conf::ParseNetConf(Nothing(), defaults, kTolerant)};
  std::optional<json> document;
  Configuration unread;
  if (!Succeeds(unread, "configuration-invalid",
                [&] { document = FindConfiguration(host, values); })) {
    if (!IsSeenByContainerd(values)) configuration.findings = unread.findings;
    return configuration;
  }
  if (!document) return configuration;
  const auto read = [&](conf::Strictness strictness) {
    return Succeeds(configuration, "configuration-invalid", [&] {
      configuration.conf = conf::ParseNetConf(*document, defaults, strictness);
    });
  };
  // A state folder alone is no configuration.
  if (values.contains(kStateDirOption.name)) {
    read(kTolerant);
    return configuration;
  }
  configuration.is_right = read(kStrict) && Succeeds(configuration, "slice-file-unusable", [&] {
                             plugin::ReadSliceFile(configuration.conf, host.files);
                           });
  if (configuration.findings.empty()) return configuration;
  // What is wrong has been said.
  Configuration rest;
  if (Succeeds(rest, "configuration-invalid",
               [&] { rest.conf = conf::ParseNetConf(*document, defaults, kTolerant); })) {
    configuration.conf = rest.conf;
  }
  return configuration;
}

}  // namespace cli
