#include "tests/support/memory_file_system.h"

#include <memory>
#include <utility>
#include <vector>

namespace support {
namespace {

[[noreturn]] void Throw(std::string_view operation, const std::filesystem::path& path,
                        std::string_view reason) {
  throw state::FileError("cannot " + std::string(operation) + " " + path.string() + ": " +
                         std::string(reason));
}

std::string AfterPowerLoss(const std::string& written, const std::string& flushed,
                           UnflushedContent content) {
  switch (content) {
    case UnflushedContent::kEmpty:
      return {};
    case UnflushedContent::kHalf:
      return written.substr(0, written.size() / 2);
    case UnflushedContent::kOld:
      break;
  }
  return flushed;
}

MemoryFileSystem::Hook AtMoment(unsigned moment, std::function<void(std::string)> action) {
  return
      [count = std::make_shared<unsigned>(0), moment, action = std::move(action)](
          std::string_view operation, const std::filesystem::path& path, MemoryFileSystem::Moment) {
        if (++*count == moment) action(std::string(operation) + " " + path.string());
      };
}

}  // namespace

class MemoryLock : public state::HeldLock {
 public:
  MemoryLock(MemoryDisk& disk, std::shared_ptr<MemoryDisk::File> file, std::uint64_t offset)
      : disk_(disk), file_(std::move(file)), offset_(offset) {
    file_->locks[offset_] = this;
  }
  ~MemoryLock() override {
    const std::lock_guard guard(disk_.mutex_);
    const auto held = file_->locks.find(offset_);
    if (held != file_->locks.end() && held->second == this) file_->locks.erase(held);
  }
  MemoryLock(const MemoryLock&) = delete;
  MemoryLock& operator=(const MemoryLock&) = delete;

 private:
  MemoryDisk& disk_;
  std::shared_ptr<MemoryDisk::File> file_;
  std::uint64_t offset_;
};

MemoryDisk::MemoryDisk(const MemoryDisk& other) : folders_(other.folders_) {
  std::map<std::shared_ptr<File>, std::shared_ptr<File>> copies;
  for (auto& [path, folder] : folders_) {
    for (Names* names : {&folder.names, &folder.flushed}) {
      for (auto& [name, file] : *names) {
        auto& copy = copies[file];
        if (!copy)
          copy = std::make_shared<File>(File{file->content, file->flushed, file->dirty, {}});
        file = copy;
      }
    }
  }
}

void MemoryDisk::PowerLoss(UnflushedNames names, UnflushedContent content) {
  const std::lock_guard guard(mutex_);
  for (auto& [path, folder] : folders_) {
    if (names == UnflushedNames::kLost) folder.names = folder.flushed;
    folder.flushed = folder.names;
    for (auto& [name, file] : folder.names) {
      if (file->dirty) file->content = AfterPowerLoss(file->content, file->flushed, content);
      file->flushed = file->content;
      file->dirty = false;
      file->locks.clear();
    }
  }
}

MemoryDisk::Folder& MemoryDisk::FolderOf(const std::filesystem::path& file,
                                         std::string_view operation) {
  // The root of a drive is always there.
  if (file.parent_path() == file.root_path()) folders_.try_emplace(file.root_path());
  const auto folder = folders_.find(file.parent_path());
  if (folder == folders_.end()) Throw(operation, file, "No such file or directory");
  return folder->second;
}

std::shared_ptr<MemoryDisk::File> MemoryDisk::Find(const std::filesystem::path& file,
                                                   std::string_view operation) {
  if (folders_.contains(file)) Throw(operation, file, "it is no regular file");
  const auto folder = folders_.find(file.parent_path());
  if (folder == folders_.end()) return nullptr;
  const auto found = folder->second.names.find(file.filename().string());
  return found == folder->second.names.end() ? nullptr : found->second;
}

MemoryDisk::File& MemoryDisk::FindOrCreate(const std::filesystem::path& file,
                                           std::string_view operation) {
  if (const auto found = Find(file, operation)) return *found;
  auto& slot = FolderOf(file, operation).names[file.filename().string()];
  slot = std::make_shared<File>();
  return *slot;
}

MemoryFileSystem::MemoryFileSystem(MemoryDisk& disk, Hook hook)
    : disk_(disk), hook_(std::move(hook)) {}

void MemoryFileSystem::Call(std::string_view operation, const std::filesystem::path& path,
                            Moment moment) {
  if (dead_) throw Killed();
  try {
    if (hook_) hook_(operation, path, moment);
  } catch (const Killed&) {
    dead_ = true;
    throw;
  }
}

template <typename Action>
auto MemoryFileSystem::Look(const Action& action) {
  if (dead_) throw Killed();
  const std::lock_guard guard(disk_.mutex_);
  return action();
}

template <typename Action>
auto MemoryFileSystem::Change(std::string_view operation, const std::filesystem::path& path,
                              const Action& action) {
  Call(operation, path, Moment::kBefore);
  auto result = Look(action);
  Call(operation, path, Moment::kAfter);
  return result;
}

void MemoryFileSystem::MakeFolders(const std::filesystem::path& folder) {
  (void)Change("MakeFolders", folder, [&] {
    for (auto path = folder; path.has_relative_path(); path = path.parent_path()) {
      const auto parent = disk_.folders_.find(path.parent_path());
      if (parent != disk_.folders_.end() &&
          parent->second.names.contains(path.filename().string())) {
        Throw("make the folder", folder, "File exists");
      }
      disk_.folders_.try_emplace(path);
    }
    return true;
  });
}

void MemoryFileSystem::VisitNames(const std::filesystem::path& folder, const Visitor& visit) {
  const auto names = Look([&] {
    std::vector<std::string> found;
    if (disk_.folders_.contains(folder)) {
      for (const auto& [name, file] : disk_.folders_[folder].names) found.push_back(name);
    } else if (disk_.Find(folder, "list the folder")) {
      Throw("list the folder", folder, "Not a directory");
    }
    for (const auto& [path, contained] : disk_.folders_) {
      if (path.has_relative_path() && path.parent_path() == folder) {
        found.push_back(path.filename().string());
      }
    }
    return found;
  });
  for (const std::string& name : names) visit(name);
}

std::optional<std::string> MemoryFileSystem::Read(const std::filesystem::path& file,
                                                  std::size_t most) {
  return Look([&]() -> std::optional<std::string> {
    const auto found = disk_.Find(file, "read");
    if (!found) return std::nullopt;
    if (found->content.size() > most) {
      Throw("read", file, "it has more than " + std::to_string(most) + " bytes");
    }
    return found->content;
  });
}

bool MemoryFileSystem::CreateExclusively(const std::filesystem::path& file) {
  return Change("CreateExclusively", file, [&] {
    auto& names = disk_.FolderOf(file, "create").names;
    if (disk_.folders_.contains(file)) return false;
    return names.try_emplace(file.filename().string(), std::make_shared<MemoryDisk::File>()).second;
  });
}

void MemoryFileSystem::Write(const std::filesystem::path& file, std::string_view content) {
  (void)Change("Write", file, [&] {
    MemoryDisk::File& found = disk_.FindOrCreate(file, "write");
    found.content = found.flushed = content;
    found.dirty = false;
    return true;
  });
}

void MemoryFileSystem::WriteUnflushed(const std::filesystem::path& file, std::string_view content) {
  (void)Change("WriteUnflushed", file, [&] {
    MemoryDisk::File& found = disk_.FindOrCreate(file, "write");
    found.content = content;
    found.dirty = true;
    return true;
  });
}

void MemoryFileSystem::Append(const std::filesystem::path& file, std::string_view content) {
  (void)Change("Append", file, [&] {
    MemoryDisk::File& found = disk_.FindOrCreate(file, "write");
    found.content += content;
    found.dirty = true;
    return true;
  });
}

void MemoryFileSystem::Rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  (void)Change("Rename", from, [&] {
    const auto found = disk_.Find(from, "rename");
    if (!found) Throw("rename", from, "No such file or directory");
    if (disk_.folders_.contains(to)) Throw("rename to " + to.string(), from, "Is a directory");
    auto& names = disk_.FolderOf(to, "rename").names;
    disk_.FolderOf(from, "rename").names.erase(from.filename().string());
    names[to.filename().string()] = found;
    return true;
  });
}

