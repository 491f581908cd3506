#include "state/record_store.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "conf/text.h"
#include "state/cursor.h"
#include "state/quarantine.h"

namespace state {
namespace {

// FORMAT.md, "Records". Far more than any record; what is larger is none.
constexpr std::size_t kMostRecordBytes = std::size_t{64} * 1024;
// What is larger is not kept in quarantine either.
constexpr std::size_t kMostKeptBytes = std::size_t{1024} * 1024;
constexpr std::string_view kTemporaryMark = ".json.tmp-";

bool IsTemporary(std::string_view name) {
  return name.find(kTemporaryMark) != std::string_view::npos;
}

// What the names in the folder say about addresses.
struct Book {
  std::vector<ipam::IpAddress> in_use;
  std::optional<RecordName> found;  // the record of the id asked for
};

Book ReadBook(FileSystem& files, const std::filesystem::path& folder, const hcn::Guid& id) {
  const std::string id_text = id.ToString();
  Book book;
  files.VisitNames(folder, [&](std::string_view name) {
    const auto owner = RecordName::ParseInto(name, book.in_use);
    if (owner == id_text && !book.found) book.found = RecordName::Parse(name);
  });
  return book;
}

bool Has(const std::vector<ipam::IpAddress>& addresses, const ipam::IpAddress& address) {
  return std::ranges::find(addresses, address) != addresses.end();
}

}  // namespace

RecordStore::RecordStore(FileSystem& files, std::filesystem::path state_dir, Locks& locks)
    : files_(files),
      state_dir_(std::move(state_dir)),
      folder_(state_dir_ / "records"),
      locks_(locks) {}

std::filesystem::path RecordStore::PathOf(const RecordName& name) const {
  return folder_ / name.ToString();
}

std::vector<RecordName> RecordStore::List() const {
  std::vector<RecordName> names;
  files_.VisitNames(folder_, [&](std::string_view text) {
    if (auto name = RecordName::Parse(text)) names.push_back(*std::move(name));
  });
  return names;
}

std::optional<RecordName> RecordStore::Find(const hcn::Guid& id) const {
  const std::string tail = RecordName{{}, id}.ToString();
  std::optional<RecordName> found;
  files_.VisitNames(folder_, [&](std::string_view name) {
    if (!found && name.ends_with(tail)) found = RecordName::Parse(name);
  });
  return found;
}

std::optional<RecordOrUnreadable> RecordStore::Read(const RecordName& name) {
  const auto size = files_.Size(PathOf(name));
  if (!size) return std::nullopt;
  if (*size > kMostRecordBytes) {
    const std::string reason = "is no record: it has " + std::to_string(*size) + " bytes";
    const auto content =
        *size > kMostKeptBytes ? std::nullopt : files_.Read(PathOf(name), kMostKeptBytes);
    if (content) Quarantine(files_, state_dir_, name.ToString(), *content, reason);
    return Unreadable{name, reason};
  }
  const auto content = files_.Read(PathOf(name), kMostRecordBytes);
  if (!content) return std::nullopt;
  auto read = ReadRecord(name, *content);
  if (auto* record = std::get_if<Record>(&read)) return std::move(*record);
  const NoRecord& none = std::get<NoRecord>(read);
  if (!content->empty()) Quarantine(files_, state_dir_, name.ToString(), *content, none.reason);
  return Unreadable{name, none.reason, none.is_unfinished};
}

std::optional<RecordStore::Reservation> RecordStore::Reserve(
    const hcn::Guid& id, const std::vector<AddressWish>& wishes) {
  files_.MakeFolders(folder_);
  const auto lock = locks_.Allocation();
  Book book = ReadBook(files_, folder_, id);
  if (book.found) return Reservation{*book.found, Reservation::Origin::kFound};
  for (;;) {
    auto addresses = Choose(wishes, book.in_use);
    if (!addresses) return std::nullopt;
    RecordName name{std::move(*addresses), id};
    if (files_.CreateExclusively(PathOf(name))) {
      return Reservation{std::move(name), Reservation::Origin::kNew};
    }
    book.in_use.insert(book.in_use.end(), name.addresses.begin(), name.addresses.end());
  }
}

void RecordStore::Take(const RecordName& name) {
  files_.MakeFolders(folder_);
  const auto lock = locks_.Allocation();
  CheckFree(name, std::nullopt);
  // One that is there by this name is this attachment's, which nobody else works on.
  static_cast<void>(files_.CreateExclusively(PathOf(name)));
}

std::optional<std::vector<ipam::IpAddress>> RecordStore::Choose(
    const std::vector<AddressWish>& wishes, const std::vector<ipam::IpAddress>& in_use) {
  std::vector<ipam::IpAddress> chosen;
  for (const AddressWish& wish : wishes) {
    const ipam::Allocator allocator(*wish.slice, in_use);
    if (!wish.requested && allocator.IsFull()) return std::nullopt;
    const Cursor cursor(files_, state_dir_, wish.slice->subnet());
    chosen.push_back(wish.requested ? allocator.Take(*wish.requested)
                                    : allocator.Next(cursor.Get()));
  }
  // Before the name is made: what fails here leaves nothing behind.
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (wishes[i].requested) continue;
    Cursor(files_, state_dir_, wishes[i].slice->subnet()).Set(chosen[i]);
  }
  return chosen;
}

