#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "state/file_system.h"
#include "state/locks.h"

namespace state {

// A marker that must not be written over: unreadable, not of this form, or of a newer version.
class MarkerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A host-level network as the marker knows it (FORMAT.md).
struct NetworkEntry {
  std::string owner;  // "base", "shared-nat", "service:<name>", "iso:<name>"
  std::string kind;   // "hcn-" and the network type in lower case
  std::string name;
  hcn::Guid id;
  std::string subnet;
  std::vector<std::string> subnets;
  std::string created_by;  // who made it in HCN; empty for one that was found there

  bool operator==(const NetworkEntry&) const = default;
};

// The marker file (FORMAT.md), which may be another program's, too: members that are not ours
// survive a rewrite, in an entry and beside it, and so do entries that are no networks of HCN or
// cannot be read; the latter are passed over. Of several entries of one owner the first one counts.
class NetworkMarker {
 public:
  NetworkMarker(FileSystem& files, std::filesystem::path file, Locks& locks);

  // Absent when the file, or the owner's entry, is not there. Throws MarkerError and FileError.
  [[nodiscard]] std::optional<NetworkEntry> Get(std::string_view owner) const;
  // Every entry that can be read.
  [[nodiscard]] std::vector<NetworkEntry> List() const;
  // Lock, read, change the owner's entry or add one, write durably (unique temporary, flush,
  // rename); nothing is written where nothing changes. Also throws LockTimeout.
  void Upsert(const NetworkEntry& entry);
  // False when there was none. Also throws LockTimeout.
  bool Remove(std::string_view owner);

 private:
  FileSystem& files_;
  std::filesystem::path file_;
  Locks& locks_;
};

}  // namespace state
