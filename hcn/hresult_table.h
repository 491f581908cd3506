#pragma once

#include <span>
#include <vector>

#include "hcn/hresult.h"

namespace hcn {

// Each is sorted by code without doubles, and the second goes on where the first ends. Texts are
// for an operator: they never say "not found", which container runtimes take for the success of a
// DEL.
[[nodiscard]] std::span<const HResultInfo> WindowsHResults();
[[nodiscard]] std::span<const HResultInfo> HcnHResults();

// Every code that FindHResult knows, sorted.
[[nodiscard]] std::vector<HResultInfo> HResultTable();

}  // namespace hcn
