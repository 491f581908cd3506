// What 64 pods at once are measured against: a process that makes one call.
// endpoint_maker NETWORK ENDPOINT ADDRESS; HCN_SIMULATOR_DIR and HCN_SIMULATOR_FAULTS as for
// hcn-slice.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "hcn/simulator/make_api.h"

namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Settings(const std::string& network, const std::string& address) {
  return R"({"SchemaVersion":{"Major":2,"Minor":0},"HostComputeNetwork":")" + network +
         R"(","IpConfigurations":[{"IpAddress":")" + address + R"(","PrefixLength":16}]})";
}

void Make(const char* network, const char* endpoint, const char* address) {
  const auto api =
      hcn::simulator::MakeApi(hcn::simulator::HostFolder(Variable("HCN_SIMULATOR_DIR")),
                              Variable("HCN_SIMULATOR_FAULTS"), "");
  const auto handle = api->OpenNetwork(hcn::Guid::Parse(network).value());
  api->CreateEndpoint(handle, hcn::Guid::Parse(endpoint).value(), Settings(network, address));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  try {
    Make(argv[1], argv[2], argv[3]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "endpoint_maker: %s\n", error.what());
    return 1;
  }
}
