#include "hcn/simulator/computenetwork_dll.h"

#include <algorithm>
#include <array>
#include <new>

#include "hcn/simulator/late_entry.h"
#include "hcn/simulator/make_api.h"

namespace hcn::simulator {
namespace {

HRESULT Refuse(PWSTR* record, HResult code, std::string_view text) {
  if (record != nullptr) *record = ToCoTaskMem(text);
  return static_cast<HRESULT>(code);
}

HRESULT TryToServe(PWSTR* record, const std::function<void()>& work) {
  try {
    if (record != nullptr) *record = nullptr;
    work();
    return S_OK;
  } catch (const Error& error) {
    return Refuse(record, error.code(), error.record());
  } catch (const Refusal& refusal) {
    return Refuse(record, refusal.code(), ErrorRecord(refusal.code(), refusal.what()));
  } catch (const std::exception& trouble) {
    return Refuse(record, kUnspecified, ErrorRecord(kUnspecified, trouble.what()));
  }
}

}  // namespace

// The process ends with calls on their way in other threads: its host is never taken down.
HcnApi& TheApi() {
  static HcnApi& api =
      *MakeApi(HostFolder(Environment(L"HCN_SIMULATOR_DIR")), Environment(L"HCN_SIMULATOR_FAULTS"),
               Environment(L"HCN_SIMULATOR_LOG"))
           .release();
  return api;
}

// The first three parts are numbers in the machine's order.
Guid ToGuid(REFGUID id) {
  const auto byte = [](unsigned long number, int shift) {
    return static_cast<std::uint8_t>(number >> shift);
  };
  std::array<std::uint8_t, 16> bytes = {byte(id.Data1, 24), byte(id.Data1, 16), byte(id.Data1, 8),
                                        byte(id.Data1, 0),  byte(id.Data2, 8),  byte(id.Data2, 0),
                                        byte(id.Data3, 8),  byte(id.Data3, 0)};
  std::copy_n(id.Data4, sizeof id.Data4, bytes.begin() + 8);
  return Guid::FromBytes(bytes);
}

HRESULT Serve(PWSTR* record, const std::function<void()>& work) noexcept {
  try {
    return TryToServe(record, work);
  } catch (...) {
    return E_OUTOFMEMORY;  // even the record could not be written
  }
}

}  // namespace hcn::simulator

extern "C" void CALLBACK FinishLateCallW(HWND, HINSTANCE, LPWSTR file, int) {
  try {
    hcn::simulator::FinishLateCall(file);
  } catch (...) {
    ::ExitProcess(1);  // nobody is left to hear it
  }
}
