#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"

namespace conf {
namespace {

using nlohmann::json;

struct Bad {
  const char* pointer;
  json value;
  Problem problem;
  const char* text;
};

void ExpectAllNamed(const std::vector<Bad>& all) {
  for (const Bad& bad : all) {
    EXPECT_THAT(ErrorOf([&] { return Strict(ConfWith(bad.pointer, bad.value)); }),
                Is(bad.problem, bad.text))
        << bad.pointer << " = " << bad.value;
  }
}

TEST(NetConf, NamesWhatIsWrongWithItsNetwork) {
  ExpectAllNamed({
      {"/network/create", "yes", Problem::kMalformed,
       "network.create must be true or false, not \"yes\""},
      {"/network/create", 1, Problem::kMalformed, "network.create must be true or false, not 1"},
      {"/network/owner", "Base", Problem::kInvalid, "network.owner must be base, shared-nat"},
      {"/network/owner", "service:", Problem::kInvalid, "network.owner must be"},
      {"/network/owner", "service:a/b", Problem::kInvalid, "network.owner must be"},
      {"/network/owner", "iso:nul", Problem::kInvalid, "network.owner must be"},
      {"/network/owner", "team:x", Problem::kInvalid, "network.owner must be"},
      {"/network/type", "bridge", Problem::kInvalid, "network.type must be one of NAT, Internal"},
      {"/network/type", "ICS", Problem::kInvalid, "not \"ICS\""},
      {"/network/id", "f2a5f4e6", Problem::kInvalid, "network.id must be a GUID"},
      {"/network/id", "{f2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11}", Problem::kInvalid, "network.id"},
      {"/network/id", "g2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11", Problem::kInvalid, "network.id"},
      {"/network/id", "f2a5f4e6+5d0b-4b35-a3a5-8d8f8b6a1c11", Problem::kInvalid, "network.id"},
      {"/network/portBase", 0, Problem::kInvalid, "network.portBase must be a whole number"},
      {"/network/portBase", 65535, Problem::kInvalid, "from 1 to 65534, not 65535"},
      {"/network/portBase", 80.0, Problem::kMalformed, "network.portBase"},
      {"/network/portBase", "51820", Problem::kMalformed, "network.portBase"},
      {"/network/name", json::array(), Problem::kMalformed, "network.name must be a string"},
      {"/network/adapter", "<adapter>", Problem::kInvalid, "network.adapter still holds the place"},
      {"/namespace", "ifmissing", Problem::kInvalid, "namespace must be one of ifMissing, join"},
      {"/namespace", true, Problem::kMalformed, "namespace must be a string"},
  });
}

TEST(NetConf, NamesWhatIsWrongWithItsPolicies) {
  ExpectAllNamed({
      {"/clusterPolicies", "some", Problem::kInvalid, "clusterPolicies must be auto, all, none or"},
      {"/clusterPolicies", {"OutBoundNAT", "acl"}, Problem::kInvalid, "clusterPolicies[1] must be"},
      {"/clusterPolicies", {5}, Problem::kMalformed, "clusterPolicies[0] must be a string, not 5"},
      {"/clusterPolicies", json::object(), Problem::kMalformed, "clusterPolicies must be a string"},
      {"/endpointPolicies", json::object(), Problem::kMalformed, "endpointPolicies must be a list"},
      {"/endpointPolicies", {"ACL"}, Problem::kMalformed, "endpointPolicies[0] must be an object"},
      {"/endpointPolicies",
       {{{"Name", "x"}}},
       Problem::kInvalid,
       "endpointPolicies[0].Type is mis"},
      {"/endpointPolicies",
       {{{"Type", ""}}},
       Problem::kInvalid,
       "endpointPolicies[0].Type is miss"},
      {"/endpointPolicies", {{{"Type", 5}}}, Problem::kMalformed, "endpointPolicies[0].Type must"},
      {"/endpointPolicies",
       {{{"Type", "ACL"}, {"Settings", "x"}}},
       Problem::kMalformed,
       "endpointPolicies[0].Settings must be an object"},
      {"/endpointPolicies",
       {{{"Type", "OutBoundNAT"},
         {"Settings", {{"Exceptions", {"10.0.0.0/8", "<service cidr>"}}}}}},
       Problem::kInvalid,
       "endpointPolicies[0].Settings.Exceptions[1] still holds the placeholder"},
      {"/loopbackDSR", "true", Problem::kMalformed, "loopbackDSR must be true or false"},
      {"/ipMasq", 1, Problem::kMalformed, "ipMasq must be true or false"},
      {"/ipMasq", "true", Problem::kMalformed, "ipMasq must be true or false"},
      {"/macPrefix", "00-15-5D", Problem::kInvalid, "macPrefix must be the first two bytes"},
      {"/macPrefix", "01-00", Problem::kInvalid, "macPrefix must be the first two bytes"},
  });
}

TEST(NetConf, NamesWhatIsWrongWithItsAddresses) {
  ExpectAllNamed({
      {"/clusterCIDRs", "10.0.0.0/8", Problem::kMalformed, "clusterCIDRs must be a list"},
      {"/clusterCIDRs", {"10.0.0.0/8", 5}, Problem::kMalformed, "clusterCIDRs[1] must be a string"},
      {"/clusterCIDRs", {""}, Problem::kInvalid, "clusterCIDRs[0]: "},
      {"/clusterCIDRs", {"10.0.0.0"}, Problem::kInvalid, "clusterCIDRs[0]: \"10.0.0.0\""},
      {"/clusterCIDRs", {nullptr}, Problem::kInvalid, "clusterCIDRs[0] is missing"},
      {"/serviceCIDRs",
       {"10.96.0.0/12", "<your service cidr>"},
       Problem::kInvalid,
       "serviceCIDRs[1] still holds the placeholder \"<your service cidr>\""},
      {"/dns/nameservers", {"10.0.0.1", "dns.local"}, Problem::kInvalid, "dns.nameservers[1] must"},
      {"/dns/nameservers", "10.0.0.1", Problem::kMalformed, "dns.nameservers must be a list"},
      {"/dns/domain", {"a"}, Problem::kMalformed, "dns.domain must be a string"},
      {"/dns/search", {1}, Problem::kMalformed, "dns.search[0] must be a string"},
      {"/dns/options", {{"a", 1}}, Problem::kMalformed, "dns.options must be a list"},
      {"/podSearch", "no", Problem::kMalformed, "podSearch must be true or false"},
      {"/args/cni/ips", "10.0.0.1", Problem::kMalformed, "args.cni.ips must be a list"},
      {"/args/cni/ips", {"10.0.0.x"}, Problem::kInvalid, "args.cni.ips[0]: "},
      {"/args/cni/ips", {"10.0.0.1", "10.0.0.2"}, Problem::kInvalid, "args.cni.ips must not ask"},
      {"/args/cni", 5, Problem::kMalformed, "args.cni must be an object"},
      {"/capabilities", json::array(), Problem::kMalformed, "capabilities must be an object"},
  });
}

TEST(NetConf, NamesWhatIsWrongWithItsPlacesAndBounds) {
  ExpectAllNamed({
      {"/stateDir", "state", Problem::kInvalid, "stateDir must be an absolute path, not \"state\""},
      {"/stateDir", "/a" + std::string(1, '\0'), Problem::kInvalid, "stateDir must not hold a NUL"},
      {"/networkMarker", "../m.json", Problem::kInvalid, "networkMarker must be an absolute path"},
      {"/networkMarkerShared", 0, Problem::kMalformed, "networkMarkerShared must be true or false"},
      {"/sliceFile", "subnet.env", Problem::kInvalid, "sliceFile must be an absolute path"},
      {"/ownerTag", "far-too-long-for-it", Problem::kInvalid,
       "ownerTag must have at most 14 bytes"},
      {"/ownerTag", "a~b", Problem::kInvalid, "ownerTag must begin with"},
      {"/log/file", "x.log", Problem::kInvalid, "log.file must be an absolute path"},
      {"/log/level", "INFO", Problem::kInvalid, "log.level must be one of trace, debug, info"},
      {"/log/level", 3, Problem::kMalformed, "log.level must be a string"},
      {"/log/maxSizeMiB", 0, Problem::kInvalid, "log.maxSizeMiB must be a whole number from 1 to"},
      {"/log/maxSizeMiB", 1.5, Problem::kMalformed, "log.maxSizeMiB"},
      {"/log/maxFiles", 101, Problem::kInvalid,
       "log.maxFiles must be a whole number from 1 to 100"},
      {"/timeouts/add", 0, Problem::kInvalid, "timeouts.add must be a whole number from 1 to 600"},
      {"/timeouts/del", 601, Problem::kInvalid,
       "timeouts.del must be a whole number from 1 to 600"},
      {"/timeouts/check", -1, Problem::kInvalid, "timeouts.check"},
      {"/timeouts/gc", "30", Problem::kMalformed, "timeouts.gc"},
      {"/timeouts/status", 5.0, Problem::kMalformed, "timeouts.status must be a whole number"},
  });
}

}  // namespace
}  // namespace conf
