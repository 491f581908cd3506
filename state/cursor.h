#pragma once

#include <filesystem>
#include <optional>

#include "ipam/ip_address.h"
#include "ipam/subnet.h"
#include "state/file_system.h"

namespace state {

// The last address given of one slice (FORMAT.md, "Cursors"). Advisory: it is not flushed, and a
// lost or unreadable one only makes the search begin elsewhere. Used under the allocation lock.
class Cursor {
 public:
  Cursor(FileSystem& files, const std::filesystem::path& state_dir, const ipam::Subnet& slice);

  // Absent also when the file holds anything but an address.
  [[nodiscard]] std::optional<ipam::IpAddress> Get() const;
  void Set(const ipam::IpAddress& address);

 private:
  FileSystem& files_;
  std::filesystem::path file_;
};

}  // namespace state
