#pragma once

#include <string_view>

#include "hcn/simulator/store.h"

// What HNS does with networks (docs/simulator.md). Everything
// throws Refusal.
namespace hcn::simulator {

// A network of this id, or of a new one when it is nil. `settings` is its V1 or V2 document.
Guid CreateNetwork(const Store& store, const Guid& id, std::string_view settings);
// The same for a normalised V2 document.
Guid CreateNetworkAs(const Store& store, const Guid& asked, Json network);
void ModifyNetwork(const Store& store, const Guid& id, std::string_view settings);
// With all its endpoints.
void DeleteNetwork(const Store& store, const Guid& id);

// The types that take a physical adapter and outlive a reboot.
[[nodiscard]] bool IsExternal(std::string_view type);

}  // namespace hcn::simulator
