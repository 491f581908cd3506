#include <windows.h>

#include <array>

#include "cli/doctor_checks.h"
#include "win32/error.h"

namespace cli {
namespace {

// Owns a key that RegCloseKey closes.
class Key {
 public:
  explicit Key(const wchar_t* path)
      : error_(static_cast<DWORD>(RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0,
                                                KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key_))) {}
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (is_open()) RegCloseKey(key_);
  }

  [[nodiscard]] bool is_open() const { return error_ == ERROR_SUCCESS; }
  [[nodiscard]] bool is_absent() const { return error_ == ERROR_FILE_NOT_FOUND; }
  [[nodiscard]] DWORD error() const { return error_; }
  [[nodiscard]] HKEY value() const { return key_; }

 private:
  HKEY key_ = nullptr;
  DWORD error_;
};

// Each excluded path is the name of a value:
// https://learn.microsoft.com/defender-endpoint/configure-extension-file-exclusions-microsoft-defender-antivirus
constexpr std::array kExclusions{
    L"SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths",
    L"SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths"};
constexpr const wchar_t* kDefender = L"SOFTWARE\\Microsoft\\Windows Defender";
constexpr DWORD kMostName = 16384;  // a limit of the registry

void AddNames(const Key& key, std::vector<std::filesystem::path>& paths) {
  std::wstring name(kMostName, L'\0');
  for (DWORD i = 0;; ++i) {
    DWORD size = kMostName;
    if (RegEnumValueW(key.value(), i, name.data(), &size, nullptr, nullptr, nullptr, nullptr) !=
        ERROR_SUCCESS) {
      return;
    }
    paths.emplace_back(name.substr(0, size));
  }
}

// Owns what CloseServiceHandle closes.
class ServiceHandle {
 public:
  explicit ServiceHandle(SC_HANDLE value) : value_(value) {}
  ServiceHandle(const ServiceHandle&) = delete;
  ServiceHandle& operator=(const ServiceHandle&) = delete;
  ~ServiceHandle() {
    if (is_open()) CloseServiceHandle(value_);
  }

  [[nodiscard]] bool is_open() const { return value_ != nullptr; }
  [[nodiscard]] SC_HANDLE value() const { return value_; }

 private:
  SC_HANDLE value_;
};

std::string NameOf(DWORD state) {
  switch (state) {
    case SERVICE_STOPPED:
      return "stopped";
    case SERVICE_RUNNING:
      return "running";
    case SERVICE_START_PENDING:
      return "starting";
    case SERVICE_STOP_PENDING:
      return "stopping";
    default:
      return "in state " + std::to_string(state);
  }
}

std::string HnsService() {
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  if (!manager.is_open()) return {};
  const ServiceHandle service(OpenServiceW(manager.value(), L"hns", SERVICE_QUERY_STATUS));
  if (!service.is_open()) {
    return GetLastError() == ERROR_SERVICE_DOES_NOT_EXIST ? "not installed" : "";
  }
  SERVICE_STATUS status{};
  return QueryServiceStatus(service.value(), &status) == 0 ? "" : NameOf(status.dwCurrentState);
}

Surroundings LookAtDefender() {
  if (Key(kDefender).is_absent()) return {std::nullopt, "there is no Windows Defender here"};
  std::vector<std::filesystem::path> paths;
  for (const wchar_t* path : kExclusions) {
    const Key key(path);
    if (!key.is_open() && !key.is_absent()) {
      return {std::nullopt,
              "Windows lets this user not read them: " + win32::Describe(key.error())};
    }
    if (key.is_open()) AddNames(key, paths);
  }
  return {paths, ""};
}

}  // namespace

Surroundings LookAround() {
  Surroundings surroundings = LookAtDefender();
  surroundings.hns_service = HnsService();
  return surroundings;
}

}  // namespace cli
