#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "hcn/guid.h"
#include "hcn/simulator/store.h"

namespace hcn::simulator {

// What happens to a simulated host, and what somebody else on it does: the `simulator` commands.
// Everything throws hcn::Error with the function that a Windows program would have called.
class Host {
 public:
  explicit Host(const std::filesystem::path& folder);

  // {"networks":[…],"endpoints":[…],"namespaces":[…]}, the objects in their V2 form, sorted by id.
  [[nodiscard]] std::string Dump() const;
  // Back to a host that was never used. Nothing else in the folder is touched.
  void Reset();
  // What a reboot leaves (docs/simulator.md): the external networks that are not marked
  // EnableNonPersistent (flag 8) and those marked EnablePersistent (16), with their endpoints,
  // whose namespaces are gone; of the namespaces only the default one.
  void Reboot();
  // What a restart of the HNS service leaves (docs/simulator.md): the same networks, no endpoint,
  // and all namespaces.
  void RestartService();
  // What the runtime does before ADD: a Host namespace with this id.
  void AddNamespace(const Guid& id);
  // What the runtime does after ADD: a container starts in the namespace, which gets its
  // compartment. Fails as the start of a real one does when a policy is one that fails only then:
  // 0x803b002e for a CIDR that is none in SDNRoute or OutBoundNAT, 0x80070057 for OutBoundNAT or a
  // Switch ACL on a Transparent network.
  void StartContainer(const Guid& name_space);
  // An object as some other program would have made it; `document` is its V2 form with an "ID" of
  // its own, an endpoint's also with its HostComputeNetwork. An endpoint may say which namespace it
  // is in, and that one need not exist.
  void PlantNetwork(std::string_view document);
  void PlantEndpoint(std::string_view document);

 private:
  Store store_;
};

}  // namespace hcn::simulator
