#include <windows.h>

#include "hcn/simulator/dll_text.h"
#include "hcn/simulator/hns_call.h"
#include "hcn/simulator/make_api.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

std::string AnswerTo(PCWSTR method, PCWSTR path) {
  try {
    return HnsCall(HostFolder(Environment(L"HCN_SIMULATOR_DIR")), Utf8(method), Utf8(path));
  } catch (const std::exception& trouble) {
    return ErrorRecord(kUnspecified, trouble.what());
  }
}

}  // namespace
}  // namespace hcn::simulator

// The one export of the simulator's vmcompute.dll; the real one has it beside those of HCS. What it
// is asked and answers is in the documents, and its own result only says that it was understood
// (hcsshim, internal/hns/hnsfuncs.go).
extern "C" HRESULT WINAPI HNSCall(PCWSTR method, PCWSTR path, PCWSTR, PWSTR* response) {
  if (response == nullptr) return E_INVALIDARG;
  try {
    *response = hcn::simulator::ToCoTaskMem(hcn::simulator::AnswerTo(method, path));
    return S_OK;
  } catch (...) {
    *response = nullptr;
    return E_OUTOFMEMORY;  // not even an answer could be written
  }
}
