#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "hcn/hcn_api.h"

namespace hcn::simulator {

// A Windows host's HCN in a folder: many processes share it, objects outlive them, and what real
// HCN refuses it refuses, with the same code and error record (hcn-contract section 8 is its
// specification). Each call takes effect by one atomic file operation, which is not flushed.
class Simulator final : public HcnApi {
 public:
  // The folder is made, with a physical adapter "Ethernet" and the default namespace, at the first
  // call.
  explicit Simulator(std::filesystem::path folder);

  // ... the 21 methods of HcnApi
};

// What happens to a host, and what somebody else on it does: the `simulator` commands.
class Host {
 public:
  explicit Host(std::filesystem::path folder);

  // {"networks":[…],"endpoints":[…],"namespaces":[…]}, the objects in their V2 form, sorted by id.
  [[nodiscard]] std::string Dump() const;
  // Back to a host that was never used.
  void Reset();
  // What a reboot leaves (hcn-contract 5.4).
  void Reboot();
  // What a restart of the HNS service leaves (hcn-contract 5.4).
  void RestartService();
  // What the runtime does before ADD: a Host namespace with this id.
  void AddNamespace(const Guid& id);
  // What the runtime does after ADD: a container starts in the namespace. Throws hcn::Error with
  // the code that the start fails with, when an endpoint or a policy is one that only fails then.
  void StartContainer(const Guid& name_space);
  // An object as some other program would have made it; `document` is its V2 form with an "ID" of
  // its own.
  void PlantNetwork(std::string_view document);
  void PlantEndpoint(std::string_view document);

 private:
  std::filesystem::path folder_;
};

}  // namespace hcn::simulator
