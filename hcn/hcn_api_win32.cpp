#include "hcn/hcn_api_win32.h"

#include <windows.h>
#include <combaseapi.h>
#include <computenetwork.h>

#include <string>
#include <type_traits>
#include <utility>

#include "hcn/error.h"
#include "win32/error.h"
#include "win32/system_dll.h"
#include "win32/text.h"

namespace hcn {
namespace {

// The three kinds of objects have functions of the same shapes.
using EnumerateFunction = HRESULT WINAPI(PCWSTR, PWSTR*, PWSTR*);
using CreateFunction = HRESULT WINAPI(REFGUID, PCWSTR, void**, PWSTR*);
using CreateEndpointFunction = HRESULT WINAPI(void*, REFGUID, PCWSTR, void**, PWSTR*);
using OpenFunction = HRESULT WINAPI(REFGUID, void**, PWSTR*);
using ModifyFunction = HRESULT WINAPI(void*, PCWSTR, PWSTR*);
using QueryFunction = HRESULT WINAPI(void*, PCWSTR, PWSTR*, PWSTR*);
using DeleteFunction = HRESULT WINAPI(REFGUID, PWSTR*);
using CloseFunction = HRESULT WINAPI(void*);

static_assert(std::is_same_v<EnumerateFunction, decltype(HcnEnumerateEndpoints)>);
static_assert(std::is_same_v<CreateFunction, decltype(HcnCreateNamespace)>);
static_assert(std::is_same_v<CreateEndpointFunction, decltype(HcnCreateEndpoint)>);
static_assert(std::is_same_v<OpenFunction, decltype(HcnOpenNetwork)>);
static_assert(std::is_same_v<ModifyFunction, decltype(HcnModifyNamespace)>);
static_assert(std::is_same_v<QueryFunction, decltype(HcnQueryNetworkProperties)>);
static_assert(std::is_same_v<DeleteFunction, decltype(HcnDeleteEndpoint)>);
static_assert(std::is_same_v<CloseFunction, decltype(HcnCloseEndpoint)>);

constexpr HResult FromWin32(win32::ErrorCode code) { return 0x80070000 | (code & 0xffff); }

// The documentation names ole32.dll, which forwards to this one and brings user32.dll.
void FreeTaskMemory(void* memory) {
  static auto* const free =
      win32::SystemDll(L"combase.dll").Find<decltype(CoTaskMemFree)>("CoTaskMemFree");
  if (free != nullptr) free(memory);
}

// A text that HCN gives away: COM task memory, whether the call succeeded or not.
class GivenText {
 public:
  GivenText() = default;
  GivenText(const GivenText&) = delete;
  GivenText& operator=(const GivenText&) = delete;
  ~GivenText() {
    if (text_ != nullptr) FreeTaskMemory(text_);
  }

  PWSTR* out() { return &text_; }
  [[nodiscard]] std::string Utf8() const { return text_ == nullptr ? "" : win32::ToUtf8(text_); }

 private:
  PWSTR text_ = nullptr;
};

GUID ToWindows(const Guid& id) {
  const auto& bytes = id.bytes();
  GUID guid{};
  guid.Data1 = static_cast<ULONG>(bytes[0]) << 24 | static_cast<ULONG>(bytes[1]) << 16 |
               static_cast<ULONG>(bytes[2]) << 8 | bytes[3];
  guid.Data2 = static_cast<USHORT>(bytes[4] << 8 | bytes[5]);
  guid.Data3 = static_cast<USHORT>(bytes[6] << 8 | bytes[7]);
  for (std::size_t i = 0; i < 8; ++i) guid.Data4[i] = bytes[i + 8];
  return guid;
}

void* ToWindows(HandleValue handle) { return reinterpret_cast<void*>(handle); }

HandleValue FromWindows(void* handle) { return reinterpret_cast<HandleValue>(handle); }

class Win32HcnApi final : public HcnApi {
 public:
  explicit Win32HcnApi(ComputeNetworkDll dll) : dll_(std::move(dll)) {}

  std::string EnumerateNetworks(std::string_view query) override {
    return Enumerate("HcnEnumerateNetworks", query);
  }
  HandleValue CreateNetwork(const Guid& id, std::string_view settings) override {
    return Create("HcnCreateNetwork", id, settings, "HcnCloseNetwork");
  }
  HandleValue OpenNetwork(const Guid& id) override {
    return Open("HcnOpenNetwork", id, "HcnCloseNetwork");
  }
  void ModifyNetwork(HandleValue network, std::string_view settings) override {
    Modify("HcnModifyNetwork", network, settings);
  }
  std::string QueryNetworkProperties(HandleValue network, std::string_view query) override {
    return Query("HcnQueryNetworkProperties", network, query);
  }
  void DeleteNetwork(const Guid& id) override { Delete("HcnDeleteNetwork", id); }
  void CloseNetwork(HandleValue network) noexcept override { Close("HcnCloseNetwork", network); }

