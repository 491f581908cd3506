#pragma once

#include <string_view>

#include "hcn/simulator/json.h"

// The V1 form of objects: what HNS takes without a SchemaVersion, answers to queries without one,
// and filters by (docs/simulator.md). Names: hcsshim's internal/hns package.
namespace hcn::simulator {

// Whether a document or a query asks for V2: SchemaVersion.Major is 2 or more.
[[nodiscard]] bool IsV2(const Json& document);

// From a document that was checked against kV1NetworkTable or kV1EndpointTable to one that has yet
// to be checked against the V2 table. Throws Refusal (0x803b000e) for a policy that V2 does not
// know.
[[nodiscard]] Json NetworkFromV1(const Json& v1);
[[nodiscard]] Json EndpointFromV1(const Json& v1);

// From the stored form. GUIDs are in upper case.
[[nodiscard]] Json NetworkToV1(const Json& network);
[[nodiscard]] Json EndpointToV1(const Json& endpoint, std::string_view network_name);
// Resources must hold the endpoints as well.
[[nodiscard]] Json NamespaceToV1(const Json& name_space);

}  // namespace hcn::simulator
