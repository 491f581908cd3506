#pragma once

#include <functional>
#include <memory>

#include "hcn/hcn_api.h"
#include "hcn/hresult.h"

namespace hcn {

// The functions of a computenetwork.dll by their names.
struct ComputeNetworkDll {
  // The address of an export; null when this DLL has none of that name.
  std::function<void*(const char* name)> find;
  // Why `find` finds nothing at all, such as ERROR_MOD_NOT_FOUND; 0 when there is a DLL.
  HResult missing = 0;
};

// The one in Windows' System32, and none of that name elsewhere.
[[nodiscard]] ComputeNetworkDll SystemComputeNetworkDll();

// The HCN of this Windows. Each function is resolved when it is first called: one that the DLL
// lacks (or a DLL that is not there) is an hcn::Error of that function, ERROR_PROC_NOT_FOUND
// (ERROR_MOD_NOT_FOUND), and nobody who does not call it hears of it. Safe to be used by several
// threads at once, as HCN is.
[[nodiscard]] std::unique_ptr<HcnApi> MakeApi(ComputeNetworkDll dll);

}  // namespace hcn
