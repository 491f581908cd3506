#include "state/file_system_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "state/descriptor_posix.h"

namespace state {
namespace {

struct FolderCloser {
  void operator()(DIR* folder) const { closedir(folder); }
};

void FlushOpenFolder(const std::filesystem::path& folder) {
  const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (!descriptor.is_open()) ThrowErrno("open the folder", folder);
  if (fsync(descriptor.number()) != 0) ThrowErrno("flush the folder", folder);
}

bool IsFolder(const std::filesystem::path& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Root, and the user that we run as.
bool IsTrusted(uid_t owner) { return owner == 0 || owner == geteuid(); }
bool IsTrustedGroup(gid_t group) { return group == 0 || group == getegid(); }

// Half a sentence; empty for a folder that nobody else can change.
std::string WhyNotSafe(const struct stat& status) {
  if (S_ISLNK(status.st_mode)) return "it is a symbolic link; name the folder that it leads to";
  if (!S_ISDIR(status.st_mode)) return "it is no folder";
  if (!IsTrusted(status.st_uid)) {
    return "it belongs to user " + std::to_string(status.st_uid) +
           "; look at what is in it, then chown it";
  }
  const bool is_open_to_group = (status.st_mode & S_IWGRP) != 0 && !IsTrustedGroup(status.st_gid);
  if (is_open_to_group || (status.st_mode & S_IWOTH) != 0) {
    return "others may write to it; look at what is in it, then chmod go-w";
  }
  return {};
}

}  // namespace

void PosixFileSystem::MustBeSafe(const std::filesystem::path& folder) {
  struct stat status {};
  if (lstat(folder.c_str(), &status) != 0) {
    if (errno == ENOENT) return;
    ThrowErrno("examine", folder);
  }
  const std::string why = WhyNotSafe(status);
  if (!why.empty()) throw FileError("cannot trust the folder " + folder.string() + ": " + why);
}

void PosixFileSystem::MakeFolders(const std::filesystem::path& folder) {
  if (mkdir(folder.c_str(), S_IRWXU) == 0) return FlushOpenFolder(folder.parent_path());
  if (errno == ENOENT && folder.has_relative_path()) {
    MakeFolders(folder.parent_path());
    return MakeFolders(folder);
  }
  if (errno == EEXIST && IsFolder(folder)) return;
  ThrowErrno("make the folder", folder);
}

void PosixFileSystem::VisitNames(const std::filesystem::path& folder, const Visitor& visit) {
  const std::unique_ptr<DIR, FolderCloser> stream(opendir(folder.c_str()));
  if (!stream && errno == ENOENT) return;
  if (!stream) ThrowErrno("open the folder", folder);
  errno = 0;
  while (const dirent* entry = readdir(stream.get())) {
    const std::string_view name(static_cast<const char*>(entry->d_name));
    if (name != "." && name != "..") visit(name);
    errno = 0;
  }
  if (errno != 0) ThrowErrno("list the folder", folder);
}

void PosixFileSystem::Rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) ThrowErrno("rename to " + to.string(), from);
}

bool PosixFileSystem::Remove(const std::filesystem::path& file) {
  if (unlink(file.c_str()) == 0) return true;
  if (errno == ENOENT) return false;
  ThrowErrno("remove", file);
}

void PosixFileSystem::FlushFolder(const std::filesystem::path& folder) { FlushOpenFolder(folder); }

std::unique_ptr<FileSystem> MakeFileSystem() { return std::make_unique<PosixFileSystem>(); }

}  // namespace state