  std::string EnumerateEndpoints(std::string_view query) override {
    return Enumerate("HcnEnumerateEndpoints", query);
  }
  HandleValue CreateEndpoint(HandleValue network, const Guid& id,
                             std::string_view settings) override {
    void* endpoint = nullptr;
    const Outcome outcome =
        Call<CreateEndpointFunction>("HcnCreateEndpoint", ToWindows(network), ToWindows(id),
                                     win32::ToWide(settings).c_str(), &endpoint);
    return Opened(outcome, endpoint, "HcnCloseEndpoint");
  }
  HandleValue OpenEndpoint(const Guid& id) override {
    return Open("HcnOpenEndpoint", id, "HcnCloseEndpoint");
  }
  void ModifyEndpoint(HandleValue endpoint, std::string_view settings) override {
    Modify("HcnModifyEndpoint", endpoint, settings);
  }
  std::string QueryEndpointProperties(HandleValue endpoint, std::string_view query) override {
    return Query("HcnQueryEndpointProperties", endpoint, query);
  }
  void DeleteEndpoint(const Guid& id) override { Delete("HcnDeleteEndpoint", id); }
  void CloseEndpoint(HandleValue endpoint) noexcept override {
    Close("HcnCloseEndpoint", endpoint);
  }

  std::string EnumerateNamespaces(std::string_view query) override {
    return Enumerate("HcnEnumerateNamespaces", query);
  }
  HandleValue CreateNamespace(const Guid& id, std::string_view settings) override {
    return Create("HcnCreateNamespace", id, settings, "HcnCloseNamespace");
  }
  HandleValue OpenNamespace(const Guid& id) override {
    return Open("HcnOpenNamespace", id, "HcnCloseNamespace");
  }
  void ModifyNamespace(HandleValue name_space, std::string_view settings) override {
    Modify("HcnModifyNamespace", name_space, settings);
  }
  std::string QueryNamespaceProperties(HandleValue name_space, std::string_view query) override {
    return Query("HcnQueryNamespaceProperties", name_space, query);
  }
  void DeleteNamespace(const Guid& id) override { Delete("HcnDeleteNamespace", id); }
  void CloseNamespace(HandleValue name_space) noexcept override {
    Close("HcnCloseNamespace", name_space);
  }

 private:
  // What a call came to. A record with S_OK is a failure, as hcsshim has it (hcn/hcnerrors.go).
  struct Outcome {
    const char* function;
    HResult code;
    std::string record;

    [[nodiscard]] bool IsFailure() const { return code >= 0x80000000 || !record.empty(); }
    void Check() const {
      if (IsFailure()) throw Error(function, code, record);
    }
  };

  template <typename Function>
  Function* Find(const char* name) const {
    return reinterpret_cast<Function*>(dll_.missing == 0 ? dll_.find(name) : nullptr);
  }

  // Every function but the Close ones has the place for the error record at its end.
  template <typename Function, typename... Arguments>
  Outcome Call(const char* name, Arguments... arguments) const {
    Function* const function = Find<Function>(name);
    if (function == nullptr) {
      return {name, dll_.missing != 0 ? dll_.missing : FromWin32(ERROR_PROC_NOT_FOUND), {}};
    }
    GivenText record;
    const HRESULT code = function(arguments..., record.out());
    return {name, static_cast<HResult>(code), record.Utf8()};
  }

  HandleValue Opened(const Outcome& outcome, void* handle, const char* close) const {
    if (outcome.IsFailure() && handle != nullptr) Close(close, FromWindows(handle));
    outcome.Check();
    return FromWindows(handle);
  }

  // An empty query is NULL, which every function takes for "everything".
  template <typename Function, typename... Arguments>
  std::string Ask(const char* name, std::string_view query, Arguments... arguments) const {
    const std::wstring wide = win32::ToWide(query);
    GivenText answer;
    Call<Function>(name, arguments..., query.empty() ? nullptr : wide.c_str(), answer.out())
        .Check();
    return answer.Utf8();
  }

  std::string Enumerate(const char* name, std::string_view query) const {
    return Ask<EnumerateFunction>(name, query);
  }
  std::string Query(const char* name, HandleValue handle, std::string_view query) const {
    return Ask<QueryFunction>(name, query, ToWindows(handle));
  }
  HandleValue Create(const char* name, const Guid& id, std::string_view settings,
                     const char* close) const {
    void* handle = nullptr;
    const Outcome outcome =
        Call<CreateFunction>(name, ToWindows(id), win32::ToWide(settings).c_str(), &handle);
    return Opened(outcome, handle, close);
  }
  HandleValue Open(const char* name, const Guid& id, const char* close) const {
    void* handle = nullptr;
    const Outcome outcome = Call<OpenFunction>(name, ToWindows(id), &handle);
    return Opened(outcome, handle, close);
  }
  void Modify(const char* name, HandleValue handle, std::string_view settings) const {
    Call<ModifyFunction>(name, ToWindows(handle), win32::ToWide(settings).c_str()).Check();
  }
  void Delete(const char* name, const Guid& id) const {
    Call<DeleteFunction>(name, ToWindows(id)).Check();
  }
  void Close(const char* name, HandleValue handle) const noexcept {
    auto* const close = Find<CloseFunction>(name);
    if (close != nullptr) close(ToWindows(handle));
  }

  ComputeNetworkDll dll_;
};

}  // namespace

ComputeNetworkDll SystemComputeNetworkDll() {
  const win32::SystemDll dll(L"computenetwork.dll");
  if (dll.error() != 0) return {{}, FromWin32(dll.error())};
  return {[dll](const char* name) { return dll.Address(name); }, 0};
}

std::unique_ptr<HcnApi> MakeApi(ComputeNetworkDll dll) {
  return std::make_unique<Win32HcnApi>(std::move(dll));
}

}  // namespace hcn
