#include "hcn/simulator/late_call.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "hcn/handle.h"
#include "hcn/simulator/json.h"

namespace hcn::simulator {
namespace {

constexpr std::string_view kV2 = R"({"SchemaVersion":{"Major":2,"Minor":0}})";

using Query = std::string (HcnApi::*)(HandleValue, std::string_view);

// The functions that change something, what they do to whom, and how to ask their handle's object
// for its id.
struct Changing {
  std::string_view function;
  Query query;
  void (*make)(HcnApi& api, const LateCall& call);
};

constexpr auto kChanging = std::to_array<Changing>({
    {"HcnCreateNetwork", nullptr,
     [](HcnApi& api, const LateCall& call) {
       NetworkHandle(api, api.CreateNetwork(call.id, call.document));
     }},
    {"HcnModifyNetwork", &HcnApi::QueryNetworkProperties,
     [](HcnApi& api, const LateCall& call) {
       const NetworkHandle network(api, api.OpenNetwork(call.object));
       api.ModifyNetwork(network.value(), call.document);
     }},
    {"HcnDeleteNetwork", nullptr,
     [](HcnApi& api, const LateCall& call) { api.DeleteNetwork(call.id); }},
    {"HcnCreateEndpoint", &HcnApi::QueryNetworkProperties,
     [](HcnApi& api, const LateCall& call) {
       const NetworkHandle network(api, api.OpenNetwork(call.object));
       EndpointHandle(api, api.CreateEndpoint(network.value(), call.id, call.document));
     }},
    {"HcnModifyEndpoint", &HcnApi::QueryEndpointProperties,
     [](HcnApi& api, const LateCall& call) {
       const EndpointHandle endpoint(api, api.OpenEndpoint(call.object));
       api.ModifyEndpoint(endpoint.value(), call.document);
     }},
    {"HcnDeleteEndpoint", nullptr,
     [](HcnApi& api, const LateCall& call) { api.DeleteEndpoint(call.id); }},
    {"HcnCreateNamespace", nullptr,
     [](HcnApi& api, const LateCall& call) {
       NamespaceHandle(api, api.CreateNamespace(call.id, call.document));
     }},
    {"HcnModifyNamespace", &HcnApi::QueryNamespaceProperties,
     [](HcnApi& api, const LateCall& call) {
       const NamespaceHandle name_space(api, api.OpenNamespace(call.object));
       api.ModifyNamespace(name_space.value(), call.document);
     }},
    {"HcnDeleteNamespace", nullptr,
     [](HcnApi& api, const LateCall& call) { api.DeleteNamespace(call.id); }},
});

const Changing* Find(std::string_view function) {
  const auto row = std::ranges::find(kChanging, function, &Changing::function);
  return row == kChanging.end() ? nullptr : &*row;
}

}  // namespace

LateCall ToLateCall(HcnApi& api, const LoggedCall& call) {
  LateCall late = {call.function, {}, call.id.value_or(Guid()), call.document.value_or("")};
  const Changing* row = Find(call.function);
  if (row != nullptr && row->query != nullptr && call.handle) {
    late.object = GuidOf(ParseJson((api.*row->query)(*call.handle, kV2)), "ID");
  }
  return late;
}

void Make(HcnApi& api, const LateCall& call) {
  if (const Changing* row = Find(call.function)) row->make(api, call);
}

std::string ToText(const LateOrder& order) {
  const LateCall& call = order.call;
  return nlohmann::json({{"milliseconds", order.time.count()},
                         {"function", call.function},
                         {"object", call.object.ToString()},
                         {"id", call.id.ToString()},
                         {"document", call.document}})
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

LateOrder ParseLateOrder(std::string_view text) {
  const Json order = ParseJson(text);
  return {std::chrono::milliseconds(NumberOf(order, "milliseconds")),
          {TextOf(order, "function"), GuidOf(order, "object"), GuidOf(order, "id"),
           TextOf(order, "document")}};
}

}  // namespace hcn::simulator
