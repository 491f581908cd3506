#include "cli/simulator_command.h"

#include <array>
#include <fstream>
#include <iterator>

#include "cli/arguments.h"
#include "hcn/simulator/host.h"
#include "hcn/simulator/make_api.h"

namespace cli {
namespace {

using SimulatedHost = hcn::simulator::Host;

constexpr std::size_t kMostInput = std::size_t{16} * 1024 * 1024;

SimulatedHost TheHost(plugin::ProcessIo& io) {
  return SimulatedHost(hcn::simulator::HostFolder(io.Environment("HCN_SIMULATOR_DIR")));
}

hcn::Guid ParseGuid(const std::string& text) {
  const auto id = hcn::Guid::Parse(text);
  if (!id) throw UsageError("\"" + text + "\" is no GUID");
  return *id;
}

// "-" is stdin.
std::string ReadDocument(const std::string& file, plugin::ProcessIo& io) {
  if (file == "-") return io.ReadInput(kMostInput);
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) throw std::runtime_error("cannot read " + file);
  return text;
}

ExitCode Dump(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator dump", "Prints the simulated host as JSON, objects in V2 form."};
  if (ParseArguments(usage, arguments, host.io)) host.io.WriteOutput(TheHost(host.io).Dump());
  return kDone;
}

ExitCode Reset(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator reset", "Makes the simulated host one that was never used."};
  if (ParseArguments(usage, arguments, host.io)) TheHost(host.io).Reset();
  return kDone;
}

ExitCode Reboot(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator reboot",
                       "Leaves of the simulated host what a reboot leaves of a Windows host."};
  if (ParseArguments(usage, arguments, host.io)) TheHost(host.io).Reboot();
  return kDone;
}

ExitCode RestartService(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator restart-service",
                       "Leaves of the simulated host what a restart of HNS leaves."};
  if (ParseArguments(usage, arguments, host.io)) TheHost(host.io).RestartService();
  return kDone;
}

ExitCode AddNamespace(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator add-namespace",
                       "Makes a namespace, as a runtime does before ADD.",
                       {{"GUID", "its id, with or without braces"}}};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (values) TheHost(host.io).AddNamespace(ParseGuid(values->at("GUID")));
  return kDone;
}

ExitCode StartContainer(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator start-container",
                       "Starts a container in a namespace, as a runtime does after ADD.",
                       {{"GUID", "the namespace's id, with or without braces"}}};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (values) TheHost(host.io).StartContainer(ParseGuid(values->at("GUID")));
  return kDone;
}

ExitCode Plant(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"simulator plant",
                       "Makes an object as some other program would have made it.",
                       {{"KIND", "endpoint or network"},
                        {"FILE", "its V2 document with an ID of its own; - is stdin"}}};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const std::string& kind = values->at("KIND");
  if (kind == "endpoint") {
    TheHost(host.io).PlantEndpoint(ReadDocument(values->at("FILE"), host.io));
  } else if (kind == "network") {
    TheHost(host.io).PlantNetwork(ReadDocument(values->at("FILE"), host.io));
  } else {
    throw UsageError("simulator plant: \"" + kind + "\" is neither endpoint nor network");
  }
  return kDone;
}

constexpr auto kCommands = std::to_array<Command>({
    {"dump", "", "print the host as JSON", Dump},
    {"reset", "", "back to a host that was never used", Reset},
    {"reboot", "", "what a reboot leaves", Reboot},
    {"restart-service", "", "what a restart of HNS leaves", RestartService},
    {"add-namespace", "GUID", "a namespace, as a runtime makes it", AddNamespace},
    {"start-container", "GUID", "a container starts in a namespace", StartContainer},
    {"plant", "endpoint|network FILE", "an object of somebody else", Plant},
});

}  // namespace

ExitCode RunSimulator(const std::vector<std::string>& arguments, const Host& host) {
  return RunOneOf(kCommands,
                  "hcn-slice simulator COMMAND\n\n"
                  "The host is in the folder HCN_SIMULATOR_DIR, by default /var/lib/hcn-simulator.",
                  arguments, host);
}

}  // namespace cli
