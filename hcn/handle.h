#pragma once

#include <utility>

#include "hcn/hcn_api.h"

namespace hcn {

// Owns one open handle and closes it; the HcnApi must outlive it.
template <void (HcnApi::*kClose)(HandleValue) noexcept>
class Handle {
 public:
  Handle(HcnApi& api, HandleValue value) : api_(&api), value_(value) {}
  Handle(Handle&& other) noexcept : api_(other.api_), value_(std::exchange(other.value_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(api_, other.api_);
    std::swap(value_, other.value_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (value_ != 0) (api_->*kClose)(value_);
  }

  [[nodiscard]] HandleValue value() const { return value_; }

 private:
  HcnApi* api_;
  HandleValue value_;
};

using NetworkHandle = Handle<&HcnApi::CloseNetwork>;
using EndpointHandle = Handle<&HcnApi::CloseEndpoint>;
using NamespaceHandle = Handle<&HcnApi::CloseNamespace>;

}  // namespace hcn
