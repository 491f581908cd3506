#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "conf/runtime_config.h"
#include "conf/spec_version.h"
#include "ipam/subnet.h"

namespace plugin {

// A result of ADD in the newest shape; older versions of the specification get what they can
// express. Members that this program does not make itself (a chain's earlier
// plugins do) are kept where it knows them.
struct Interface {
  std::string name;
  std::string mac;      // "00:15:5d:aa:bb:cc"
  std::string sandbox;  // CNI_NETNS, verbatim; empty for an interface of the host
  nlohmann::json extra = nlohmann::json::object();  // mtu, socketPath, pciID
};

struct Address {
  ipam::IpAddress address;
  unsigned prefix_length;
  std::optional<ipam::IpAddress> gateway;
  std::optional<std::size_t> interface;  // index into Result::interfaces
};

struct RouteTo {
  ipam::Subnet destination;
  std::optional<ipam::IpAddress> gateway;
  nlohmann::json extra = nlohmann::json::object();  // mtu, advmss, priority, table, scope
};

struct Result {
  std::vector<Interface> interfaces;
  std::vector<Address> addresses;
  std::vector<RouteTo> routes;
  conf::Dns dns;
};

// The document of a version, one line.
[[nodiscard]] std::string ToDocument(const Result& result, conf::SpecVersion version);

// A MAC address as results have it, "00:15:5d:aa:bb:cc", from HNS's "00-15-5D-AA-BB-CC".
[[nodiscard]] std::string MacInResult(std::string mac);

// Reads the result that some plugin gave, by the family of `version`; one that names a version of
// another family is refused. Throws conf::Error (kMalformed) naming the member of `what`.
[[nodiscard]] Result ParseResult(const nlohmann::json& document, conf::SpecVersion version,
                                 const std::string& what);

[[nodiscard]] Result ParsePrevResult(const nlohmann::json& document, conf::SpecVersion version);

// `own` behind `previous`, with the interface indexes moved; dns is the earlier one's unless `own`
// says something.
[[nodiscard]] Result Append(Result previous, const Result& own);

}  // namespace plugin
