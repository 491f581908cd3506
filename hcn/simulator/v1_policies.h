#pragma once

#include "hcn/simulator/json.h"

namespace hcn::simulator {

// V1 policies are flat objects, {"Type", …settings}, and some have other names.
[[nodiscard]] Json PoliciesFromV1(const Json& policies);
[[nodiscard]] Json PoliciesToV1(const Json& policies);

}  // namespace hcn::simulator