bool MemoryFileSystem::Remove(const std::filesystem::path& file) {
  return Change("Remove", file, [&] {
    if (!disk_.Find(file, "remove")) return false;
    return disk_.FolderOf(file, "remove").names.erase(file.filename().string()) == 1;
  });
}

void MemoryFileSystem::FlushFolder(const std::filesystem::path& folder) {
  (void)Change("FlushFolder", folder, [&] {
    const auto found = disk_.folders_.find(folder);
    if (found == disk_.folders_.end()) Throw("open the folder", folder, "No such directory");
    found->second.flushed = found->second.names;
    return true;
  });
}

std::optional<std::uint64_t> MemoryFileSystem::Size(const std::filesystem::path& file) {
  return Look([&]() -> std::optional<std::uint64_t> {
    const auto found = disk_.Find(file, "examine");
    if (!found) return std::nullopt;
    return found->content.size();
  });
}

std::unique_ptr<state::HeldLock> MemoryFileSystem::TryLock(const state::LockRange& range) {
  if (!Look([&] { return disk_.folders_.contains(range.file.parent_path()); })) {
    MakeFolders(range.file.parent_path());
  }
  return Change("TryLock", range.file, [&]() -> std::unique_ptr<state::HeldLock> {
    (void)disk_.FindOrCreate(range.file, "open the lock file");
    auto file = disk_.Find(range.file, "open the lock file");
    if (file->locks.contains(range.offset)) return nullptr;
    return std::make_unique<MemoryLock>(disk_, std::move(file), range.offset);
  });
}

MemoryFileSystem::Hook KillAtMoment(unsigned moment) {
  return AtMoment(moment, [](const std::string&) { throw Killed(); });
}

MemoryFileSystem::Hook FailAtMoment(unsigned moment) {
  return AtMoment(moment, [](const std::string& where) {
    throw state::FileError("cannot " + where + ": fault of the test");
  });
}

}  // namespace support
