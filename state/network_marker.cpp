#include "state/network_marker.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "conf/text.h"

namespace state {
namespace {

// Keeps the order of members, so that a rewrite changes only what it must.
using Json = nlohmann::ordered_json;

// FORMAT.md, "Network marker".
constexpr int kVersion = 1;
constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;

struct TextMember {
  const char* name;
  std::string NetworkEntry::*field;
};
constexpr std::array<TextMember, 4> kTextMembers{{{"owner", &NetworkEntry::owner},
                                                  {"kind", &NetworkEntry::kind},
                                                  {"name", &NetworkEntry::name},
                                                  {"subnet", &NetworkEntry::subnet}}};
constexpr const char* kId = "id";
constexpr const char* kSubnets = "subnets";
constexpr const char* kCreatedBy = "createdBy";

[[noreturn]] void Refuse(const std::filesystem::path& file, const std::string& why) {
  throw MarkerError("the network marker " + conf::ToUtf8(file) + " " + why +
                    "; it is left untouched: repair it or move it away");
}

Json ParseDocument(const std::filesystem::path& file, const std::string& content) {
  if (content.empty()) Refuse(file, "is empty");
  Json document = Json::parse(content, nullptr, false);
  if (document.is_discarded()) Refuse(file, "is torn or no JSON");
  if (!document.is_object()) Refuse(file, "is no JSON object");
  const Json version = document.value("version", Json(kVersion));
  if (!version.is_number_integer() || version < 1) Refuse(file, "has no valid version");
  if (version > kVersion) {
    Refuse(file, "is of the newer version " + version.dump() + " (this program knows version " +
                     std::to_string(kVersion) + ")");
  }
  if (!document.value("networks", Json::array()).is_array()) {
    Refuse(file, "has a \"networks\" that is no list");
  }
  return document;
}

Json Load(FileSystem& files, const std::filesystem::path& file) {
  const auto content = files.Read(file, kMostBytes);
  Json document = content ? ParseDocument(file, *content) : Json::object();
  document.emplace("version", kVersion);
  document.emplace("networks", Json::array());
  return document;
}

std::optional<std::string> Text(const Json& entry, const char* name) {
  const auto member = entry.find(name);
  if (member == entry.end() || !member->is_string()) return std::nullopt;
  return member->get<std::string>();
}

bool IsOf(const Json& entry, std::string_view owner) {
  return entry.is_object() && Text(entry, "owner") == owner;
}

// The strings of a list; what is none in it is left out.
std::vector<std::string> Texts(const Json& entry, const char* name) {
  std::vector<std::string> texts;
  const Json list = entry.value(name, Json::array());
  for (const Json& element : list) {
    if (element.is_string()) texts.push_back(element.get<std::string>());
  }
  return texts;
}

// Absent for what is no network of HCN: broken, or a transport of ZLayer whose id is a public key.
std::optional<NetworkEntry> ReadEntry(const Json& member) {
  if (!member.is_object()) return std::nullopt;
  NetworkEntry entry;
  for (const auto& [name, field] : kTextMembers) {
    auto text = Text(member, name);
    if (!text) return std::nullopt;
    entry.*field = *std::move(text);
  }
  const auto id = hcn::Guid::Parse(Text(member, kId).value_or(""));
  if (!id) return std::nullopt;
  entry.id = *id;
  entry.subnets = Texts(member, kSubnets);
  entry.created_by = Text(member, kCreatedBy).value_or("");
  return entry;
}

// Changes our members of the entry and no other one.
void WriteEntry(const NetworkEntry& entry, Json& member) {
  for (const auto& [name, field] : kTextMembers) member[name] = entry.*field;
  member[kId] = entry.id.ToString();
  if (entry.subnets.empty()) {
    member.erase(kSubnets);
  } else {
    member[kSubnets] = entry.subnets;
  }
  if (entry.created_by.empty()) {
    member.erase(kCreatedBy);
  } else {
    member[kCreatedBy] = entry.created_by;
  }
}

// Under the marker's lock, so that what an earlier writer left here has nobody any more.
void Save(FileSystem& files, const std::filesystem::path& file, const Json& document) {
  const std::filesystem::path folder = file.parent_path();
  const std::string prefix = conf::ToUtf8(file.filename()) + ".tmp-";
  for (const std::string& name : files.List(folder)) {
    if (name.starts_with(prefix)) files.Remove(folder / conf::ToPath(name));
  }
  const auto temporary = folder / conf::ToPath(prefix + hcn::Guid::Random().ToString());
  files.Write(temporary, document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  files.Rename(temporary, file);
  files.FlushFolder(folder);
}

}  // namespace

NetworkMarker::NetworkMarker(FileSystem& files, std::filesystem::path file, Locks& locks)
    : files_(files), file_(std::move(file)), locks_(locks) {}

std::optional<NetworkEntry> NetworkMarker::Get(std::string_view owner) const {
  for (NetworkEntry& entry : List()) {
    if (entry.owner == owner) return std::move(entry);
  }
  return std::nullopt;
}

std::vector<NetworkEntry> NetworkMarker::List() const {
  const Json document = Load(files_, file_);
  std::vector<NetworkEntry> entries;
  for (const Json& member : document["networks"]) {
    if (auto entry = ReadEntry(member)) entries.push_back(*std::move(entry));
  }
  return entries;
}

void NetworkMarker::Upsert(const NetworkEntry& entry) {
  const auto lock = locks_.Marker(file_);
  Json document = Load(files_, file_);
  const Json before = document;
  Json& networks = document["networks"];
  const auto mine = std::find_if(networks.begin(), networks.end(),
                                 [&](const Json& member) { return IsOf(member, entry.owner); });
  WriteEntry(entry, mine == networks.end() ? networks.emplace_back(Json::object()) : *mine);
  if (document != before) Save(files_, file_, document);
}

bool NetworkMarker::Remove(std::string_view owner) {
  const auto lock = locks_.Marker(file_);
  Json document = Load(files_, file_);
  Json& networks = document["networks"];
  // All of them: of two entries the second would otherwise come back to life.
  const auto removed = std::erase_if(networks.get_ref<Json::array_t&>(),
                                     [&](const Json& member) { return IsOf(member, owner); });
  if (removed > 0) Save(files_, file_, document);
  return removed > 0;
}

}  // namespace state
