#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/collector.h"
#include "plugin/session.h"

namespace plugin {

// An attachment of ours that may have to go.
struct Candidate {
  hcn::Guid id = {};           // of the endpoint
  std::string what = {};       // "endpoint <name> (<id>)", "record <file name>"
  std::string network = {};    // in full
  std::string container = {};  // as it stands in the endpoint's name; empty where that is unknown
  std::string reason = {};     // why it has to go, once that is known
  bool has_endpoint = false;
  bool has_record = false;
};

// What stays whatever HCN says of it.
struct Protection {
  std::vector<conf::AttachmentKey> attachments;
  std::vector<std::string> container_ids;  // with all their interfaces
};

// Attachments of these networks, found in HCN or on record, that may have to go.
class Candidates {
 public:
  // The networks have the names of network configurations. Lists endpoints before records, so that
  // what is made in between is seen as a record without an endpoint at most. What cannot be looked
  // at is not judged, which is a failure; throws when HCN or the disk does not list at all. Session
  // and collector must outlive this.
  Candidates(Session& session, Collector& failures, std::set<std::string> networks);

  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] std::vector<Candidate> all() const;
  // Namespaces that had an endpoint, anybody's, when this was made.
  [[nodiscard]] const std::set<hcn::Guid>& inhabited() const { return inhabited_; }

  // These stay. Says which.
  std::vector<Candidate> Spare(const Protection& protection);
  // So do those that are not dead, or of which somebody is at work. Says which; the others have
  // their reason from then on.
  std::vector<Candidate> SpareLiving();

  // Removes those of which nobody is at work, endpoint first and addresses last, and says which.
  // Everything is read again under the attachment's lock, and once more after a moment, so that
  // nothing is judged by old facts.
  enum class OnlyDead { kNo, kYes };
  std::vector<Candidate> Remove(OnlyDead only_dead);

 private:
  void AddEndpoints();
  void AddRecords();
  [[nodiscard]] const std::string* NetworkOf(const hcn::HostComputeEndpoint& endpoint) const;
  [[nodiscard]] bool IsToJudge(const state::RecordOrUnreadable& content) const;
  // Why nobody can be using it: it is in no namespace, or in one that HCN says is absent. Empty for
  // one that is neither.
  [[nodiscard]] std::string WhyDead(const hcn::Guid& id);
  using All = std::map<hcn::Guid, Candidate>;
  struct Doomed {
    const Candidate& candidate;
    std::unique_ptr<state::HeldLock> lock;
  };
  [[nodiscard]] std::vector<Doomed> LockNext(All::iterator& next, OnlyDead only_dead);
  bool RemoveOne(const hcn::Guid& id);
  template <typename IsSpared>
  std::vector<Candidate> Take(const IsSpared& is_spared);

  Session& session_;
  Collector& failures_;
  std::set<std::string> networks_;
  All all_;
  std::set<hcn::Guid> inhabited_;
};

}  // namespace plugin
