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

}  // namespace

Surroundings LookAround() {
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

}  // namespace cli
