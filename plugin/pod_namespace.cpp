#include "plugin/pod_namespace.h"

#include "plugin/error.h"

namespace plugin {

std::optional<hcn::NamespaceHandle> JoinNamespace(Session& session, const hcn::Guid& id) {
  auto handle = session.hcn.OpenNamespace(id);
  if (handle || session.conf.name_space == conf::NamespacePolicy::kIfMissing) return handle;
  throw Error(Code::kUnknownContainer,
              "HCN has no namespace " + id.ToString() +
                  " (CNI_NETNS=" + session.request.environment.netns +
                  "), and the configuration says \"namespace\": \"join\"; the runtime makes the "
                  "namespace before it calls ADD");
}

MadeNamespace MakeNamespace(Session& session, const hcn::Guid& id,
                            const std::function<void()>& before_making) {
  const auto lock = session.locks.Namespace(id);
  if (auto present = session.hcn.OpenNamespace(id)) return {std::move(*present), false};
  hcn::HostComputeNamespace document;
  document.id = id;
  document.owner = session.conf.owner_tag;
  before_making();
  if (auto made = session.hcn.CreateNamespace(document)) return {std::move(*made), true};
  if (auto present = session.hcn.OpenNamespace(id)) return {std::move(*present), false};
  throw Error(Code::kTryAgainLater,
              "HCN has no namespace " + id.ToString() + ", but says that its id is taken");
}

void RemoveNamespace(Session& session, const hcn::NamespaceHandle& handle, const hcn::Guid& id,
                     bool made_by_us) {
  const auto lock = session.locks.Namespace(id);
  const auto present = session.hcn.QueryIfThere(handle);
  if (!present || !IsEmpty(*present)) return;
  if (made_by_us || present->owner == session.conf.owner_tag) session.hcn.DeleteNamespace(id);
}

void RemoveNamespace(Session& session, const hcn::Guid& id, bool made_by_us) {
  const auto handle = session.hcn.OpenNamespace(id);
  if (handle) RemoveNamespace(session, *handle, id, made_by_us);
}

bool IsEmpty(const hcn::HostComputeNamespace& name_space) {
  return name_space.type == hcn::NamespaceType::kHost && name_space.endpoints.empty() &&
         name_space.containers.empty();
}

}  // namespace plugin
