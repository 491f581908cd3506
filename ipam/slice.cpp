#include "ipam/slice.h"

#include <algorithm>
#include <limits>

namespace ipam {
namespace {

void MustBeInside(const Subnet& subnet, const IpAddress& address, std::string_view what) {
  if (subnet.Contains(address)) return;
  throw Error("the " + std::string(what) + " " + address.ToString() + " is not in " +
              subnet.ToString());
}

IpAddress LastHost(const Subnet& subnet) {
  const auto broadcast = subnet.Broadcast();
  return broadcast ? broadcast->Previous().value() : subnet.last();
}

// The addresses of a subnet that stand for all of it: none in a subnet that is all hosts.
bool IsNetworkAddress(const Subnet& subnet, const IpAddress& address) {
  return address == subnet.first() && subnet.FirstHost() != subnet.first();
}

void CheckGateway(const Subnet& subnet, const IpAddress& gateway) {
  MustBeInside(subnet, gateway, "gateway");
  const bool network = subnet.family() == Family::kIpv4 && IsNetworkAddress(subnet, gateway);
  if (!network && subnet.Broadcast() != gateway) return;
  throw Error("the gateway " + gateway.ToString() + " is the " +
              (network ? "network" : "broadcast") + " address of " + subnet.ToString());
}

}  // namespace

Slice::Slice(const SliceSpec& spec)
    : subnet_(spec.subnet),
      gateway_(spec.gateway.value_or(subnet_.FirstHost())),
      range_start_(spec.range_start.value_or(subnet_.FirstHost())),
      range_end_(spec.range_end.value_or(LastHost(subnet_))),
      reserved_(spec.reserved) {
  CheckGateway(subnet_, gateway_);
  MustBeInside(subnet_, range_start_, "range start");
  MustBeInside(subnet_, range_end_, "range end");
  for (const IpAddress& address : reserved_) MustBeInside(subnet_, address, "reserved address");
  if (range_end_ < range_start_) {
    throw Error("the range start " + range_start_.ToString() + " is after the range end " +
                range_end_.ToString());
  }
  std::sort(reserved_.begin(), reserved_.end());

  withheld_ = reserved_;
  withheld_.insert(withheld_.end(), {subnet_.first(), subnet_.last(), gateway_});
  std::erase_if(withheld_, [this](const IpAddress& address) { return !WhyNever(address); });
  std::erase_if(withheld_, [this](const IpAddress& address) {
    return address < range_start_ || range_end_ < address;
  });
  std::sort(withheld_.begin(), withheld_.end());
  withheld_.erase(std::unique(withheld_.begin(), withheld_.end()), withheld_.end());
  if (Capacity() == 0) throw Error(subnet_.ToString() + " has no address left to hand out");
}

std::optional<std::string> Slice::WhyNever(const IpAddress& address) const {
  const auto is = [this](std::string_view what) {
    return "is " + std::string(what) + " of " + subnet_.ToString();
  };
  if (!subnet_.Contains(address)) return "is not in " + subnet_.ToString();
  if (address == gateway_) return is("the gateway");
  if (IsNetworkAddress(subnet_, address)) return is("the network address");
  if (address == subnet_.Broadcast()) return is("the broadcast address");
  if (std::binary_search(reserved_.begin(), reserved_.end(), address)) {
    return is("a reserved address");
  }
  if (address < range_start_ || range_end_ < address) {
    return "is outside of the range " + range_start_.ToString() + " to " + range_end_.ToString();
  }
  return std::nullopt;
}

bool Slice::MayHandOut(const IpAddress& address) const {
  return range_start_ <= address && address <= range_end_ &&
         !std::binary_search(withheld_.begin(), withheld_.end(), address);
}

std::uint64_t Slice::Capacity() const {
  const std::uint64_t steps = range_start_.DistanceTo(range_end_);
  if (!withheld_.empty()) return steps - (withheld_.size() - 1);
  return steps == std::numeric_limits<std::uint64_t>::max() ? steps : steps + 1;
}

}  // namespace ipam
