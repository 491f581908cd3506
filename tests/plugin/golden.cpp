#include "tests/plugin/golden.h"

#include <gtest/gtest.h>

#include <fstream>

#include "hcn/simulator/host.h"
#include "hcn/simulator/make_api.h"
#include "plugin/dispatch.h"
#include "tests/plugin/node.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/temporary_folder.h"

namespace plugin {

using nlohmann::json;

HcnCalls::HcnCalls(const json& conf, std::string_view args) {
  const support::TemporaryFolder folder;
  support::MemoryDisk disk;
  support::MemoryFileSystem files(disk);
  const auto log = folder.path() / "calls.log";
  hcn::simulator::Host host(folder.path() / "host");
  static_cast<void>(host.Dump());  // which makes it
  std::ofstream(folder.path() / "host" / "host.json")
      << R"({"Adapters": ["Ethernet"], "HnsVersion": {"Major": 15, "Minor": 4}})";
  const auto hcn = hcn::simulator::MakeApi(folder.path() / "host", "", log.string());
  support::FakeProcessIo io;
  io.environment = {{"CNI_COMMAND", "ADD"},
                    {"CNI_CONTAINERID", "4bf1c9"},
                    {"CNI_NETNS", std::string(kNetns)},
                    {"CNI_IFNAME", "eth0"},
                    {"CNI_ARGS", std::string(args)}};
  io.input = conf.dump();
  EXPECT_EQ(Run(io, files, [&hcn]() -> hcn::HcnApi& { return *hcn; }), 0) << io.output;
  std::ifstream lines(log);
  for (std::string line; std::getline(lines, line);) calls_.push_back(json::parse(line));
}

json HcnCalls::CallOf(std::string_view function) const {
  json found = json::object();
  for (const json& call : calls_) {
    if (call.at("function") != function) continue;
    EXPECT_TRUE(found.empty()) << function << " was called twice";
    found = call;
  }
  return found;
}

std::string HcnCalls::DocumentOf(std::string_view function) const {
  return CallOf(function).value("document", "");
}

std::string HcnCalls::IdOf(std::string_view function) const {
  return CallOf(function).value("id", "");
}

std::string Golden(const std::string& file_name) {
  std::ifstream file(std::string(PLUGIN_GOLDEN_DIR) + "/" + file_name);
  EXPECT_TRUE(file) << "no golden file " << file_name;
  return nlohmann::ordered_json::parse(file, nullptr, false).dump();
}

}  // namespace plugin
