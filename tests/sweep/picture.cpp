#include "tests/sweep/picture.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "tests/sweep/scenario.h"

namespace sweep {
namespace {

constexpr std::size_t kMostBytes = 65536;
// Of the state folder.
constexpr std::array kFolders{"records", "quarantine"};

void AddHostFiles(const World& world, Picture& picture) {
  namespace fs = std::filesystem;
  for (const auto& entry : fs::recursive_directory_iterator(world.host_folder())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    picture[entry.path().lexically_relative(world.host_folder()).generic_string()] =
        std::string(std::istreambuf_iterator<char>(file), {});
  }
}

bool IsFolder(const std::string& name) {
  return std::ranges::find(kFolders, name) != kFolders.end();
}

void AddStateFiles(World& world, const std::string& folder, Picture& picture) {
  const auto path = folder.empty() ? World::StateDir() : World::StateDir() / folder;
  const std::string prefix = folder.empty() ? "" : folder + "/";
  for (const std::string& name : world.files().List(path)) {
    if (IsFolder(name) || name.find(".log") != std::string::npos) continue;
    const std::string known = name.substr(0, name.find(".tmp-"));
    const std::string what = known == name ? "" : "temporaries/";
    picture[what + prefix + known] = world.files().Read(path / name, kMostBytes).value();
  }
}

bool IsAboutAttachments(const std::string& path) {
  if (path.starts_with("records/")) return path.find(kForeignEndpoint) == std::string::npos;
  return path.starts_with("endpoints/") || path.starts_with("namespaces/");
}

}  // namespace

Picture EverythingOf(World& world) {
  Picture picture;
  AddHostFiles(world, picture);
  AddStateFiles(world, "", picture);
  for (const char* folder : kFolders) AddStateFiles(world, folder, picture);
  return picture;
}

Picture AttachmentsOf(World& world) {
  Picture picture = EverythingOf(world);
  std::erase_if(picture, [](const auto& file) { return !IsAboutAttachments(file.first); });
  return picture;
}

Picture Portrait(const Picture& picture, const hcn::Guid& id) {
  Picture portrait;
  for (const auto& [path, content] : picture) {
    if (path.find(id.ToString()) != std::string::npos) portrait[path] = content;
  }
  return portrait;
}

std::string Difference(const Picture& is, const Picture& should_be) {
  std::string text;
  for (const auto& [path, content] : is) {
    const auto other = should_be.find(path);
    if (other == should_be.end()) text += path + " is left: " + content + "\n";
    if (other != should_be.end() && other->second != content) text += path + " is changed\n";
  }
  for (const auto& [path, content] : should_be) {
    if (!is.contains(path)) text += path + " is gone\n";
  }
  return text;
}

std::string RecordTemporaries(const Picture& everything) {
  std::string text;
  for (const auto& [path, content] : everything) {
    if (path.starts_with("temporaries/records/")) text += path + "\n";
  }
  return text;
}

}  // namespace sweep
