#include "hcn/hresult.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "hcn/hresult_table.h"

namespace hcn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST(HResult, IsDescribedByNumberAndSymbol) {
  EXPECT_EQ(Describe(kAddressInvalidOrReserved), "0x803b002f (HCN_E_ADDR_INVALID_OR_RESERVED)");
  EXPECT_EQ(Describe(kElementNotFound), "0x80070490 (ERROR_NOT_FOUND)");
}

TEST(HResult, WithoutARowIsDescribedByItsNumber) {
  EXPECT_EQ(Describe(0x803b0038), "0x803b0038");
  EXPECT_EQ(Describe(0), "0x00000000");
  EXPECT_EQ(Describe(0xffffffff), "0xffffffff");
  EXPECT_FALSE(FindHResult(0x803b0038));
  EXPECT_EQ(ClassOf(0x803b0038), ErrorClass::kUnknown);
}

TEST(HResult, OfHcnHasARowForEveryNumberThatMicrosoftLists) {
  for (HResult code = 0x803b0001; code <= 0x803b0037; ++code) {
    EXPECT_TRUE(FindHResult(code)) << Describe(code);
  }
  EXPECT_FALSE(FindHResult(0x803b0000));
}

TEST(HResult, KnowsTheServiceTroublesByTheirSymbols) {
  EXPECT_EQ(FindHResult(0x800706ba)->symbol, "RPC_S_SERVER_UNAVAILABLE");
  EXPECT_EQ(FindHResult(0x800706be)->symbol, "RPC_S_CALL_FAILED");
  EXPECT_EQ(FindHResult(0x800706d9)->symbol, "EPT_S_NOT_REGISTERED");
  EXPECT_EQ(FindHResult(0x80370114)->symbol, "HCS_E_SERVICE_NOT_AVAILABLE");
}

TEST(HResult, MeansGoneForExactlyFourCodes) {
  std::vector<HResult> gone;
  for (const HResultInfo& row : HResultTable()) {
    if (MeansGone(row.code)) gone.push_back(row.code);
  }
  EXPECT_THAT(gone, ElementsAre(0x80070002, 0x80070490, 0x803b0001, 0x803b0002));
  EXPECT_FALSE(MeansGone(0));
  EXPECT_FALSE(MeansGone(0x490));
  EXPECT_FALSE(MeansGone(kRpcServerUnavailable));
}

TEST(HResult, ThatMeansGoneIsOfThatClass) {
  for (const HResultInfo& row : HResultTable()) {
    if (!MeansGone(row.code)) continue;
    EXPECT_EQ(row.error_class, ErrorClass::kGone) << row.symbol;
  }
}

// The classes by which callers decide; the groups are those that Microsoft's own clients act on.
TEST(HResult, SaysWhatACallerMayDo) {
  const std::vector<std::pair<HResult, ErrorClass>> expected = {
      {kNetworkAlreadyExists, ErrorClass::kExists},
      {kEndpointNamespaceAlreadyExists, ErrorClass::kExists},
      {kAddressInvalidOrReserved, ErrorClass::kConflict},
      {kObjectAlreadyExists, ErrorClass::kConflict},
      {kPortAlreadyExists, ErrorClass::kConflict},
      {kManagerStopped, ErrorClass::kTransient},
      {kRpcServerUnavailable, ErrorClass::kTransient},
      {kRpcCallFailed, ErrorClass::kTransient},
      {kObjectUsedAfterUnload, ErrorClass::kTransient},
      {kRequestUnsupported, ErrorClass::kBusy},
      {kNamespaceAttachFailed, ErrorClass::kBroken},
      {kInvalidIp, ErrorClass::kConfig},
      {kInvalidJson, ErrorClass::kConfig},
      {kInvalidArgument, ErrorClass::kConfig},
      {kAccessDenied, ErrorClass::kDenied},
      {0x80370114, ErrorClass::kEnvironment},
      {0x80004001, ErrorClass::kUnsupported},
      {kPolicyNotFound, ErrorClass::kGone},
      {kEndpointNotAttached, ErrorClass::kGone},
  };
  for (const auto& [code, error_class] : expected) {
    EXPECT_EQ(ClassOf(code), error_class) << Describe(code);
  }
}

TEST(HResult, SpeaksToAnOperatorInWholeSentences) {
  for (const HResultInfo& row : HResultTable()) {
    EXPECT_GE(row.symbol.size(), 6U) << Describe(row.code);
    for (const std::string_view text : {row.meaning, row.cause, row.next_step}) {
      EXPECT_GE(text.size(), 15U) << row.symbol;
      EXPECT_TRUE(text.ends_with('.')) << row.symbol;
      EXPECT_LE(text.size(), 120U) << row.symbol;
    }
  }
}

// go-cni takes a DEL error with these words for success, and the address would stay for ever.
// C-G-07
TEST(HResult, NeverSaysTheWordsThatSwallowAnError) {
  for (const HResultInfo& row : HResultTable()) {
    for (const std::string_view text : {row.meaning, row.cause, row.next_step}) {
      EXPECT_THAT(std::string(text), Not(HasSubstr("not found"))) << row.symbol;
    }
  }
  EXPECT_THAT(HResultTable(), SizeIs(76));
}

TEST(HResult, IsFoundForEachRowOfTheSortedTable) {
  const auto rows = HResultTable();
  EXPECT_TRUE(std::ranges::is_sorted(rows, {}, &HResultInfo::code));
  for (const HResultInfo& row : rows) {
    ASSERT_TRUE(FindHResult(row.code)) << row.symbol;
    EXPECT_EQ(FindHResult(row.code)->symbol, row.symbol);
  }
}

}  // namespace
}  // namespace hcn
