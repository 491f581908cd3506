#pragma once

#include <string_view>

#include "hcn/simulator/store.h"

// What HNS does with namespaces (docs/simulator.md). Everything
// throws Refusal. The cost of a call does not depend on how many objects there are, but for
// EndpointsIn.
namespace hcn::simulator {

// A namespace of this id, or of a new one when it is nil; for HostDefault the one there is.
Guid CreateNamespace(const Store& store, const Guid& asked, std::string_view settings);
// Adds or removes an endpoint or a container.
void ModifyNamespace(const Store& store, const Guid& id, std::string_view settings);
// Its endpoints stay and keep its id.
void DeleteNamespace(const Store& store, const Guid& id);

// The endpoints that say they are in the namespace. Reads all there are.
[[nodiscard]] std::vector<Guid> EndpointsIn(const Store& store, const Guid& name_space);

// The stored namespace with these among its resources.
[[nodiscard]] Json WithEndpoints(Json name_space, const std::vector<Guid>& endpoints);

// Puts a container into the namespace and gives it a compartment, under the host's lock.
void AddContainer(const Store& store, const Guid& id, const std::string& container);

}  // namespace hcn::simulator
