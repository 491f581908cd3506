#include "plugin/result.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/world.h"

namespace plugin {
namespace {

using conf::SpecVersion;
using nlohmann::json;

ipam::IpAddress Ip(std::string_view text) { return ipam::IpAddress::Parse(text).value(); }
ipam::Subnet Net(std::string_view text) { return ipam::Subnet::Parse(text); }

// Dual stack, with everything that a result can hold.
Result Full() {
  Result result;
  result.interfaces.push_back({"vEthernet", "00:15:5d:00:00:01", "", {{"mtu", 1400}}});
  result.interfaces.push_back({"eth0", "00:15:5d:aa:bb:cc", "the-netns", json::object()});
  result.addresses.push_back({Ip("10.200.42.5"), 24, Ip("10.200.42.1"), 1});
  result.addresses.push_back({Ip("fd00:2::5"), 64, Ip("fd00:2::1"), 1});
  result.routes.push_back({Net("0.0.0.0/0"), Ip("10.200.42.1"), {{"mtu", 1300}}});
  result.routes.push_back({Net("::/0"), Ip("fd00:2::1")});
  result.routes.push_back({Net("10.9.0.0/16"), std::nullopt});
  result.dns = {{"10.96.0.10"}, "cluster.local", {"svc.cluster.local"}, {"ndots:5"}};
  return result;
}

json Document(const Result& result, SpecVersion version) {
  return json::parse(ToDocument(result, version));
}

const json kDns = json::parse(R"({"nameservers": ["10.96.0.10"], "domain": "cluster.local",
                                  "search": ["svc.cluster.local"], "options": ["ndots:5"]})");

// C-F-02
TEST(Result, HasTheShapeOf100And110) {
  for (const SpecVersion version : {SpecVersion::k100, SpecVersion::k110}) {
    json expected = json::parse(R"({
      "interfaces": [
        {"name": "vEthernet", "mac": "00:15:5d:00:00:01", "mtu": 1400},
        {"name": "eth0", "mac": "00:15:5d:aa:bb:cc", "sandbox": "the-netns"}],
      "ips": [
        {"address": "10.200.42.5/24", "gateway": "10.200.42.1", "interface": 1},
        {"address": "fd00:2::5/64", "gateway": "fd00:2::1", "interface": 1}],
      "routes": [
        {"dst": "0.0.0.0/0", "gw": "10.200.42.1", "mtu": 1300},
        {"dst": "::/0", "gw": "fd00:2::1"},
        {"dst": "10.9.0.0/16"}]})");
    expected["cniVersion"] = ToString(version);
    expected["dns"] = kDns;
    EXPECT_EQ(Document(Full(), version), expected);
  }
}

// C-F-03
TEST(Result, HasTheShapeOf030To040) {
  for (const SpecVersion version : {SpecVersion::k030, SpecVersion::k031, SpecVersion::k040}) {
    json expected = json::parse(R"({
      "interfaces": [
        {"name": "vEthernet", "mac": "00:15:5d:00:00:01"},
        {"name": "eth0", "mac": "00:15:5d:aa:bb:cc", "sandbox": "the-netns"}],
      "ips": [
        {"version": "4", "address": "10.200.42.5/24", "gateway": "10.200.42.1", "interface": 1},
        {"version": "6", "address": "fd00:2::5/64", "gateway": "fd00:2::1", "interface": 1}],
      "routes": [
        {"dst": "0.0.0.0/0", "gw": "10.200.42.1"},
        {"dst": "::/0", "gw": "fd00:2::1"},
        {"dst": "10.9.0.0/16"}]})");
    expected["cniVersion"] = ToString(version);
    expected["dns"] = kDns;
    EXPECT_EQ(Document(Full(), version), expected);
  }
}

// C-F-04
TEST(Result, HasTheShapeOf010And020) {
  for (const SpecVersion version : {SpecVersion::k010, SpecVersion::k020}) {
    json expected = json::parse(R"({
      "ip4": {"ip": "10.200.42.5/24", "gateway": "10.200.42.1",
              "routes": [{"dst": "0.0.0.0/0", "gw": "10.200.42.1"}, {"dst": "10.9.0.0/16"}]},
      "ip6": {"ip": "fd00:2::5/64", "gateway": "fd00:2::1",
              "routes": [{"dst": "::/0", "gw": "fd00:2::1"}]}})");
    expected["cniVersion"] = ToString(version);
    expected["dns"] = kDns;
    EXPECT_EQ(Document(Full(), version), expected);
  }
}

// C-F-04
TEST(Result, KeepsTheFirstAddressOfAFamilyIn020) {
  Result result = Full();
  result.addresses.push_back({Ip("10.200.42.6"), 24, std::nullopt, 1});
  EXPECT_EQ(Document(result, SpecVersion::k020)["ip4"]["ip"], "10.200.42.5/24");
}

