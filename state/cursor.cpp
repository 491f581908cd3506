#include "state/cursor.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace state {
namespace {

constexpr std::size_t kMostBytes = 64;

// "cursor-10.200.42.0_24", "cursor-fd00-200-42--_64"
std::string FileName(const ipam::Subnet& slice) {
  std::string name = "cursor-" + slice.ToString();
  std::ranges::replace(name, '/', '_');
  std::ranges::replace(name, ':', '-');
  return name;
}

}  // namespace

Cursor::Cursor(FileSystem& files, const std::filesystem::path& state_dir, const ipam::Subnet& slice)
    : files_(files), file_(state_dir / FileName(slice)) {}

std::optional<ipam::IpAddress> Cursor::Get() const {
  if (files_.Size(file_).value_or(kMostBytes + 1) > kMostBytes) return std::nullopt;
  const auto content = files_.Read(file_, kMostBytes);
  if (!content) return std::nullopt;
  return ipam::IpAddress::Parse(std::string_view(*content).substr(0, content->find('\n')));
}

void Cursor::Set(const ipam::IpAddress& address) {
  files_.WriteUnflushed(file_, address.ToString() + "\n");
}

}  // namespace state
