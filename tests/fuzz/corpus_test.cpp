#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "tests/fuzz/target.h"

namespace fuzz {
namespace {

std::vector<std::string> CorpusOf(const Target& target) {
  std::vector<std::string> inputs;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(FUZZ_CORPUS_DIR) / target.name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

void Try(const Target& target, const std::string& input) {
  try {
    target.run(input);
  } catch (const std::exception& finding) {
    ADD_FAILURE() << target.name << ": " << finding.what() << "\nof the input\n" << input;
  }
}

// As unlike the input as one cut, one other byte and one repeated part make it; the same in every
// run.
std::string Mutated(std::string input, std::mt19937& random) {
  const auto at = [&] { return random() % (input.size() + 1); };
  if (random() % 4 == 0) input.resize(at());
  if (random() % 4 == 0) input.insert(at(), input.substr(at(), random() % 16));
  if (!input.empty()) input[random() % input.size()] = static_cast<char>(random());
  return input;
}

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, BreaksNoPromise) {
  const auto inputs = CorpusOf(GetParam());
  EXPECT_FALSE(inputs.empty()) << "a target without a corpus";
  for (const std::string& input : inputs) Try(GetParam(), input);
}

TEST_P(Corpus, BreaksNoPromiseWhenItIsDamaged) {
  constexpr int kRuns = 1000;
  const auto inputs = CorpusOf(GetParam());
  std::mt19937 random(1);
  for (int i = 0; i < kRuns && !HasFailure(); ++i) {
    Try(GetParam(), Mutated(inputs[random() % inputs.size()], random));
  }
}

INSTANTIATE_TEST_SUITE_P(Each, Corpus, testing::ValuesIn(Targets().begin(), Targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace fuzz
