#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "hcn/hcn_api.h"

namespace contract {

// A Windows host on which nobody has made anything yet, and processes that work there.
class HcnWorld {
 public:
  HcnWorld() = default;
  HcnWorld(const HcnWorld&) = delete;
  HcnWorld& operator=(const HcnWorld&) = delete;
  virtual ~HcnWorld() = default;

  // Another process's way into HCN.
  [[nodiscard]] virtual std::unique_ptr<hcn::HcnApi> NewProcess() = 0;
};

struct HcnKind {
  std::string name;
  std::function<std::unique_ptr<HcnWorld>()> make_world;
};

// What hcn/hcn_api.h promises and docs/simulator.md says HCN does, for every way into it:
// instantiate the suite with a kind. The network of the tests is NAT, which any host can make.
class HcnApiContract : public testing::TestWithParam<HcnKind> {
 protected:
  ~HcnApiContract() override;

  hcn::HandleValue MakeNetwork();
  // An endpoint on it, closed again; `more` are members of its document.
  hcn::Guid MakeEndpoint(const nlohmann::json& more = nlohmann::json::object());
  hcn::Guid MakeNamespace();
  void Attach(const hcn::Guid& name_space, const hcn::Guid& endpoint,
              const std::string& request = "Add");
  [[nodiscard]] nlohmann::json QueryEndpoint(const hcn::Guid& id, const std::string& query);
  [[nodiscard]] nlohmann::json QueryNamespace(const hcn::Guid& id);

  std::unique_ptr<HcnWorld> world_ = GetParam().make_world();
  std::unique_ptr<hcn::HcnApi> hcn_ = world_->NewProcess();
  hcn::HandleValue network_ = 0;
};

}  // namespace contract