void RecordStore::Fill(const Record& record) {
  files_.Write(PathOf(record.name), ToContent(record));
  files_.FlushFolder(folder_);
}

void RecordStore::Replace(const std::optional<RecordName>& old, const Record& record) {
  files_.MakeFolders(folder_);
  const auto lock = locks_.Allocation();
  CheckFree(record.name, old);
  // The old name becomes the new one in one step, so that at every instant one name holds the
  // address. Under another id the old content would speak for somebody else's object: there the new
  // record comes first, and the old one goes.
  const bool same_id = old && old->id == record.name.id;
  const auto temporary = WriteTemporary(record);
  if (same_id && *old != record.name && files_.Size(PathOf(*old))) {
    files_.Rename(PathOf(*old), PathOf(record.name));
  }
  files_.Rename(temporary, PathOf(record.name));
  if (old && !same_id) files_.Remove(PathOf(*old));
  files_.FlushFolder(folder_);
}

std::optional<RecordName> RecordStore::Rest(const RecordName& name, Record resting,
                                            const std::vector<AddressWish>& wishes) {
  const auto lock = locks_.Allocation();
  Book book = ReadBook(files_, folder_, name.id);
  std::erase_if(resting.name.addresses, [&](const ipam::IpAddress& address) {
    return !Has(name.addresses, address) && Has(book.in_use, address);
  });
  book.in_use.insert(book.in_use.end(), resting.name.addresses.begin(),
                     resting.name.addresses.end());
  auto addresses = Choose(wishes, book.in_use);
  if (!addresses) return std::nullopt;
  files_.Rename(WriteTemporary(resting), PathOf(resting.name));
  RecordName other{std::move(*addresses), name.id};
  files_.Rename(PathOf(name), PathOf(other));
  files_.FlushFolder(folder_);
  return other;
}

std::filesystem::path RecordStore::WriteTemporary(const Record& record) {
  auto temporary = PathOf(record.name);
  temporary += ".tmp-" + hcn::Guid::Random().ToString();
  files_.Write(temporary, ToContent(record));
  return temporary;
}

void RecordStore::CheckFree(const RecordName& name, const std::optional<RecordName>& old) const {
  if (name == old) return;
  for (const RecordName& other : List()) {
    if (other == name || other == old) continue;
    for (const ipam::IpAddress& address : name.addresses) {
      if (!Has(other.addresses, address)) continue;
      throw ipam::AddressRefused("the address " + address.ToString() + " is in use by " +
                                 other.id.ToString());
    }
  }
}

void RecordStore::Forget(const RecordName& name) { files_.Remove(PathOf(name)); }

unsigned RecordStore::RemoveStrays() {
  // Who writes a temporary holds this lock: one that is seen under it has nobody any more.
  const auto lock = locks_.Allocation();
  unsigned removed = 0;
  for (const std::string& name : files_.List(folder_)) {
    if (IsTemporary(name) && files_.Remove(folder_ / conf::ToPath(name))) ++removed;
  }
  return removed;
}

}  // namespace state
