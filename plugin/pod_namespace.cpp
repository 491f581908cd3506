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

MadeNamespace MakeNamespace(Session& session, const hcn::Guid& id) {
  const auto lock = session.locks.Namespace(id);
  if (auto present = session.hcn.OpenNamespace(id)) return {std::move(*present), false};
  hcn::HostComputeNamespace document;
  document.id = id;
  document.owner = session.conf.owner_tag;
  return {session.hcn.CreateNamespace(document), true};
}

void RemoveNamespace(Session& session, const hcn::Guid& id, bool made_by_us) {
  const auto lock = session.locks.Namespace(id);
  const auto present = session.hcn.FindNamespace(id);
  if (!present || present->type != hcn::NamespaceType::kHost || !present->endpoints.empty()) return;
  if (!made_by_us && present->owner != session.conf.owner_tag) return;
  session.hcn.DeleteNamespace(id);
}

}  // namespace plugin
