#include "cli/finding.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace cli {
namespace {

TEST(DoctorFindings, SayWhatToDoUnlessAllIsWell) {
  std::set<std::string> ids;
  for (const FindingKind& kind : FindingKinds()) {
    EXPECT_TRUE(ids.emplace(kind.id).second) << kind.id << " is there twice";
    EXPECT_NE(kind.means, "") << kind.id;
    EXPECT_EQ(kind.next.empty(), kind.severity == Severity::kInfo) << kind.id;
  }
}

// The lines of the page that are rows of its last table.
std::string TableOf(const std::string& file) {
  std::ifstream page(file);
  std::string table;
  for (std::string line; std::getline(page, line);) {
    const bool is_head = line.starts_with("| id |");
    if (is_head || (!table.empty() && line.starts_with("|"))) table += line + "\n";
  }
  return table;
}

TEST(DoctorFindings, AreInTheDocuments) {
  std::string table = "| id | severity | what it means |\n|---|---|---|\n";
  for (const FindingKind& kind : FindingKinds()) {
    table += "| `" + std::string(kind.id) + "` | " + std::string(ToString(kind.severity)) + " | " +
             std::string(kind.means) + " |\n";
  }
  EXPECT_EQ(TableOf(std::string(DOCS_DIR) + "/troubleshooting.md"), table);
}

}  // namespace
}  // namespace cli
