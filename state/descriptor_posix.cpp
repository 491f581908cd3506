#include "state/descriptor_posix.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "state/file_system.h"

namespace state {

void ThrowErrno(std::string_view operation, const std::filesystem::path& path) {
  const std::string reason = std::generic_category().message(errno);
  throw FileError("cannot " + std::string(operation) + " " + path.string() + ": " + reason);
}

Descriptor::Descriptor(const std::filesystem::path& path, int flags)
    : number_(open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}

Descriptor::~Descriptor() {
  if (is_open()) close(number_);
}

}  // namespace state
