#pragma once

#include <optional>
#include <string>

#include "plugin/lease.h"
#include "plugin/session.h"

namespace plugin {

// Throws Error (kInvalidNetworkConfig) when this process was started as the IPAM plugin of a
// configuration that has one: `ipam.type` leads to a copy of this program, and on for ever.
void RequireNoLoop(ProcessIo& io, const conf::NetConf& conf);

// Whose lease it is, where the request does not say (GC).
struct LeaseHolder {
  std::string container_id;
  std::string ifname;
};

// The IPAM plugin that `ipam.type` names (CNI specification, section 4): it is run with this
// process' environment and stdin, for every verb. Its stderr goes to ours; its errors are thrown
// with their code.
class DelegatedIpam {
 public:
  // Throws conf::Error (kEnvironment) when CNI_PATH has no such plugin.
  explicit DelegatedIpam(Session& session);

  // ADD. Not undone here when it fails: the specification wants DEL then, too.
  [[nodiscard]] Lease Add();
  // DEL, of the request's attachment or of another one.
  void Del(const std::optional<LeaseHolder>& holder = {});
  void Check();
  // These two are younger than most IPAM plugins: one that does not know them is fine.
  void Status();
  void CollectGarbage();

 private:
  std::string Run(Verb verb, Variables variables);
  void RunIfKnown(Verb verb);

  Session& session_;
  const std::string& name_;
  std::filesystem::path file_;
};

// DEL of the configuration's IPAM plugin, where it has one.
void ReleaseLease(Session& session, const std::optional<LeaseHolder>& holder = {});

}  // namespace plugin
