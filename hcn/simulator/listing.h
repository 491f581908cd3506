#pragma once

#include <string>

#include "hcn/simulator/query.h"
#include "hcn/simulator/store.h"

// What queries are answered with: V1 or V2, as the query says.
namespace hcn::simulator {

[[nodiscard]] std::string ShowNetwork(const Store& store, const Json& network, const Query& query);
[[nodiscard]] std::string ShowEndpoint(const Store& store, const Json& endpoint,
                                       const Query& query);
[[nodiscard]] std::string ShowNamespace(const Store& store, const Json& name_space,
                                        const Query& query);

// The ids that match, as a JSON array of bare GUIDs.
[[nodiscard]] std::string ListNetworks(const Store& store, const Query& query);
[[nodiscard]] std::string ListEndpoints(const Store& store, const Query& query);
[[nodiscard]] std::string ListNamespaces(const Store& store, const Query& query);

}  // namespace hcn::simulator
