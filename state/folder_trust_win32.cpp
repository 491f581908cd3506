#include "state/folder_trust_win32.h"

#include <windows.h>
#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <array>
#include <vector>

#include "conf/text.h"
#include "state/file_access_win32.h"
#include "win32/handle.h"
#include "win32/text.h"

namespace state {
namespace {

// As text, for the few that are compared:
// https://learn.microsoft.com/windows/win32/secauthz/well-known-sids
constexpr std::array<std::wstring_view, 5> kTrusted{
    L"S-1-5-18",                                                        // SYSTEM
    L"S-1-5-32-544",                                                    // Administrators
    L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  // TrustedInstaller
    L"S-1-3-0",  // CREATOR OWNER and OWNER RIGHTS: the owner is looked at for itself
    L"S-1-3-4"};

// Each of these changes what is in the folder, or who may.
constexpr DWORD kChanges = FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_DELETE_CHILD | DELETE |
                           WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

// Owns what Windows wants to be freed with LocalFree.
template <typename T>
class Local {
 public:
  Local() = default;
  Local(const Local&) = delete;
  Local& operator=(const Local&) = delete;
  ~Local() { LocalFree(value_); }
  [[nodiscard]] T value() const { return value_; }
  [[nodiscard]] T* out() { return &value_; }

 private:
  T value_ = nullptr;
};

std::wstring ToText(PSID sid) {
  Local<LPWSTR> text;
  if (ConvertSidToStringSidW(sid, text.out()) == 0) return L"(no SID)";
  return text.value();
}

// This process's user.
std::wstring OwnUser() {
  HANDLE opened = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return {};
  const win32::Handle token(opened);
  alignas(TOKEN_USER) std::array<BYTE, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user{};
  DWORD size = 0;
  if (GetTokenInformation(token.value(), TokenUser, user.data(), static_cast<DWORD>(user.size()),
                          &size) == 0) {
    return {};
  }
  return ToText(static_cast<const TOKEN_USER*>(static_cast<void*>(user.data()))->User.Sid);
}

bool IsTrusted(PSID sid) {
  const std::wstring text = ToText(sid);
  return std::find(kTrusted.begin(), kTrusted.end(), text) != kTrusted.end() || text == OwnUser();
}

// "BUILTIN\Users (S-1-5-32-545)": a name alone may be in any language.
std::string NameOf(PSID sid) {
  std::array<wchar_t, 256> name{};
  std::array<wchar_t, 256> domain{};
  auto name_size = static_cast<DWORD>(name.size());
  auto domain_size = static_cast<DWORD>(domain.size());
  SID_NAME_USE use{};
  const std::string text = win32::ToUtf8(ToText(sid));
  if (LookupAccountSidW(nullptr, sid, name.data(), &name_size, domain.data(), &domain_size, &use) ==
      0) {
    return text;
  }
  const std::string before = domain_size == 0 ? "" : win32::ToUtf8(domain.data()) + "\\";
  return before + win32::ToUtf8(name.data()) + " (" + text + ")";
}

// Who of the list is let in to change something and is not trusted.
std::vector<std::string> Strangers(ACL* list) {
  std::vector<std::string> strangers;
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (GetAce(list, i, &entry) == 0) continue;
    const auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    const ACE_HEADER& header = allowed->Header;
    if (header.AceType != ACCESS_ALLOWED_ACE_TYPE || (header.AceFlags & INHERIT_ONLY_ACE) != 0 ||
        (allowed->Mask & kChanges) == 0) {
      continue;
    }
    // An entry ends with the SID, which begins where this member is.
    PSID sid = static_cast<BYTE*>(entry) + offsetof(ACCESS_ALLOWED_ACE, SidStart);
    if (!IsTrusted(sid)) strangers.push_back(NameOf(sid));
  }
  return strangers;
}

}  // namespace

std::string WhyOthersRuleIn(const std::filesystem::path& folder) {
  PSID owner = nullptr;
  ACL* list = nullptr;
  Local<PSECURITY_DESCRIPTOR> descriptor;
  const std::wstring name = LongForm(folder);
  const DWORD error = GetNamedSecurityInfoW(name.c_str(), SE_FILE_OBJECT,
                                            OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                                            &owner, nullptr, &list, nullptr, descriptor.out());
  if (error != ERROR_SUCCESS) ThrowWin32("read the access list of", folder, error);
  if (owner != nullptr && !IsTrusted(owner)) {
    return "it belongs to " + NameOf(owner) +
           "; look at what is in it, then icacls FOLDER /setowner *S-1-5-32-544";
  }
  // Without a list everybody may do everything.
  const auto strangers = list == nullptr ? std::vector<std::string>{"everybody"} : Strangers(list);
  if (strangers.empty()) return {};
  return strangers.front() +
         " may write to it; look at what is in it, then icacls FOLDER /inheritance:r /grant:r "
         "*S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F";
}

}  // namespace state
