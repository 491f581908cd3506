#pragma once

#include <functional>

#include "hcn/client.h"
#include "plugin/session.h"

namespace plugin {

// The runtime's HCN namespace when there is one; absent when ADD may make it. Throws Error
// (kUnknownContainer) when it is missing and the configuration says "join".
[[nodiscard]] std::optional<hcn::NamespaceHandle> JoinNamespace(Session& session,
                                                                const hcn::Guid& id);

// Makes the namespace, ours, under its lock; joins it when somebody else was quicker.
// `before_making` is called when HCN has said that it is absent.
struct MadeNamespace {
  hcn::NamespaceHandle handle;
  bool is_ours;
};
[[nodiscard]] MadeNamespace MakeNamespace(Session& session, const hcn::Guid& id,
                                          const std::function<void()>& before_making);

// Deletes the namespace when it is ours (`made_by_us` says our record, or its owner in HCN) and
// neither an endpoint nor a container is left in it: under its lock. Missing, somebody else's and
// still needed are all fine.
void RemoveNamespace(Session& session, const hcn::Guid& id, bool made_by_us);
// The same of an open one.
void RemoveNamespace(Session& session, const hcn::NamespaceHandle& handle, const hcn::Guid& id,
                     bool made_by_us);

// Nothing is in it, and it is of the kind that pods have.
[[nodiscard]] bool IsEmpty(const hcn::HostComputeNamespace& name_space);

}  // namespace plugin
