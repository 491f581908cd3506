#include "hcn/simulator/claims.h"

#include <algorithm>
#include <utility>

#include "hcn/simulator/files.h"

namespace hcn::simulator {

Claims::Claims(std::filesystem::path folder, Holds holds)
    : folder_(std::move(folder)), holds_(std::move(holds)) {}

void Claims::Begin() const {
  GiveUpAll();
  std::filesystem::create_directories(folder_);
}

std::optional<Guid> Claims::Holder(std::string_view thing) const {
  const auto text = ReadIfThere(FileOf(thing));
  const auto endpoint = Guid::Parse(text.value_or(""));
  if (!endpoint || !holds_(*endpoint, thing)) return std::nullopt;
  return endpoint;
}

void Claims::Take(std::string_view thing, const Guid& endpoint) const {
  Write(FileOf(thing), endpoint.ToString());
}

void Claims::GiveUp(std::string_view thing, const Guid& endpoint) const {
  const auto file = FileOf(thing);
  if (ReadIfThere(file) == endpoint.ToString()) RemoveIfThere(file);
}

void Claims::GiveUpAll() const { std::filesystem::remove_all(folder_); }

// ':' of IPv6 is no character for a file name everywhere.
std::filesystem::path Claims::FileOf(std::string_view thing) const {
  std::string name(thing);
  std::ranges::replace(name, ':', '-');
  return folder_ / name;
}

}  // namespace hcn::simulator
