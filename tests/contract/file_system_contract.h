#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "state/file_system.h"

namespace contract {

// A place with nothing in it, and processes that work there.
class FileSystemWorld {
 public:
  FileSystemWorld() = default;
  FileSystemWorld(const FileSystemWorld&) = delete;
  FileSystemWorld& operator=(const FileSystemWorld&) = delete;
  virtual ~FileSystemWorld() = default;

  // A folder that is there and empty.
  [[nodiscard]] virtual std::filesystem::path root() const = 0;
  // Another process's view of it.
  [[nodiscard]] virtual std::unique_ptr<state::FileSystem> NewProcess() = 0;
};

struct FileSystemKind {
  std::string name;
  std::function<std::unique_ptr<FileSystemWorld>()> make_world;
};

// What state/file_system.h promises, for every implementation: instantiate the suite with a kind.
class FileSystemContract : public testing::TestWithParam<FileSystemKind> {
 protected:
  std::unique_ptr<FileSystemWorld> world_ = GetParam().make_world();
  std::unique_ptr<state::FileSystem> files_ = world_->NewProcess();
  std::filesystem::path root_ = world_->root();
};

}  // namespace contract
