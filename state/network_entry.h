#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "state/secret.h"

namespace state {

// A host-level network of HCN as the marker knows it (FORMAT.md, "Network marker").
struct NetworkEntry {
  std::string owner;  // "base", "shared-nat", "service:<name>", "iso:<name>"
  std::string kind;   // "hcn-" and the network type in lower case
  std::string name;
  hcn::Guid id;
  std::string subnet;                     // the first one
  std::vector<std::string> subnets;       // all of them; empty in an entry of another program
  std::string created_by;                 // who made it in HCN; empty for one that was found there
  std::optional<std::uint16_t> port;      // wg_port
  std::optional<Secret> private_key;      // wg_private_key
  std::optional<std::string> public_key;  // wg_public_key
  std::optional<std::string> interface_name;  // interface

  // Another program's, which writes no `subnets`.
  [[nodiscard]] bool IsForeign() const { return subnets.empty(); }

  bool operator==(const NetworkEntry&) const = default;
};

// Keeps the order of members, so that a rewrite changes only what it must.
using MarkerJson = nlohmann::ordered_json;

// What a member of the marker's list is.
struct ReadNetworkEntry {
  std::optional<NetworkEntry> network;  // absent for what is no network of HCN, or broken
  std::optional<std::uint16_t> port;    // whoever's the entry is
  bool is_foreign = false;              // it can be read, and another program wrote it
  std::vector<std::string> problems;    // what is wrong with it; never holds a key
};
// `where` opens each problem: "entry 3". An entry of another kind than "hcn-…" is another program's
// transport, which is no problem.
[[nodiscard]] ReadNetworkEntry ReadEntry(const MarkerJson& member, const std::string& where);

// Changes the members that the entry has, and takes out `subnets` and `createdBy` where it has
// none; touches no other one.
void WriteEntry(const NetworkEntry& entry, MarkerJson& member);

// Leaves of an entry what is not about the network in HCN: a transport whose private key is in it
// becomes an entry of its own, as ZLayer writes it. False when nothing is left.
[[nodiscard]] bool TakeNetworkOut(MarkerJson& member);

}  // namespace state
