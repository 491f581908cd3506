#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

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
};
using RecordOrUnreadable = std::variant<Record, Unreadable>;

// One slice of the node, with the address asked for in it.
struct AddressWish {
  const ipam::Slice* slice;
  std::optional<ipam::IpAddress> requested;
};

// The records of one state folder. The names in the folder are the book of the addresses in use;
// there is no second one. Throws FileError, and what is said at each method.
class RecordStore {
 public:
  RecordStore(FileSystem& files, std::filesystem::path state_dir, Locks& locks);

  // What the names say; names that are no record names are left out.
  [[nodiscard]] std::vector<RecordName> List() const;
  // The name of this id's record. Opens no file.
  [[nodiscard]] std::optional<RecordName> Find(const hcn::Guid& id) const;
  // The content behind a name; absent when it is gone by now. What cannot be read is copied to
  // quarantine/.
  [[nodiscard]] std::optional<RecordOrUnreadable> Read(const RecordName& name);

  // Law 3: under the allocation lock lists the names, chooses one address per wish and creates the
  // name, empty. When this id has a record already it is its name that comes back, and nothing is
  // created. Throws ipam::SliceFull, ipam::AddressRefused, LockTimeout.
  struct Reservation {
    RecordName name;
    enum class Origin { kNew, kFound } origin;
  };
  [[nodiscard]] Reservation Reserve(const hcn::Guid& id, const std::vector<AddressWish>& wishes);

  // Fills the reserved name and flushes file and folder: durable once this returns.
  void Fill(const Record& record);

  // Writes a record that may replace one of another name (temporary, flush, rename) under the
  // allocation lock.
  void Replace(const std::optional<RecordName>& old, const Record& record);

  // Frees the addresses. Nothing to do when it is gone.
  void Forget(const RecordName& name);

  // Removes temporaries that a killed process left. Returns how many.
  unsigned RemoveStrays();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  FileSystem& files_;
  std::filesystem::path state_dir_;
  std::filesystem::path folder_;
  Locks& locks_;
};

}  // namespace state
