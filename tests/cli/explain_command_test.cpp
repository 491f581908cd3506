#include "cli/explain_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/run.h"
#include "hcn/hresult_table.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"

namespace cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class Explain : public testing::Test {
 protected:
  std::string Said(const std::vector<std::string>& arguments, int exit_code = kDone) {
    std::vector<std::string> all{"explain"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    io_.output.clear();
    EXPECT_EQ(cli::Run(all, {io_, files_, nullptr}), exit_code);
    return io_.output;
  }

  support::FakeProcessIo io_;
  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
};

TEST_F(Explain, SaysMeaningCauseAndNextStep) {
  EXPECT_THAT(Said({"0x803b002f"}),
              AllOf(StartsWith("0x803b002f (HCN_E_ADDR_INVALID_OR_RESERVED)\n  meaning    Another"),
                    HasSubstr("\n  cause      "), HasSubstr("\n  next step  Find who holds it")));
}

TEST_F(Explain, TakesACodeInAllTheWaysOfLogs) {
  const std::string expected = Said({"0x803b002f"});
  for (const char* same : {"0X803B002F", "803b002f", "2151350319", "HCN_E_ADDR_INVALID_OR_RESERVED",
                           "hcn_e_addr_invalid_or_reserved"}) {
    EXPECT_EQ(Said({same}), expected) << same;
  }
  EXPECT_EQ(Said({"--", "-2143616977"}), expected);
}

TEST_F(Explain, KnowsEachCodeOfTheTable) {
  const json all = json::parse(Said({"all", "--json"}));
  const auto rows = hcn::HResultTable();
  ASSERT_EQ(all.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(all[i], (json{{"code", hcn::Describe(rows[i].code).substr(0, 10)},
                            {"symbol", rows[i].symbol},
                            {"meaning", rows[i].meaning},
                            {"cause", rows[i].cause},
                            {"nextStep", rows[i].next_step}}));
  }
}

TEST_F(Explain, FitsATerminal) {
  std::istringstream lines(Said({"all"}));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
}

TEST_F(Explain, SaysThatItDoesNotKnow) {
  EXPECT_EQ(Said({"0x803b0fff"}, kUsedWrongly), "");
  EXPECT_THAT(io_.error, HasSubstr("names 0x803b0fff; \"explain all\""));
  EXPECT_EQ(Said({"nonsense"}, kUsedWrongly), "");
  EXPECT_EQ(Said({"99999999999999999999"}, kUsedWrongly), "");
  EXPECT_EQ(Said({}, kUsedWrongly), "");
}

}  // namespace
}  // namespace cli
