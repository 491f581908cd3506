#include <algorithm>
#include <set>

#include "tests/hcn_simulator/host_fixture.h"
#include "tests/hcn_simulator/processes.h"

namespace hcn::simulator {
namespace {

constexpr int kProcesses = 16;
constexpr int kRefused = 1;

class ManyProcesses : public HostTest {
 protected:
  // How `work` ended in a process of its own: 0, or kRefused when it was refused with `code`.
  int Try(const std::function<void(HcnApi&)>& work, HResult code) {
    Simulator own(folder_.path());
    try {
      work(own);
    } catch (const Error& error) {
      if (error.code() == code) return kRefused;
      throw;
    }
    return 0;
  }

  static void ExpectOneWinner(const std::vector<int>& codes) {
    EXPECT_EQ(std::ranges::count(codes, 0), 1);
    EXPECT_EQ(std::ranges::count(codes, kRefused), kProcesses - 1);
  }
};

TEST_F(ManyProcesses, GetAnAddressOnce) {
  const Guid network = MakeNetwork();
  const std::string document = Endpoint(Addresses({"10.0.0.9"})).dump();
  ExpectOneWinner(RunTogether(kProcesses, [&](int) {
    return Try([&](HcnApi& own) { own.CreateEndpoint(own.OpenNetwork(network), {}, document); },
               0x803b002f);
  }));
  EXPECT_EQ(Dump().at("endpoints").size(), 1U);
}

TEST_F(ManyProcesses, GetAnEndpointIdOnce) {
  const Guid network = MakeNetwork();
  const std::string document = Endpoint().dump();
  ExpectOneWinner(RunTogether(kProcesses, [&](int) {
    return Try(
        [&](HcnApi& own) { own.CreateEndpoint(own.OpenNetwork(network), kEndpointId, document); },
        0x80071392);
  }));
}

TEST_F(ManyProcesses, GetAHostPortOnce) {
  const Guid network = MakeNetwork();
  const std::string document = Endpoint(PortMapping(80, 8080)).dump();
  ExpectOneWinner(RunTogether(kProcesses, [&](int) {
    return Try([&](HcnApi& own) { own.CreateEndpoint(own.OpenNetwork(network), {}, document); },
               0x803b0013);
  }));
}

TEST_F(ManyProcesses, GetANetworkNameOnceOnAHostThatNobodyHasUsed) {
  ExpectOneWinner(RunTogether(kProcesses, [&](int) {
    return Try([&](HcnApi& own) { own.CreateNetwork(Guid(), Network().dump()); }, 0x803b0010);
  }));
  EXPECT_EQ(Dump().at("namespaces").size(), 1U);
}

TEST_F(ManyProcesses, AttachAnEndpointOnce) {
  MakeEndpoint(json::object(), kEndpointId);
  MakeNamespace();
  const json request = {{"ResourceType", "Endpoint"},
                        {"RequestType", "Add"},
                        {"Settings", {{"EndpointId", kEndpointId.ToString()}}}};
  ExpectOneWinner(RunTogether(kProcesses, [&](int) {
    return Try(
        [&](HcnApi& own) { own.ModifyNamespace(own.OpenNamespace(kNamespaceId), request.dump()); },
        0x803b002b);
  }));
}

TEST_F(ManyProcesses, GetDistinctAddressesAndMacs) {
  const Guid network = MakeNetwork();
  const auto codes = RunTogether(kProcesses, [&](int) {
    return Try(
        [&](HcnApi& own) {
          own.CreateEndpoint(own.OpenNetwork(network), Guid(), Endpoint().dump());
        },
        0x803b002f);
  });
  EXPECT_THAT(codes, testing::Each(0));
  std::set<std::string> addresses;
  std::set<std::string> macs;
  const json host = Dump();
  for (const json& endpoint : host.at("endpoints")) {
    addresses.insert(endpoint.at("IpConfigurations").at(0).at("IpAddress"));
    macs.insert(endpoint.at("MacAddress"));
  }
  EXPECT_EQ(addresses.size(), static_cast<std::size_t>(kProcesses));
  EXPECT_EQ(macs.size(), static_cast<std::size_t>(kProcesses));
}

TEST_F(ManyProcesses, WorkSideBySideWithAndWithoutEachOther) {
  const Guid network = MakeNetwork();
  const auto codes = RunTogether(kProcesses, [&](int) {
    return Try(
        [&](HcnApi& own) {
          for (int round = 0; round < 20; ++round) {
            const Guid id = Guid::Random();
            own.CreateEndpoint(own.OpenNetwork(network), id, Endpoint().dump());
            (void)own.QueryEndpointProperties(own.OpenEndpoint(id), kV2);
            (void)own.EnumerateEndpoints(R"({"Filter":"{\"Name\":\"endpoint\"}"})");
            own.DeleteEndpoint(id);
          }
        },
        0);
  });
  EXPECT_THAT(codes, testing::Each(0));
  EXPECT_THAT(Dump().at("endpoints"), IsEmpty());
}

}  // namespace
}  // namespace hcn::simulator
