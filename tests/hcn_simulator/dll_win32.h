#pragma once

#include <filesystem>

#include "hcn/hcn_api_win32.h"

namespace hcn::simulator {

// The simulator's computenetwork.dll, which lies beside the tests' executable, loaded into this
// process. It works on the host in DllHost(), as a DLL has one host per process.
[[nodiscard]] ComputeNetworkDll TheDll();

// The folder of that host, gone with this process.
[[nodiscard]] const std::filesystem::path& DllHost();

// The export `name` of a DLL beside the tests' executable, with a function's type. Throws
// std::runtime_error when there is none.
[[nodiscard]] void* FindExport(const wchar_t* dll, const char* name);

template <typename Function>
Function* Export(const char* name) {
  return reinterpret_cast<Function*>(FindExport(L"computenetwork.dll", name));
}

// A variable of this process's environment, the old one again when it goes.
class Variable {
 public:
  Variable(const wchar_t* name, const std::wstring& value);
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable();

 private:
  const wchar_t* name_;
  std::wstring old_;
};

}  // namespace hcn::simulator
