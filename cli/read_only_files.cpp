#include "cli/read_only_files.h"

namespace cli {
namespace {

class LockOnNothing final : public state::HeldLock {};

}  // namespace

std::unique_ptr<state::HeldLock> ReadOnlyFiles::TryLock(const state::LockRange& range) {
  if (!files_.Size(range.file)) return std::make_unique<LockOnNothing>();
  return files_.TryLock(range);
}

}  // namespace cli
