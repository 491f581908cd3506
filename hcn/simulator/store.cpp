#include "hcn/simulator/store.h"

#include <algorithm>
#include <utility>

namespace hcn::simulator {
namespace {

namespace fs = std::filesystem;

Json Server2022() { return {{"Major", 13}, {"Minor", 3}}; }

}  // namespace

Collection::Collection(fs::path folder, fs::path scratch)
    : folder_(std::move(folder)), scratch_(std::move(scratch)) {}

bool Collection::Has(const Guid& id) const { return fs::exists(FileOf(id)); }

std::optional<Json> Collection::Read(const Guid& id) const {
  const auto text = ReadIfThere(FileOf(id));
  if (!text) return std::nullopt;
  return ParseJson(*text);
}

std::vector<Guid> Collection::Ids() const {
  std::vector<Guid> ids;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (const auto id = Guid::Parse(entry.path().stem().string())) ids.push_back(*id);
  }
  std::ranges::sort(ids);
  return ids;
}

// One scratch file serves all: whoever writes holds the host's lock.
void Collection::Put(const Guid& id, const Json& object) const {
  Write(scratch_, object.dump());
  Replace(scratch_, FileOf(id));
}

bool Collection::Remove(const Guid& id) const { return RemoveIfThere(FileOf(id)); }

fs::path Collection::FileOf(const Guid& id) const { return folder_ / (id.ToString() + ".json"); }

Guid DefaultNamespaceId() {
  static const Guid kId = *Guid::Parse("910f7d92-ba2d-4c3f-98ae-7c0ac590d2dc");
  return kId;
}

Store::Store(const fs::path& folder)
    : networks(folder / "networks", folder / "scratch"),
      endpoints(folder / "endpoints", folder / "scratch"),
      namespaces(folder / "namespaces", folder / "scratch"),
      folder_(folder),
      claims_(folder / "claims"),
      host_(folder / "host.json"),
      lock_(folder / "lock") {}

void Store::Prepare() const {
  if (fs::exists(host_)) return;
  fs::create_directories(folder_);
  const FileLock lock = Lock();
  if (!fs::exists(host_)) MakeHost();
}

void Store::Reset() const {
  fs::create_directories(folder_);
  const FileLock lock = Lock();
  RemoveIfThere(host_);
  for (const auto& part : {networks.folder(), endpoints.folder(), namespaces.folder(), claims_}) {
    fs::remove_all(part);
  }
  MakeHost();
}

void Store::MakeHost() const {
  for (const auto& part : {networks.folder(), endpoints.folder(), namespaces.folder(), claims_}) {
    fs::create_directories(part);
  }
  namespaces.Put(DefaultNamespaceId(), {{"ID", DefaultNamespaceId().ToString()},
                                        {"Type", "HostDefault"},
                                        {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                                        {"NamespaceId", 1}});
  const fs::path scratch = folder_ / "scratch";
  Write(scratch,
        Json({{"Adapters", Json::array({"Ethernet"})}, {"HnsVersion", Server2022()}}).dump());
  Replace(scratch, host_);
}

Claims Store::ClaimsOf(const Guid& network) const {
  const auto holds = [this, network](const Guid& id, std::string_view thing) {
    const auto endpoint = endpoints.Read(id);
    if (!endpoint || GuidOf(*endpoint, "HostComputeNetwork") != network) return false;
    const auto things = ThingsOf(*endpoint);
    return std::ranges::find(things, thing) != things.end();
  };
  return Claims(claims_ / network.ToString(), holds);
}

std::vector<std::string> Store::Adapters() const {
  const Json host = ParseJson(ReadIfThere(host_).value_or("{}"));
  std::vector<std::string> adapters;
  for (const Json& name : ListOf(host, "Adapters")) {
    if (name.is_string()) adapters.push_back(name.get<std::string>());
  }
  return adapters;
}

Json Store::HnsVersion() const {
  return ParseJson(ReadIfThere(host_).value_or("{}")).value("HnsVersion", Server2022());
}

std::vector<std::string> ThingsOf(const Json& endpoint) {
  std::vector<std::string> things;
  for (const Json& configuration : ListOf(endpoint, "IpConfigurations")) {
    things.push_back("ip-" + TextOf(configuration, "IpAddress"));
  }
  for (const HostPort& port : HostPortsOf(ListOf(endpoint, "Policies"))) {
    things.push_back(ThingOf(port));
  }
  things.push_back("mac-" + TextOf(endpoint, "MacAddress"));
  return things;
}

std::string ThingOf(const HostPort& port) {
  return (port.is_ipv6 ? "port-v6-" : "port-") + std::to_string(port.protocol) + "-" +
         std::to_string(port.number);
}

}  // namespace hcn::simulator
