#include "hcn/simulator/hns_call.h"

#include <algorithm>
#include <array>

#include "hcn/simulator/listing.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/store.h"

namespace hcn::simulator {
namespace {

// The objects under a path: "/networks/" is all of them, "/networks/<id>" one.
struct Objects {
  std::string_view path;
  const Collection Store::*collection;
  std::string (*show)(const Store& store, const Json& object, const Query& query);
  HResult absent;
};

constexpr auto kObjects = std::to_array<Objects>({
    {"/networks/", &Store::networks, ShowNetwork, kNetworkNotFound},
    {"/endpoints/", &Store::endpoints, ShowEndpoint, kEndpointNotFound},
    {"/namespaces/", &Store::namespaces, ShowNamespace, kElementNotFound},
});

Json Show(const Store& store, const Objects& objects, const Json& object) {
  return ParseJson(objects.show(store, object, Query("")));
}

Json ShowAll(const Store& store, const Objects& objects) {
  Json all = Json::array();
  const Collection& collection = store.*objects.collection;
  for (const Guid& id : collection.Ids()) {
    if (const auto object = collection.Read(id)) all.push_back(Show(store, objects, *object));
  }
  return all;
}

Json ShowOne(const Store& store, const Objects& objects, std::string_view id) {
  const auto object = (store.*objects.collection).Read(Guid::Parse(id).value_or(Guid()));
  if (!object) throw Refusal(objects.absent);
  return Show(store, objects, *object);
}

Json Output(const Store& store, std::string_view method, std::string_view path) {
  const auto objects = std::ranges::find_if(
      kObjects, [&](const Objects& each) { return path.starts_with(each.path); });
  const bool is_get = EqualIgnoringCase(method, "GET");
  if (is_get && path == "/globals/version") return store.HnsVersion();
  if (!is_get || objects == kObjects.end()) {
    throw Refusal(kNotImplemented, "The simulated host does not answer " + std::string(method) +
                                       " " + std::string(path));
  }
  const std::string_view id = path.substr(objects->path.size());
  return id.empty() ? ShowAll(store, *objects) : ShowOne(store, *objects, id);
}

}  // namespace

std::string HnsCall(const std::filesystem::path& folder, std::string_view method,
                    std::string_view path) {
  try {
    const Store store(folder);
    store.Prepare();
    return Json({{"Success", true}, {"Output", Output(store, method, path)}}).dump();
  } catch (const Refusal& refusal) {
    return ErrorRecord(refusal.code(), refusal.what());
  }
}

}  // namespace hcn::simulator
