#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ipam/allocator.h"
#include "ipam/slice.h"
#include "state/file_system.h"
#include "state/locks.h"
#include "state/record.h"

namespace state {

// A record file whose content tells nothing: empty or torn (nothing was made for it yet), or not
// readable (quarantined). It reserves all the same.
struct Unreadable {
  RecordName name;
  std::string reason;
  bool is_unfinished = false;  // empty or torn
};
using RecordOrUnreadable = std::variant<Record, Unreadable>;

// One slice of the node, with the address asked for in it.
struct AddressWish {
  const ipam::Slice* slice;
  std::optional<ipam::IpAddress> requested;
};

// The records of one state folder (FORMAT.md). The names in the folder are the book of the
// addresses in use; there is no second one. A record is written under its attachment's lock, which
// is the caller's. Throws FileError, and what is said at each method.
class RecordStore {
 public:
  RecordStore(FileSystem& files, std::filesystem::path state_dir, Locks& locks);

  // What the names say; names that are no record names are left out.
  [[nodiscard]] std::vector<RecordName> List() const;
  // The name of this id's record. Opens no file.
  [[nodiscard]] std::optional<RecordName> Find(const hcn::Guid& id) const;
  // The content behind a name; absent when it is gone by now. What is there and cannot be
  // understood is copied to quarantine/ with the reason, and left as it is.
  [[nodiscard]] std::optional<RecordOrUnreadable> Read(const RecordName& name);

  // Law 3: under the allocation lock lists the names, chooses one address per wish and creates the
  // name, empty. When this id has a record already it is its name that comes back, and nothing is
  // created. Absent when a slice has no address left. Throws ipam::AddressRefused, LockTimeout.
  struct Reservation {
    RecordName name;
    enum class Origin { kNew, kFound } origin;
  };
  [[nodiscard]] std::optional<Reservation> Reserve(const hcn::Guid& id,
                                                   const std::vector<AddressWish>& wishes);

  // Reserves addresses that somebody else chose, in the same way. Throws ipam::AddressRefused when
  // another record has one of them, LockTimeout.
  void Take(const RecordName& name);

  // Fills a name that Reserve or Take has just made and flushes file and folder: durable once this
  // returns. What Reserve found is for Replace, which loses nothing when it is interrupted.
  void Fill(const Record& record);

  // Writes a record durably over an earlier one, or where there is none, in steps that leave the
  // old or the new one whole (temporary, flush, rename, under the allocation lock). An `old` of
  // another name gives way to it; the addresses that only the old name has are free. Throws
  // LockTimeout, and ipam::AddressRefused when a third record has one of the addresses.
  void Replace(const std::optional<RecordName>& old, const Record& record);

  // Gives an attachment other addresses, because somebody else holds one of its own: `resting`
  // keeps that one, and others that its holder has and no third record names, from being handed
  // out, under the holder's id. At every instant the attachment has its record. The name that it
  // has now; absent, and nothing changed, when a slice has no address left. Durable. Throws
  // ipam::AddressRefused, LockTimeout.
  [[nodiscard]] std::optional<RecordName> Rest(const RecordName& name, Record resting,
                                               const std::vector<AddressWish>& wishes);

  // Frees the addresses. Nothing to do when it is gone. Not flushed: what a power loss brings back
  // only reserves, until the sweep.
  void Forget(const RecordName& name);

  // Removes temporaries that a killed process left. Returns how many. Throws LockTimeout.
  unsigned RemoveStrays();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::filesystem::path PathOf(const RecordName& name) const;
  std::optional<std::vector<ipam::IpAddress>> Choose(const std::vector<AddressWish>& wishes,
                                                     const std::vector<ipam::IpAddress>& in_use);
  std::filesystem::path WriteTemporary(const Record& record);
  void CheckFree(const RecordName& name, const std::optional<RecordName>& old) const;

  FileSystem& files_;
  std::filesystem::path state_dir_;
  std::filesystem::path folder_;
  Locks& locks_;
};

}  // namespace state
