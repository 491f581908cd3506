#include <windows.h>
#include <computenetwork.h>

#include <string>

// A process that makes one endpoint through the simulator's DLL, once the event GATE is set:
// dll_caller ADDRESS GATE. Its exit code is 0, 1 when HCN refuses, 2 when something else is wrong.
namespace {

constexpr GUID kNetwork = {
    0x0b2a7f10, 0x3c4d, 0x4e5f, {0x8a, 0x9b, 0x0c, 0x1d, 0x2e, 0x3f, 0x4a, 0x5b}};

template <typename Function>
Function* Find(HMODULE dll, const char* name) {
  return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(dll, name)));
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
  const HMODULE dll = LoadLibraryW(L"computenetwork.dll");
  if (count != 3 || dll == nullptr) return 2;
  const auto open = Find<decltype(HcnOpenNetwork)>(dll, "HcnOpenNetwork");
  const auto create = Find<decltype(HcnCreateEndpoint)>(dll, "HcnCreateEndpoint");
  void* network = nullptr;
  if (open(kNetwork, &network, nullptr) != S_OK) return 2;
  const HANDLE gate = OpenEventW(SYNCHRONIZE, FALSE, arguments[2]);
  if (WaitForSingleObject(gate, INFINITE) != WAIT_OBJECT_0) return 2;
  const std::wstring document =
      LR"({"SchemaVersion":{"Major":2,"Minor":0},"IpConfigurations":[{"IpAddress":")" +
      std::wstring(arguments[1]) + LR"("}]})";
  void* endpoint = nullptr;
  return create(network, GUID{}, document.c_str(), &endpoint, nullptr) == S_OK ? 0 : 1;
}
