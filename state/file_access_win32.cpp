#include "state/file_access_win32.h"

#include <windows.h>
#include <sddl.h>

#include "conf/text.h"
#include "state/file_system.h"
#include "win32/text.h"

namespace state {
namespace {

constexpr int kAttempts = 25;
constexpr DWORD kPauseMilliseconds = 10;

// Inherits nothing (P); SYSTEM and Administrators may do everything, and so in what comes to be
// inside (OICI).
constexpr const wchar_t* kOursOnly = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

class SecurityDescriptor {
 public:
  SecurityDescriptor() {
    if (ConvertStringSecurityDescriptorToSecurityDescriptorW(kOursOnly, SDDL_REVISION_1,
                                                             &descriptor_, nullptr) == 0) {
      throw FileError("cannot make an access list: " + win32::Describe(GetLastError()));
    }
  }
  SecurityDescriptor(const SecurityDescriptor&) = delete;
  SecurityDescriptor& operator=(const SecurityDescriptor&) = delete;
  ~SecurityDescriptor() { LocalFree(descriptor_); }

  [[nodiscard]] SECURITY_ATTRIBUTES attributes() const {
    return {sizeof(SECURITY_ATTRIBUTES), descriptor_, FALSE};
  }

 private:
  PSECURITY_DESCRIPTOR descriptor_ = nullptr;
};

SECURITY_ATTRIBUTES OursOnly() {
  static const SecurityDescriptor descriptor;
  return descriptor.attributes();
}

// A file that is being deleted, or that was opened without sharing, may be free a moment later.
bool MayPass(win32::ErrorCode code) {
  return code == ERROR_SHARING_VIOLATION || code == ERROR_ACCESS_DENIED ||
         code == ERROR_USER_MAPPED_FILE;
}

Kind KindOfAttributes(DWORD attributes) {
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return Kind::kOther;
  return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? Kind::kFolder : Kind::kFile;
}

}  // namespace

void ThrowWin32(std::string_view operation, const std::filesystem::path& path,
                win32::ErrorCode code) {
  throw FileError("cannot " + std::string(operation) + " " + conf::ToUtf8(path) + ": " +
                  win32::Describe(code));
}

std::wstring LongForm(const std::filesystem::path& path) {
  constexpr std::wstring_view kLong = LR"(\\?\)";
  constexpr std::wstring_view kShare = LR"(\\)";
  // After the prefix Windows takes a path as it is, so it must have its final form.
  std::wstring text(path.native().size() + MAX_PATH, L'\0');
  text.resize(
      GetFullPathNameW(path.c_str(), static_cast<DWORD>(text.size()), text.data(), nullptr));
  if (text.starts_with(kLong)) return text;
  if (text.starts_with(kShare)) return LR"(\\?\UNC\)" + text.substr(kShare.size());
  return std::wstring(kLong) + text;
}

bool MeansAbsent(win32::ErrorCode code) {
  return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
}

win32::ErrorCode Patiently(const std::function<win32::ErrorCode()>& attempt) {
  win32::ErrorCode code = attempt();
  for (int again = 1; MayPass(code) && again < kAttempts; ++again) {
    Sleep(kPauseMilliseconds);
    code = attempt();
  }
  return code;
}

Opened Open(const std::filesystem::path& path, const Access& access) {
  const std::wstring name = LongForm(path);
  SECURITY_ATTRIBUTES security = OursOnly();
  Opened opened;
  opened.error = Patiently([&]() -> win32::ErrorCode {
    // With backup semantics a folder opens too, and is then refused for what it is.
    opened.handle = win32::Handle(CreateFileW(
        name.c_str(), access.rights | FILE_READ_ATTRIBUTES,
        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, &security, access.disposition,
        FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    return opened.handle.is_open() ? 0 : GetLastError();
  });
  return opened;
}

win32::ErrorCode MakeFolder(const std::filesystem::path& folder) {
  SECURITY_ATTRIBUTES security = OursOnly();
  return CreateDirectoryW(LongForm(folder).c_str(), &security) != 0 ? 0 : GetLastError();
}

Kind KindOf(const std::filesystem::path& path) {
  const DWORD attributes = GetFileAttributesW(LongForm(path).c_str());
  return attributes == INVALID_FILE_ATTRIBUTES ? Kind::kNone : KindOfAttributes(attributes);
}

void MustBeRegular(const win32::Handle& handle, std::string_view operation,
                   const std::filesystem::path& file) {
  // GetFileInformationByHandle would ask the volume, too.
  FILE_ATTRIBUTE_TAG_INFO about{};
  const bool is_known = GetFileType(handle.value()) == FILE_TYPE_DISK &&
                        GetFileInformationByHandleEx(handle.value(), FileAttributeTagInfo, &about,
                                                     sizeof(about)) != 0;
  if (is_known && KindOfAttributes(about.FileAttributes) == Kind::kFile) return;
  throw FileError("cannot " + std::string(operation) + " " + conf::ToUtf8(file) +
                  ": it is no regular file");
}

}  // namespace state
