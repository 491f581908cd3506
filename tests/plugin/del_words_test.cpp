#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "hcn/error.h"
#include "hcn/hresult_table.h"
#include "state/file_system.h"
#include "tests/plugin/node.h"
#include "tests/support/world.h"

// go-cni takes a DEL whose error says "not found" for a success, and then nobody tries again:
// whatever goes wrong in whatever call, the text never says so.

namespace plugin {
namespace {

using support::Call;
using support::World;

std::string LowerCase(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  return text;
}

void ExpectNoWordsOfSuccess(const support::Outcome& outcome, const std::string& what) {
  const std::string text = LowerCase(outcome.output + outcome.error);
  EXPECT_EQ(text.find("not found"), std::string::npos) << what << text;
  EXPECT_EQ(text.find("no such file or directory"), std::string::npos) << what << text;
}

// Every code that has a name, and one that has none.
std::vector<hcn::HResult> EveryHresult() {
  std::vector<hcn::HResult> codes{0x8badf00d};
  for (const hcn::HResultInfo& info : hcn::HResultTable()) codes.push_back(info.code);
  return codes;
}

// The operations of a DEL that starts from `world`, HCN's and the disk's.
std::set<std::string> OperationsOfDel(const World& world, bool of_hcn) {
  std::set<std::string> names;
  Call call;
  call.disturb = [&](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn") == of_hcn) names.emplace(operation);
  };
  World(world).Del(call);
  return names;
}

// C-G-07, L-21
TEST(DelWords, AreNotThoseOfSuccessWhateverHcnAnswers) {
  World world;
  ASSERT_EQ(world.Add().exit_code, 0);
  unsigned failures = 0;
  for (const std::string& function : OperationsOfDel(world, true)) {
    for (const hcn::HResult code : EveryHresult()) {
      World trial(world);
      Call call;
      call.disturb = [&](std::string_view operation, support::Moment moment) {
        if (operation != function || moment != support::Moment::kBefore) return;
        throw hcn::Error(
            operation, code,
            R"({"Error":"Element nOt fOUND. NO SUCH FILE OR DIRECTORY","NOT FOUND":0})");
      };
      const auto outcome = trial.Del(call);
      failures += outcome.exit_code == 0 ? 0 : 1;
      ExpectNoWordsOfSuccess(outcome, function + " answers " + hcn::Describe(code) + ": ");
    }
  }
  EXPECT_GT(failures, 100U) << "most codes are failures";
}

// C-G-07, L-21
TEST(DelWords, AreNotThoseOfSuccessWhateverTheDiskAnswers) {
  World world;
  ASSERT_EQ(world.Add().exit_code, 0);
  for (const std::string& operation : OperationsOfDel(world, false)) {
    for (const char* text : {"No such file or directory", "Not Found", "Element not found."}) {
      World trial(world);
      Call call;
      call.disturb = [&](std::string_view called, support::Moment moment) {
        if (called != operation || moment != support::Moment::kBefore) return;
        throw state::FileError(std::string(called) + " /records/x: " + text);
      };
      ExpectNoWordsOfSuccess(trial.Del(call), operation);
    }
  }
}

// C-G-07, L-21
TEST(DelWords, AreNotThoseOfSuccessWhateverTheRuntimeSaid) {
  World world;
  for (const auto& change : {R"({"name": "not found"})", R"({"cniVersion": "Not Found"})",
                             R"({"stateDir": "no such file or directory: not found"})",
                             R"({"ownerTag": "NOT FOUND"})", R"({"networkMarker": "not found"})"}) {
    const auto outcome = world.Del(CallWith(change));
    EXPECT_EQ(outcome.exit_code, 1) << change;
    ExpectNoWordsOfSuccess(outcome, change);
  }
  Call call;
  call.container_id = "not found";
  EXPECT_EQ(world.Del(call).exit_code, 1);
  ExpectNoWordsOfSuccess(world.Del(call), "CNI_CONTAINERID");
  call = {.input = "not found"};
  EXPECT_EQ(world.Del(call).exit_code, 1);
  ExpectNoWordsOfSuccess(world.Del(call), "stdin");
}

}  // namespace
}  // namespace plugin
