#include "hcn/hresult.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "hcn/hresult_table.h"

namespace hcn {

std::optional<HResultInfo> FindHResult(HResult code) {
  for (const auto rows : {WindowsHResults(), HcnHResults()}) {
    const auto row = std::ranges::lower_bound(rows, code, {}, &HResultInfo::code);
    if (row != rows.end() && row->code == code) return *row;
  }
  return std::nullopt;
}

std::vector<HResultInfo> HResultTable() {
  std::vector<HResultInfo> all;
  for (const auto rows : {WindowsHResults(), HcnHResults()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

ErrorClass ClassOf(HResult code) {
  const auto info = FindHResult(code);
  return info ? info->error_class : ErrorClass::kUnknown;
}

std::string Describe(HResult code) {
  std::array<char, sizeof "0x00000000"> number{};
  std::snprintf(number.data(), number.size(), "0x%08x", static_cast<unsigned>(code));
  std::string text = number.data();
  if (const auto info = FindHResult(code)) text.append(" (").append(info->symbol).append(")");
  return text;
}

bool MeansGone(HResult code) {
  return code == kElementNotFound || code == kFileNotFound || code == kNetworkNotFound ||
         code == kEndpointNotFound;
}

}  // namespace hcn
