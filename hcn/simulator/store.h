#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "hcn/simulator/claims.h"
#include "hcn/simulator/files.h"
#include "hcn/simulator/json.h"
#include "hcn/simulator/policy_rules.h"

namespace hcn::simulator {

// All networks, all endpoints or all namespaces: a folder with one file <id>.json each, the object
// in its V2 form. Reading needs no lock; writing and removing take effect at once and are done
// under the host's lock.
class Collection {
 public:
  Collection(std::filesystem::path folder, std::filesystem::path scratch);

  [[nodiscard]] bool Has(const Guid& id) const;
  // Throws Refusal (0x803b001b) when the file cannot be understood.
  [[nodiscard]] std::optional<Json> Read(const Guid& id) const;
  // Sorted. The only method whose cost grows with the number of objects.
  [[nodiscard]] std::vector<Guid> Ids() const;
  void Put(const Guid& id, const Json& object) const;
  // False when it was not there.
  bool Remove(const Guid& id) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::filesystem::path FileOf(const Guid& id) const;

  std::filesystem::path folder_;
  std::filesystem::path scratch_;
};

// The singleton that HNS answers with to every creation of a HostDefault namespace
// (docs/simulator.md).
[[nodiscard]] Guid DefaultNamespaceId();

// The simulated host's folder:
//   networks/ endpoints/ namespaces/   the objects
//   claims/<network id>/               what their endpoints hold
//   host.json                          {"Adapters":[…],"HnsVersion":{"Major":…,"Minor":…}}: the
//                                      physical adapters, and what HNSCall answers; written last
//   lock                               of all calls that change something
class Store {
 public:
  explicit Store(const std::filesystem::path& folder);

  // Makes the host unless it is there.
  void Prepare() const;
  // Takes away all that Prepare and the calls made, but the lock, and prepares it again.
  void Reset() const;

  [[nodiscard]] FileLock Lock() const { return FileLock(lock_); }
  [[nodiscard]] Claims ClaimsOf(const Guid& network) const;
  [[nodiscard]] std::vector<std::string> Adapters() const;
  // {"Major":…,"Minor":…}; where host.json has none, that of Windows Server 2022.
  [[nodiscard]] Json HnsVersion() const;

  const Collection networks;
  const Collection endpoints;
  const Collection namespaces;

 private:
  void MakeHost() const;

  std::filesystem::path folder_;
  std::filesystem::path claims_;
  std::filesystem::path host_;
  std::filesystem::path lock_;
};

// What an endpoint's document holds of its network, by the names of Claims: "ip-10.0.0.5",
// "port-6-8080", "mac-00-15-5D-00-00-05".
[[nodiscard]] std::vector<std::string> ThingsOf(const Json& endpoint);
[[nodiscard]] std::string ThingOf(const HostPort& port);

}  // namespace hcn::simulator
