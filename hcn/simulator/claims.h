#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "hcn/guid.h"

namespace hcn::simulator {

// What endpoints hold of one network: addresses, host ports, MAC addresses. One file per thing,
// named after it, holding the endpoint's id. A claim is only a hint where to look: it counts when
// its endpoint exists and holds the thing, so that a call that was killed half-way leaves no harm.
// All uses are under the host's lock.
class Claims {
 public:
  // Says whether the endpoint exists and holds the thing.
  using Holds = std::function<bool(const Guid& endpoint, std::string_view thing)>;

  Claims(std::filesystem::path folder, Holds holds);

  // The network is new: whatever a dead one of its id left behind goes.
  void Begin() const;
  // The endpoint that holds the thing.
  [[nodiscard]] std::optional<Guid> Holder(std::string_view thing) const;
  void Take(std::string_view thing, const Guid& endpoint) const;
  // Nothing happens when another endpoint holds it.
  void GiveUp(std::string_view thing, const Guid& endpoint) const;
  void GiveUpAll() const;

 private:
  [[nodiscard]] std::filesystem::path FileOf(std::string_view thing) const;

  std::filesystem::path folder_;
  Holds holds_;
};

}  // namespace hcn::simulator
