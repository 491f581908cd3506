#pragma once

#include <windows.h>
#include <objbase.h>

#include <functional>

#include "hcn/hcn_api.h"
#include "hcn/simulator/dll_text.h"
#include "hcn/simulator/refusal.h"

// The simulator's second door: what the exports of its computenetwork.dll have in common. They keep
// what Microsoft promises of the real ones: strings that go out are the caller's, by CoTaskMemFree;
// ErrorRecord may be NULL, and is written on failure only; Query may be NULL
// (https://learn.microsoft.com/virtualization/api/hcn/reference/apioverview).
namespace hcn::simulator {

// The host that this process's environment names: HCN_SIMULATOR_DIR, _FAULTS, _LOG. Made at the
// first call; throws what MakeApi throws.
[[nodiscard]] HcnApi& TheApi();

[[nodiscard]] Guid ToGuid(REFGUID id);

// Does `work`, and says what it throws as an HRESULT with an error record. Nothing leaves it.
HRESULT Serve(PWSTR* record, const std::function<void()>& work) noexcept;

// An out parameter, emptied. Throws Refusal (0x80070057) when it is NULL.
template <typename Value>
Value& Out(Value* out) {
  if (out == nullptr) throw Refusal(kInvalidArgument);
  return *out = nullptr;
}

inline HandleValue ToValue(void* handle) { return reinterpret_cast<HandleValue>(handle); }
inline void* ToHandle(HandleValue value) { return reinterpret_cast<void*>(value); }

}  // namespace hcn::simulator
