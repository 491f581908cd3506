#include "tests/process/node.h"

#include <algorithm>
#include <fstream>

namespace process {

using nlohmann::json;
namespace fs = std::filesystem;

Node::Node() : host_(folder_.path() / "host") { fs::create_directory(folder_.path() / "calls"); }

void Node::ForgetCalls() {
  for (const auto& entry : fs::directory_iterator(folder_.path() / "calls")) {
    fs::remove(entry.path());
  }
}

fs::path Node::NewFile() { return folder_.path() / "calls" / std::to_string(++files_); }

std::string Node::ConfOf(const Call& call) const {
  json conf = {{"cniVersion", "1.1.0"},
               {"name", "overlay"},
               {"type", "hcn-slice"},
               {"slice", "10.200.42.0/24"},
               {"network", {{"type", "L2Bridge"}, {"adapter", "Ethernet"}, {"create", true}}},
               {"stateDir", (folder_.path() / "state").string()}};
  conf.update(call.more_conf.is_null() ? json::object() : call.more_conf);
  return conf.dump();
}

Child Node::Start(const Call& call) {
  std::map<std::string, std::optional<std::string>> variables{
      {"CNI_COMMAND", call.command},
      {"CNI_CONTAINERID", call.container_id},
      {"CNI_NETNS", call.netns},
      {"CNI_IFNAME", call.ifname},
      {"CNI_PATH", "/opt/cni/bin"},
      {"HCN_SIMULATOR_DIR", (folder_.path() / "host").string()},
      {"HCN_SIMULATOR_FAULTS", call.faults}};
  for (const auto& [name, value] : call.variables) variables[name] = value;
  process::Start start{.executable = call.executable,
                       .arguments = call.arguments,
                       .environment = {},
                       .folder = call.folder,
                       .input = NewFile(),
                       .output = NewFile(),
                       .error = NewFile(),
                       .in = call.in,
                       .out = call.out};
  for (const auto& [name, value] : variables) {
    if (value) start.environment.push_back(name + "=" + *value);
  }
  std::ranges::replace(start.arguments, "CONF", start.input.string());
  std::ofstream(start.input, std::ios::binary) << (call.input ? *call.input : ConfOf(call));
  return Child(std::move(start));
}

std::vector<End> Node::RunAtOnce(const std::vector<Call>& calls) {
  std::vector<Child> children;
  children.reserve(calls.size());
  for (const Call& call : calls) children.push_back(Start(call));
  std::vector<End> ends;
  ends.reserve(calls.size());
  for (Child& child : children) ends.push_back(child.Wait());
  return ends;
}

std::vector<std::string> Node::Records() const {
  std::vector<std::string> names;
  const fs::path records = folder_.path() / "state" / "records";
  if (!fs::exists(records)) return names;
  for (const auto& entry : fs::directory_iterator(records)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

json Node::Networks() const {
  std::ifstream marker(folder_.path() / "state" / "networks.json");
  return json::parse(marker)["networks"];
}

bool Node::IsClean() const {
  return CountEndpoints() == 0 && CountNamespaces() == 0 && Records().empty();
}

bool Node::IsUntouched() const {
  return IsClean() && Dump()["networks"].empty() && !fs::exists(folder_.path() / "state");
}

}  // namespace process