// C-F-04
TEST(Result, DropsRoutesOfAFamilyWithoutAddressIn020) {
  Result result = Full();
  result.addresses.pop_back();
  const json document = Document(result, SpecVersion::k020);
  EXPECT_FALSE(document.contains("ip6"));
  EXPECT_EQ(document["ip4"]["routes"].size(), 2U);
}

// C-F-02
TEST(Result, LeavesOutWhatIsEmpty) {
  for (const std::string_view text : conf::kSupportedVersions) {
    EXPECT_EQ(Document({}, *conf::ParseSpecVersion(text)), json({{"cniVersion", text}}));
  }
  Result result;
  result.addresses.push_back({Ip("10.0.0.5"), 8, std::nullopt, std::nullopt});
  EXPECT_EQ(Document(result, SpecVersion::k110)["ips"],
            json::parse(R"([{"address": "10.0.0.5/8"}])"));
}

// C-A-04
TEST(Result, IsOneLine) {
  const std::string text = ToDocument(Full(), SpecVersion::k110);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

// C-F-10, C-N-02
TEST(Append, ShiftsTheIndexesOfWhatIsAppended) {
  Result previous;
  previous.interfaces = {{"a", "", "", {}}, {"b", "", "", {}}};
  previous.addresses = {{Ip("10.9.0.1"), 16, std::nullopt, 1},
                        {Ip("10.9.0.2"), 16, std::nullopt, std::nullopt}};
  const Result both = Append(previous, Full());
  ASSERT_EQ(both.interfaces.size(), 4U);
  EXPECT_EQ(both.interfaces[3].name, "eth0");
  ASSERT_EQ(both.addresses.size(), 4U);
  EXPECT_EQ(both.addresses[0].interface, 1U);
  EXPECT_EQ(both.addresses[1].interface, std::nullopt);
  EXPECT_EQ(both.addresses[2].interface, 3U);
  EXPECT_EQ(both.addresses[3].interface, 3U);
  EXPECT_EQ(both.routes.size(), 3U);
}

TEST(Append, LeavesAnAddressWithoutInterfaceWithoutOne) {
  Result own;
  own.addresses.push_back({Ip("10.9.0.2"), 16, std::nullopt, std::nullopt});
  EXPECT_EQ(Append(Full(), own).addresses.back().interface, std::nullopt);
}

// C-N-02
TEST(Append, KeepsTheEarlierDnsUnlessThereIsAnOwnOne) {
  Result own;
  EXPECT_EQ(Append(Full(), own).dns, Full().dns);
  own.dns.nameservers = {"1.1.1.1"};
  EXPECT_EQ(Append(Full(), own).dns, own.dns);
}

TEST(Append, ToNothingChangesNothing) {
  EXPECT_EQ(ToDocument(Append({}, Full()), SpecVersion::k110),
            ToDocument(Full(), SpecVersion::k110));
}

// C-N-01, C-N-02, C-N-09, L-09
TEST(Add, AppendsToThePreviousResultOfAChain) {
  support::World world;
  json conf = support::World::Conf();
  conf["prevResult"] = Document(Full(), SpecVersion::k110);
  const auto outcome = world.Add({.ifname = "eth1", .conf = conf});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  const json document = outcome.document();
  EXPECT_EQ(document["interfaces"].size(), 3U);
  EXPECT_EQ(document["interfaces"][2]["name"], "eth1");
  EXPECT_EQ(document["ips"][2]["interface"], 2);
  EXPECT_EQ(document["interfaces"][0], conf["prevResult"]["interfaces"][0]);
  EXPECT_EQ(document["ips"][1], conf["prevResult"]["ips"][1]);
  EXPECT_EQ(document["dns"], kDns);
}

// C-F-14
TEST(Add, GivesAnAddressOfEachFamilyInADualStackSlice) {
  support::World world;
  json conf = support::World::Conf();
  conf["slice"] = {"10.200.42.0/24", "fd00:10:200:42::/64"};
  const json document = world.Add({.conf = conf}).document();
  ASSERT_EQ(document["ips"].size(), 2U) << document;
  EXPECT_EQ(document["ips"][0]["address"], "10.200.42.2/24");
  EXPECT_EQ(document["ips"][1]["address"], "fd00:10:200:42::2/64");
  EXPECT_EQ(document["ips"][1]["interface"], 0);
  EXPECT_EQ(document["routes"][1]["dst"], "::/0");
  EXPECT_EQ(document["interfaces"].size(), 1U);
}

}  // namespace
}  // namespace plugin
