#include "ipam/port_band.h"

#include <algorithm>
#include <limits>

namespace ipam {
namespace {

constexpr unsigned kLastPort = std::numeric_limits<std::uint16_t>::max();

}  // namespace

PortBand::PortBand(std::uint16_t base)
    : first_(static_cast<std::uint16_t>(base + 1U)),
      last_(static_cast<std::uint16_t>(std::min(base + unsigned{kWidth}, kLastPort))) {
  if (base == kLastPort) throw std::invalid_argument("there is no port above the base 65535");
}

std::uint16_t PortBand::Allocate(const IsFree& is_free) {
  // Wider than a port, which the one after the last may not fit.
  for (unsigned each = first_; each <= last_; ++each) {
    const auto port = static_cast<std::uint16_t>(each);
    if (IsUsed(port) || (is_free && !is_free(port))) continue;
    used_.insert(port);
    return port;
  }
  throw PortsExhausted("all ports from " + std::to_string(first_) + " to " + std::to_string(last_) +
                       " are in use");
}

}  // namespace ipam
