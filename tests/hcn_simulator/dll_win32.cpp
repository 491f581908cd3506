#include "tests/hcn_simulator/dll_win32.h"

#include <windows.h>

#include <stdexcept>

#include "tests/support/temporary_folder.h"

namespace hcn::simulator {
namespace {

std::wstring Read(const wchar_t* name) {
  std::wstring value(32768, L'\0');
  value.resize(GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
  return value;
}

}  // namespace

ComputeNetworkDll TheDll() {
  return {[](const char* name) {
    (void)DllHost();
    return FindExport(L"computenetwork.dll", name);
  }};
}

const std::filesystem::path& DllHost() {
  static const support::TemporaryFolder folder;
  static const Variable variable(L"HCN_SIMULATOR_DIR", folder.path().wstring());
  return folder.path();
}

void* FindExport(const wchar_t* dll, const char* name) {
  const HMODULE module = LoadLibraryW(dll);
  if (module == nullptr) throw std::runtime_error("the DLL does not load");
  const auto found = reinterpret_cast<void*>(GetProcAddress(module, name));
  if (found == nullptr) throw std::runtime_error(std::string("no export ") + name);
  return found;
}

Variable::Variable(const wchar_t* name, const std::wstring& value) : name_(name), old_(Read(name)) {
  SetEnvironmentVariableW(name, value.c_str());
}

Variable::~Variable() { SetEnvironmentVariableW(name_, old_.empty() ? nullptr : old_.c_str()); }

}  // namespace hcn::simulator
