#include "cli/reserve_command.h"

#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "plugin/reserved_address.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr Positional kName{"NAME", "what it is for; letters, digits, '_', '.' and '-'"};
constexpr Positional kNameOrAddress{"NAME", "what it was reserved for, or the address"};
constexpr Option kIp{"ip", "ADDRESS", "this one; one of each family with a comma between"};

std::vector<ipam::AddressRequest> RequestedIn(const Values& values) {
  std::vector<ipam::AddressRequest> requested;
  const auto given = values.find(kIp.name);
  if (given == values.end()) return requested;
  std::string_view rest = given->second;
  for (;;) {
    const std::size_t comma = rest.find(',');
    const auto text = rest.substr(0, comma);
    const auto address = ipam::IpAddress::Parse(text);
    if (!address) throw UsageError("--ip: \"" + std::string(text) + "\" is no address");
    requested.push_back({*address, {}});
    if (comma == std::string_view::npos) return requested;
    rest.remove_prefix(comma + 1);
  }
}

ordered_json TextsOf(const std::vector<ipam::IpAddress>& addresses) {
  ordered_json texts = ordered_json::array();
  for (const ipam::IpAddress& address : addresses) texts.push_back(address.ToString());
  return texts;
}

std::string LinesOf(const std::vector<ipam::IpAddress>& addresses) {
  std::string text;
  for (const ipam::IpAddress& address : addresses) text += address.ToString() + "\n";
  return text;
}

ExitCode Reserve(plugin::Session& session, const Values& values, const Host& host) {
  const std::string& name = values.at(std::string(kName.name));
  if (const auto why = plugin::WhyNoReservedName(name)) {
    throw UsageError("reserve: the name " + *why);
  }
  plugin::ReadSliceFile(session.request.conf, session.files);
  const auto reserved = plugin::ReserveForOperator(session, name, RequestedIn(values));
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, {{"name", name},
                     {"addresses", TextsOf(reserved.name.addresses)},
                     {"isNew", reserved.is_new}});
  } else {
    host.io.WriteOutput(LinesOf(reserved.name.addresses));
  }
  return kDone;
}

ExitCode Release(plugin::Session& session, const Values& values, const Host& host) {
  const std::string& name = values.at(std::string(kNameOrAddress.name));
  const auto address = ipam::IpAddress::Parse(name);
  const auto released =
      address ? plugin::ReleaseAddress(session, *address) : plugin::ReleaseReserved(session, name);
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, {{"name", name}, {"released", TextsOf(released)}});
  } else {
    host.io.WriteOutput(released.empty() ? "nothing is reserved for " + name + "\n"
                                         : LinesOf(released));
  }
  return kDone;
}

}  // namespace

ExitCode RunReserve(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "reserve",
      "Keeps an address of the slice for something that is no pod, such as the source VIP of\n"
      "kube-proxy, and prints it, one of each family. The same name gets the same address again.",
      {kName},
      {kIp, kConflistOption, kJsonOption},
      "hcn-slice reserve kube-proxy"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return InSession(host, *values, conf::Strictness::kStrict, "reserve",
                   [&](plugin::Session& session) { return Reserve(session, *values, host); });
}

ExitCode RunRelease(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "release",
      "Gives up what `reserve` keeps, and prints it. An address that rests can be given up, too,\n"
      "once HCN does not have its holder any more.",
      {kNameOrAddress},
      {kConflistOption, kStateDirOption, kJsonOption},
      "hcn-slice release kube-proxy"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return InSession(host, *values, conf::Strictness::kTolerant, "release",
                   [&](plugin::Session& session) { return Release(session, *values, host); });
}

}  // namespace cli
