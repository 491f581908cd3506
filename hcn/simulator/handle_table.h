#pragma once

#include <cstddef>
#include <map>
#include <mutex>

#include "hcn/guid.h"
#include "hcn/hcn_api.h"

namespace hcn::simulator {

enum class Kind { kNetwork, kEndpoint, kNamespace };

// The open handles of one process. A number is never given twice.
class HandleTable {
 public:
  HandleValue Open(Kind kind, const Guid& id);
  // Throws Refusal (0x80070057) when it is no open handle of this kind.
  [[nodiscard]] Guid At(Kind kind, HandleValue handle) const;
  // Nothing happens when it is no open handle of this kind.
  void Close(Kind kind, HandleValue handle) noexcept;
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    Kind kind;
    Guid id;
  };

  mutable std::mutex mutex_;
  std::map<HandleValue, Entry> entries_;
  HandleValue last_ = 0;
};

}  // namespace hcn::simulator
