#pragma once

#include <string>
#include <vector>

#include "hcn/schema.h"

namespace plugin {

// What CHECK found, in the order of weight.
class Differences {
 public:
  void Add(std::string difference) { all_.push_back(std::move(difference)); }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] const std::string& first() const { return all_.front(); }
  // One per line.
  [[nodiscard]] std::string Text() const;

 private:
  std::vector<std::string> all_;
};

// What `live` lacks of what was asked for: network, addresses, MAC, routes, DNS, policies. What
// HCN, or somebody else, added to the endpoint is no difference.
void CompareEndpoints(const hcn::HostComputeEndpoint& expected,
                      const hcn::HostComputeEndpoint& live, Differences& differences);

}  // namespace plugin
