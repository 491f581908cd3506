#include "hcn/simulator/handle_table.h"

#include "hcn/simulator/refusal.h"

namespace hcn::simulator {

HandleValue HandleTable::Open(Kind kind, const Guid& id) {
  const std::scoped_lock lock(mutex_);
  entries_.emplace(++last_, Entry{kind, id});
  return last_;
}

Guid HandleTable::At(Kind kind, HandleValue handle) const {
  const std::scoped_lock lock(mutex_);
  const auto entry = entries_.find(handle);
  if (entry == entries_.end() || entry->second.kind != kind) throw Refusal(kInvalidArgument);
  return entry->second.id;
}

void HandleTable::Close(Kind kind, HandleValue handle) noexcept {
  const std::scoped_lock lock(mutex_);
  const auto entry = entries_.find(handle);
  if (entry != entries_.end() && entry->second.kind == kind) entries_.erase(entry);
}

std::size_t HandleTable::size() const {
  const std::scoped_lock lock(mutex_);
  return entries_.size();
}

}  // namespace hcn::simulator
