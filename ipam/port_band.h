#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>

namespace ipam {

// Every port of the band is in use; what() says which band.
class PortsExhausted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The UDP ports for transports of single services: the 256 ports above a base, as many of them as
// there are below 65536. The base itself belongs to the node's own transport and is never given.
// Which ports are in use is told to it.
class PortBand {
 public:
  static constexpr std::uint16_t kWidth = 256;

  // Throws std::invalid_argument for base 65535, above which there is no port.
  explicit PortBand(std::uint16_t base);

  [[nodiscard]] std::uint16_t first() const { return first_; }
  [[nodiscard]] std::uint16_t last() const { return last_; }

  // Whether the host has the port free, whatever was told to the band.
  using IsFree = std::function<bool(std::uint16_t port)>;
  // The lowest port that is not in use and, where `is_free` is given, that the host has free; in
  // use from here on. Throws PortsExhausted.
  std::uint16_t Allocate(const IsFree& is_free = {});
  // False when the port was in use already. A port outside of the band may be reserved, too.
  bool Reserve(std::uint16_t port) { return used_.insert(port).second; }
  // False when the port was not in use.
  bool Release(std::uint16_t port) { return used_.erase(port) > 0; }
  [[nodiscard]] bool IsUsed(std::uint16_t port) const { return used_.contains(port); }

 private:
  std::uint16_t first_;
  std::uint16_t last_;
  std::set<std::uint16_t> used_;
};

}  // namespace ipam
