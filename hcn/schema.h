#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "hcn/policy.h"

// HCN's documents as types, field for field as in Microsoft's schema:
// https://learn.microsoft.com/virtualization/api/hcn/hns_schema
// Reading is lenient: unknown members are skipped, absent and null ones keep their default, `Type`
// left out is the first of its enumeration (HCN leaves out what is zero, empty or first), names of
// members are taken in any case, ids also in braces. Writing leaves out what is empty, so that HCN
// applies its default; GUIDs are bare and lower-case, enumerations are words.
namespace hcn {

// HostComputeNetwork.Type. HCN leaves out the first one, NAT.
enum class NetworkType {
  kNat,
  kIcs,
  kTransparent,
  kL2Bridge,
  kL2Tunnel,
  kOverlay,
  kPrivate,
  kInternal,
  kMirrored,
  kInfiniband,
  kConstrainedIcs,
  kUnknown,  // a type newer than this program; never written
};

// "L2Bridge" and so on, "Unknown" for kUnknown. Reading takes any case; no text is kUnknown.
[[nodiscard]] std::string ToString(NetworkType type);
[[nodiscard]] std::optional<NetworkType> ParseNetworkType(std::string_view text);

// HostComputeNamespace.Type. HCN leaves out the first one, Host: a compartment of its own.
enum class NamespaceType {
  kHost,
  kHostDefault,
  kGuest,
  kGuestDefault,
  kUnknown,  // never written
};

struct Route {
  std::string next_hop;
  std::string destination_prefix;
  std::uint16_t metric = 0;

  bool operator==(const Route&) const = default;
};

// The gateway of a subnet is the next hop of its 0.0.0.0/0 or ::/0 route.
struct Subnet {
  std::string ip_address_prefix;
  std::vector<Route> routes;
};

struct Ipam {
  std::vector<Subnet> subnets;
};

struct Dns {
  std::string domain;
  std::vector<std::string> search;
  std::vector<std::string> server_list;
  std::vector<std::string> options;

  [[nodiscard]] bool empty() const;
  bool operator==(const Dns&) const = default;
};

struct HostComputeNetwork {
  Guid id;
  std::string name;
  NetworkType type = NetworkType::kNat;
  std::vector<Ipam> ipams;
  std::vector<Policy> policies;
  std::uint32_t flags = 0;
};

struct IpConfig {
  std::string ip_address;
  std::uint8_t prefix_length = 0;

  bool operator==(const IpConfig&) const = default;
};

struct HostComputeEndpoint {
  Guid id;
  std::string name;
  Guid host_compute_network;
  Guid host_compute_namespace;  // what HCN answers; nil when in none. Never sent.
  std::vector<IpConfig> ip_configurations;
  std::string mac_address;  // upper hex with '-', empty to let HCN choose
  std::vector<Route> routes;
  Dns dns;
  std::vector<Policy> policies;
  std::uint32_t flags = 0;  // 1 = RemoteEndpoint
};

struct HostComputeNamespace {
  Guid id;
  NamespaceType type = NamespaceType::kHost;
  std::string owner;
  std::vector<Guid> endpoints;
  std::vector<std::string> containers;
};

enum class RequestType { kAdd, kRemove };

// Documents to send, on one line. Every one says SchemaVersion 2.0 (HNS 17763), because HCN takes a
// document without it for a V1 one. The id is not in them: it is a parameter of the Create call. An
// endpoint always names its network, a subnet always shows its routes. They throw
// std::invalid_argument when asked to write kUnknown.
[[nodiscard]] std::string ToDocument(const HostComputeNetwork& network);
[[nodiscard]] std::string ToDocument(const HostComputeEndpoint& endpoint);
[[nodiscard]] std::string ToDocument(const HostComputeNamespace& name_space);
// ModifyNamespaceSettingRequest for one endpoint; its schema has no SchemaVersion.
[[nodiscard]] std::string NamespaceEndpointRequest(RequestType request, const Guid& endpoint);

// Documents received in their V2 form. They throw hcn::AnswerError, one line that names the
// document, the member where there is one, and the start of the text, when the text is not such a
// document: no JSON object, or a known member of another kind.
[[nodiscard]] HostComputeNetwork ParseNetwork(std::string_view text);
[[nodiscard]] HostComputeEndpoint ParseEndpoint(std::string_view text);
[[nodiscard]] HostComputeNamespace ParseNamespace(std::string_view text);
// The answer of an enumeration: a JSON array of GUIDs; nothing, "" and "null" are an empty one.
[[nodiscard]] std::vector<Guid> ParseGuids(std::string_view text);

// One member that an object has to have, in an enumeration: HCN compares the V1 form of its objects
// for equality ("ID", "Name", an endpoint's "VirtualNetwork"; "HostComputeNetwork" matches nothing:
// hcsshim, hcn/hcnendpoint.go).
struct Filter {
  std::string member;
  std::string value;
};
// HostComputeQuery. Always with SchemaVersion 2.0, or HCN answers in V1.
[[nodiscard]] std::string ToQuery(const std::optional<Filter>& filter = {});

}  // namespace hcn
