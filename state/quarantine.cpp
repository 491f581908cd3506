#include "state/quarantine.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <string>

#include "conf/text.h"

namespace state {
namespace {

// FNV-1a: only to tell contents of one name apart.
std::string HashText(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : content) {
    hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
  }
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
  return std::string(digits.data(), end);
}

}  // namespace

void Quarantine(FileSystem& files, const std::filesystem::path& state_dir, std::string_view name,
                std::string_view content, std::string_view reason) {
  const std::filesystem::path folder = state_dir / "quarantine";
  const std::string copy = std::string(name) + "." + HashText(content);
  // The reason comes last, so that a copy that has one is complete.
  const std::filesystem::path reason_file = folder / conf::ToPath(copy + ".reason");
  if (files.Size(reason_file).value_or(0) > 0) return;
  files.MakeFolders(folder);
  files.Write(folder / conf::ToPath(copy), content);
  files.Write(reason_file, std::string(name) + " " + std::string(reason) + "\n");
  files.FlushFolder(folder);
}

}  // namespace state
