#pragma once

#include <span>

#include "hcn/hresult.h"

namespace hcn {

// Every code that FindHResult knows, sorted by code without doubles. Texts are for an operator:
// they never say "not found", which container runtimes take for the success of a DEL.
[[nodiscard]] std::span<const HResultInfo> HResultTable();

}  // namespace hcn
