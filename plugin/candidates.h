#pragma once

#include <optional>
#include <vector>

#include "plugin/collector.h"
#include "plugin/session.h"

namespace plugin {

// Attachments of this network, found in HCN or on record, that may have to go.
class Candidates {
 public:
  // Lists endpoints before records, so that what is made in between is seen as a record without an
  // endpoint at most. What cannot be looked at is not judged, which is a failure; throws when HCN
  // or the disk does not list at all. Both arguments must outlive this.
  Candidates(Session& session, Collector& failures);

  [[nodiscard]] bool empty() const { return ids_.empty(); }
  // These stay.
  void Spare(const std::vector<conf::AttachmentKey>& valid);
  // So do those that are not dead: see LooksDead.
  void SpareLiving();

  // Removes those of which nobody is at work, endpoint first and addresses last. Everything is read
  // again under the attachment's lock, so that nothing is judged by old facts.
  enum class OnlyDead { kNo, kYes };
  void Remove(OnlyDead only_dead);

 private:
  void AddEndpoints();
  void AddRecords();
  // In no namespace, or in one that HCN says is absent.
  [[nodiscard]] bool LooksDead(const hcn::Guid& id);
  void RemoveOne(const hcn::Guid& id);

  Session& session_;
  Collector& failures_;
  std::vector<hcn::Guid> ids_;  // sorted
};

}  // namespace plugin
