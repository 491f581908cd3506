#pragma once

#include <memory>

#include "plugin/result.h"
#include "plugin/rollback.h"
#include "plugin/session.h"

namespace plugin {

// An ADD that is done but not yet told: it is undone when this goes without Commit(). The
// attachment's lock is held until then.
class Attachment {
 public:
  Attachment(Result result, std::unique_ptr<state::HeldLock> lock, Rollback rollback)
      : result_(std::move(result)), lock_(std::move(lock)), rollback_(std::move(rollback)) {}

  [[nodiscard]] const Result& result() const { return result_; }
  void Commit() noexcept { rollback_.Commit(); }

 private:
  Result result_;
  std::unique_ptr<state::HeldLock> lock_;  // goes after the rollback
  Rollback rollback_;
};

// ADD: network, addresses, namespace, endpoint, attach, verify. The session must outlive the
// attachment.
[[nodiscard]] Attachment Attach(Session& session);

}  // namespace plugin
