#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "ipam/subnet.h"
#include "plugin/session.h"
#include "state/record.h"

namespace plugin {

// The id of the record that keeps addresses for this name; nothing in HCN has it.
[[nodiscard]] hcn::Guid ReservedId(std::string_view name);

// Why nothing can be reserved under the name, as half a sentence; absent when it can.
[[nodiscard]] std::optional<std::string> WhyNoReservedName(std::string_view name);

// An operator's reservation: addresses for something that is no pod, one of each slice of the
// configuration, until they are released. The same name gets the same addresses back. No sweep
// takes them.
struct ReservedAddress {
  state::RecordName name;
  bool is_new = false;
};
// Durable on return. `requested` holds at most one address per slice. A full slice is swept once.
// Throws ipam::AddressRefused when a requested address cannot be given, or the name has other ones;
// Error when the slices have none left, or an IPAM plugin gives the addresses.
[[nodiscard]] ReservedAddress ReserveForOperator(
    Session& session, const std::string& name, const std::vector<ipam::AddressRequest>& requested);

// Frees what is reserved under the name, durably. The addresses that are free now; none when there
// was nothing.
std::vector<ipam::IpAddress> ReleaseReserved(Session& session, const std::string& name);

// Frees a reserved address, or one that rests and whose holder HCN does not have any more. Durable.
// All addresses of its record; none when nobody has it. Throws Error for one of a pod, which its
// DEL frees, and for one that is held still.
std::vector<ipam::IpAddress> ReleaseAddress(Session& session, const ipam::IpAddress& address);

}  // namespace plugin
