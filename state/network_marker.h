#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "state/file_system.h"
#include "state/locks.h"
#include "state/marker_document.h"

namespace state {

// Where a marker is, and whether another program writes it, too.
struct MarkerPlace {
  std::filesystem::path file;
  std::filesystem::path state_dir;  // for quarantine/
  bool is_shared = false;
};

// The marker file (FORMAT.md), which may be another program's, too: what is not ours, or cannot be
// read, survives a rewrite. What cannot be read as a whole is never written, and a copy of it goes
// into quarantine.
class NetworkMarker {
 public:
  NetworkMarker(FileSystem& files, MarkerPlace place, Locks& locks);

  // What the marker says now; without entries when there is no file. A file that cannot be read, or
  // holds what another program wrote while it is not shared, has a `refusal`. Throws FileError when
  // the copy cannot be written.
  [[nodiscard]] MarkerContent Read() const;

  // Completes an entry from what the marker says, under its lock; may throw.
  using Complete = std::function<void(const MarkerContent& content, NetworkEntry& entry)>;
  // Lock, read, change the owner's entry or add one, write durably (unique temporary, flush,
  // rename); nothing is written where nothing changes. Throws MarkerError, FileError, LockTimeout.
  void Upsert(NetworkEntry entry, const Complete& complete = {});
  // False when there was none. Throws the same.
  bool Remove(std::string_view owner);

  [[nodiscard]] const std::filesystem::path& file() const { return place_.file; }

 private:
  struct Loaded {
    std::string text;  // empty without a file
    MarkerDocument document;
    MarkerContent content;
  };
  [[nodiscard]] Loaded Load() const;
  void KeepCopy(const std::string& text, const std::string& reason) const;
  void Save(const MarkerDocument& document);
  // Under the lock; what `change` makes of the document is written where it differs.
  void Change(const std::function<void(MarkerDocument&, const MarkerContent&)>& change);

  FileSystem& files_;
  MarkerPlace place_;
  Locks& locks_;
};

}  // namespace state
