#include "hcn/hcn_api_win32.h"

#include <windows.h>
#include <combaseapi.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cwchar>
#include <map>
#include <string>

#include "hcn/error.h"

namespace hcn {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StrEq;

constexpr HResult kMissingDll = 0x8007007e;
constexpr HResult kMissingFunction = 0x8007007f;

// What the functions below answer, and what they were called with.
struct Script {
  HRESULT code = S_OK;
  const wchar_t* record = nullptr;
  const wchar_t* answer = nullptr;
  void* handle = nullptr;

  std::wstring text;
  bool was_null = false;
  GUID id{};
  int closed = 0;
};
Script script;

PWSTR Given(const wchar_t* text) {
  if (text == nullptr) return nullptr;
  const std::size_t bytes = (std::wcslen(text) + 1) * sizeof(wchar_t);
  auto* const copy = static_cast<PWSTR>(CoTaskMemAlloc(bytes));
  std::wmemcpy(copy, text, std::wcslen(text) + 1);
  return copy;
}

HRESULT WINAPI Enumerate(PCWSTR query, PWSTR* answer, PWSTR* record) {
  script.was_null = query == nullptr;
  if (query != nullptr) script.text = query;
  *answer = Given(script.answer);
  *record = Given(script.record);
  return script.code;
}

HRESULT WINAPI Create(REFGUID id, PCWSTR settings, void** handle, PWSTR* record) {
  script.id = id;
  script.text = settings;
  *handle = script.handle;
  *record = Given(script.record);
  return script.code;
}

HRESULT WINAPI Close(void* /*handle*/) {
  ++script.closed;
  return S_OK;
}

class Win32HcnApiTest : public testing::Test {
 protected:
  Win32HcnApiTest() { script = Script{}; }

  Error ErrorOf(const std::function<void()>& call) {
    try {
      call();
    } catch (const Error& error) {
      return error;
    }
    return Error("none", 0);
  }

  std::map<std::string, void*> exports_{
      {"HcnEnumerateNetworks", reinterpret_cast<void*>(&Enumerate)},
      {"HcnCreateNetwork", reinterpret_cast<void*>(&Create)},
      {"HcnCloseNetwork", reinterpret_cast<void*>(&Close)},
  };
  std::unique_ptr<HcnApi> api_ =
      MakeApi({[this](const char* name) {
                 const auto found = exports_.find(name);
                 return found == exports_.end() ? nullptr : found->second;
               },
               0});
  int object_ = 0;
};

TEST_F(Win32HcnApiTest, SpeaksUtf16ToHcnAndUtf8ToUs) {
  script.answer = L"[\"\u00e4\u20ac\"]";
  EXPECT_EQ(api_->EnumerateNetworks("{\"Filter\":\"\xc3\xa4\"}"), "[\"\xc3\xa4\xe2\x82\xac\"]");
  EXPECT_EQ(script.text, L"{\"Filter\":\"\u00e4\"}");
}

TEST_F(Win32HcnApiTest, AsksWithNullForEverything) {
  static_cast<void>(api_->EnumerateNetworks(""));
  EXPECT_TRUE(script.was_null);
}

TEST_F(Win32HcnApiTest, TakesNoTextForAnEmptyList) {
  EXPECT_EQ(api_->EnumerateNetworks("{}"), "");
  script.answer = L"";
  EXPECT_EQ(api_->EnumerateNetworks("{}"), "");
}

TEST_F(Win32HcnApiTest, GivesHcnTheGuidInWindowsOrder) {
  script.handle = &object_;
  const auto id = Guid::Parse("00112233-4455-6677-8899-aabbccddeeff");
  EXPECT_EQ(api_->CreateNetwork(*id, "{}"), reinterpret_cast<HandleValue>(&object_));
  const GUID expected{0x00112233, 0x4455, 0x6677, {0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff}};
  EXPECT_TRUE(InlineIsEqualGUID(script.id, expected));
  EXPECT_EQ(script.closed, 0);
}

TEST_F(Win32HcnApiTest, TellsTheCodeAndTheRecordOfAFailure) {
  script.code = static_cast<HRESULT>(kAddressInvalidOrReserved);
  script.record = L"{\"Success\":false,\"Error\":\"Belegt. \",\"ErrorCode\":2151350319}";
  const Error error = ErrorOf([this] { api_->CreateNetwork(Guid::Random(), "{}"); });
  EXPECT_EQ(error.code(), kAddressInvalidOrReserved);
  EXPECT_EQ(error.function(), "HcnCreateNetwork");
  EXPECT_THAT(error.record(), HasSubstr("Belegt."));
}

TEST_F(Win32HcnApiTest, NeedsNoRecordToFail) {
  script.code = static_cast<HRESULT>(kRpcServerUnavailable);
  const Error error = ErrorOf([this] { static_cast<void>(api_->EnumerateNetworks("")); });
  EXPECT_EQ(error.code(), kRpcServerUnavailable);
  EXPECT_THAT(error.record(), IsEmpty());
}

TEST_F(Win32HcnApiTest, TakesARecordWithSuccessForAFailureAndClosesWhatWasOpened) {
  script.record = L"{\"Success\":false,\"Error\":\"no\",\"ErrorCode\":2151350299}";
  script.handle = &object_;
  const Error error = ErrorOf([this] { api_->CreateNetwork(Guid::Random(), "{}"); });
  EXPECT_EQ(error.code(), kInvalidJson);
  EXPECT_EQ(script.closed, 1);
}

TEST_F(Win32HcnApiTest, NamesAFunctionThatTheDllLacksWhenItIsCalled) {
  EXPECT_EQ(api_->EnumerateNetworks(""), "");
  const Error error = ErrorOf([this] { api_->DeleteEndpoint(Guid::Random()); });
  EXPECT_EQ(error.code(), kMissingFunction);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("HcnDeleteEndpoint"), HasSubstr("PROC_NOT_FOUND")));
}

TEST_F(Win32HcnApiTest, WithoutTheDllFailsOnlyWhenItIsAsked) {
  const auto none = MakeApi({{}, kMissingDll});
  none->CloseEndpoint(1);
  const Error error = ErrorOf([&] { static_cast<void>(none->OpenNetwork(Guid::Random())); });
  EXPECT_EQ(error.code(), kMissingDll);
  EXPECT_THAT(error.function(), StrEq("HcnOpenNetwork"));
}

}  // namespace
}  // namespace hcn
