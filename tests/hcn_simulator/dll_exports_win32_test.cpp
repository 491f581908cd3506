#include <windows.h>
#include <computenetwork.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <objbase.h>

#include <nlohmann/json.hpp>
#include <string>

#include "hcn/simulator/host.h"
#include "tests/hcn_simulator/dll_win32.h"
#include "win32/text.h"

// What callers other than our own client may do with the exports.
namespace hcn::simulator {
namespace {

using nlohmann::json;

constexpr GUID kNobody = {0xdeadbeef, 0, 0x4000, {0x80, 0, 0, 0, 0, 0, 0, 1}};
constexpr HRESULT kEndpointUnknown = static_cast<HRESULT>(0x803b0002);
constexpr HRESULT kNotThere = static_cast<HRESULT>(0x80070490);

// Memory of CoTaskMemAlloc, which an export gave away; it begins as garbage that an export has to
// overwrite, not to free.
class Given {
 public:
  Given() = default;
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given() {
    if (text_ != kGarbage) CoTaskMemFree(text_);
  }

  PWSTR* out() { return &text_; }
  [[nodiscard]] bool is_null() const { return text_ == nullptr; }
  [[nodiscard]] std::string Utf8() const { return is_null() ? "" : win32::ToUtf8(text_); }

 private:
  static inline const PWSTR kGarbage = reinterpret_cast<PWSTR>(std::uintptr_t{0x5a5a});
  PWSTR text_ = kGarbage;
};

class DllExports : public testing::Test {
 protected:
  DllExports() { Host(DllHost()).Reset(); }
};

TEST_F(DllExports, WriteARecordOnFailureOnly) {
  void* handle = &handle;
  Given record;
  const auto open = Export<decltype(HcnOpenEndpoint)>("HcnOpenEndpoint");
  EXPECT_EQ(open(kNobody, &handle, record.out()), kEndpointUnknown);
  EXPECT_EQ(handle, nullptr);
  EXPECT_EQ(json::parse(record.Utf8()).at("ErrorCode"), 0x803b0002);

  Given list;
  Given no_record;
  const auto list_all = Export<decltype(HcnEnumerateEndpoints)>("HcnEnumerateEndpoints");
  EXPECT_EQ(list_all(nullptr, list.out(), no_record.out()), S_OK);
  EXPECT_EQ(list.Utf8(), "[]");
  EXPECT_TRUE(no_record.is_null());
}

TEST_F(DllExports, TakeNullForTheRecord) {
  void* handle = nullptr;
  EXPECT_EQ(Export<decltype(HcnOpenEndpoint)>("HcnOpenEndpoint")(kNobody, &handle, nullptr),
            kEndpointUnknown);
  EXPECT_EQ(Export<decltype(HcnDeleteEndpoint)>("HcnDeleteEndpoint")(kNobody, nullptr),
            kEndpointUnknown);
}

TEST_F(DllExports, RefuseNullForWhatTheyGive) {
  const auto list = Export<decltype(HcnEnumerateNetworks)>("HcnEnumerateNetworks");
  const auto make = Export<decltype(HcnCreateNamespace)>("HcnCreateNamespace");
  EXPECT_EQ(list(nullptr, nullptr, nullptr), E_INVALIDARG);
  EXPECT_EQ(make(kNobody, L"{}", nullptr, nullptr), E_INVALIDARG);
  EXPECT_EQ(json::parse(Host(DllHost()).Dump()).at("namespaces").size(), 1U);
}

TEST_F(DllExports, TakeNullForADocumentAsOneThatIsNoJson) {
  void* handle = nullptr;
  EXPECT_EQ(
      Export<decltype(HcnCreateNetwork)>("HcnCreateNetwork")(kNobody, nullptr, &handle, nullptr),
      static_cast<HRESULT>(0x803b001b));
}

TEST_F(DllExports, CarryNamesThatAreNotAscii) {
  const auto make = Export<decltype(HcnCreateNetwork)>("HcnCreateNetwork");
  void* handle = nullptr;
  ASSERT_EQ(make(kNobody, LR"({"Name":"Brücke 橋 🌉","SchemaVersion":{"Major":2,"Minor":0}})",
                 &handle, nullptr),
            S_OK);
  Given shown;
  const auto query = Export<decltype(HcnQueryNetworkProperties)>("HcnQueryNetworkProperties");
  ASSERT_EQ(query(handle, nullptr, shown.out(), nullptr), S_OK);
  EXPECT_EQ(json::parse(shown.Utf8()).at("Name"), "Brücke 橋 🌉");
  EXPECT_EQ(json::parse(shown.Utf8()).at("ID"), "DEADBEEF-0000-4000-8000-000000000001");
  EXPECT_EQ(Export<decltype(HcnCloseNetwork)>("HcnCloseNetwork")(handle), S_OK);
}

TEST_F(DllExports, HaveNoLoadBalancersAndMakeNone) {
  Given list;
  Given record;
  void* handle = &handle;
  const auto make = Export<decltype(HcnCreateLoadBalancer)>("HcnCreateLoadBalancer");
  const auto find = Export<decltype(HcnOpenLoadBalancer)>("HcnOpenLoadBalancer");
  EXPECT_EQ(Export<decltype(HcnEnumerateLoadBalancers)>("HcnEnumerateLoadBalancers")(
                nullptr, list.out(), nullptr),
            S_OK);
  EXPECT_EQ(list.Utf8(), "[]");
  EXPECT_EQ(make(kNobody, L"{}", &handle, record.out()), E_NOTIMPL);
  EXPECT_EQ(handle, nullptr);
  EXPECT_EQ(json::parse(record.Utf8()).at("ErrorCode"), 0x80004001);
  EXPECT_EQ(find(kNobody, &handle, nullptr), kNotThere);
  EXPECT_EQ(Export<decltype(HcnDeleteLoadBalancer)>("HcnDeleteLoadBalancer")(kNobody, nullptr),
            kNotThere);
  EXPECT_EQ(Export<decltype(HcnCloseLoadBalancer)>("HcnCloseLoadBalancer")(nullptr), E_INVALIDARG);
}

TEST_F(DllExports, AreThereForEveryFunctionOfTheRealDll) {
  for (const char* kind :
       {"Network", "Endpoint", "Namespace", "LoadBalancer", "SdnRoute", "GuestNetworkService"}) {
    for (const char* verb : {"Create", "Open", "Modify", "Delete", "Close"}) {
      EXPECT_NO_THROW(
          (void)FindExport(L"computenetwork.dll", ("Hcn" + std::string(verb) + kind).c_str()));
    }
    const std::string list = "HcnEnumerate" + std::string(kind) + "s";
    const std::string query = "HcnQuery" + std::string(kind) + "Properties";
    EXPECT_NO_THROW((void)FindExport(L"computenetwork.dll", list.c_str()));
    EXPECT_NO_THROW((void)FindExport(L"computenetwork.dll", query.c_str()));
  }
}

TEST_F(DllExports, RegisterACallbackThatNobodyCalls) {
  HCN_CALLBACK callback = nullptr;
  const auto enter = Export<decltype(HcnRegisterServiceCallback)>("HcnRegisterServiceCallback");
  const auto leave = Export<decltype(HcnUnregisterServiceCallback)>("HcnUnregisterServiceCallback");
  EXPECT_EQ(enter(nullptr, nullptr, &callback), S_OK);
  EXPECT_NE(callback, nullptr);
  EXPECT_EQ(leave(callback), S_OK);
}

TEST_F(DllExports, AnswerTheOldInterface) {
  using HnsCallFunction = HRESULT WINAPI(PCWSTR, PCWSTR, PCWSTR, PWSTR*);
  const auto call = reinterpret_cast<HnsCallFunction*>(FindExport(L"vmcompute.dll", "HNSCall"));
  Given version;
  ASSERT_EQ(call(L"GET", L"/globals/version", L"", version.out()), S_OK);
  EXPECT_EQ(version.Utf8(), R"({"Success":true,"Output":{"Major":13,"Minor":3}})");
  Given refusal;
  ASSERT_EQ(call(L"POST", L"/networks/", nullptr, refusal.out()), S_OK);
  EXPECT_EQ(json::parse(refusal.Utf8()).at("Success"), false);
  EXPECT_EQ(call(L"GET", L"/globals/version", L"", nullptr), E_INVALIDARG);
}

}  // namespace
}  // namespace hcn::simulator
