#include "tests/sweep/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace sweep {

Ledger::Ledger(std::string subject, std::size_t points)
    : subject_(std::move(subject)), points_(points) {
  checks = 0;
}

Ledger::~Ledger() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string(test->test_suite_name()) + "." + test->name();
  std::ranges::replace(name, '/', '.');
  const nlohmann::ordered_json counts{{"subject", subject_},
                                      {"points", points_},
                                      {"ends", ends_},
                                      {"combinations", combinations_},
                                      {"runs", runs_},
                                      {"checks", checks},
                                      {"violations", test->result()->total_part_count()}};
  std::cout << counts.dump() << "\n";
  std::filesystem::create_directories(SWEEP_COUNTS);
  std::ofstream(std::filesystem::path(SWEEP_COUNTS) / (name + ".json")) << counts.dump() << "\n";
}

}  // namespace sweep
