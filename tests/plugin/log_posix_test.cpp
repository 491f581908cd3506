#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <sstream>

#include "plugin/log.h"
#include "tests/support/temporary_folder.h"

namespace plugin {
namespace {

constexpr int kProcesses = 12;
constexpr int kLinesOfEach = 120;
constexpr std::size_t kMost = 100'000'000;

// What `process` logs: as many verbs, each with a line that a file has room for a hundred of.
void LogFrom(int process, const conf::LogConf& conf) {
  const auto files = state::MakeFileSystem();
  for (int line = 0; line < kLinesOfEach; ++line) {
    state::Locks locks(*files, conf.file.parent_path(), [] { return false; });
    Log log;
    log.SetSubject("process " + std::to_string(process) + " line " + std::to_string(line));
    log.Info(std::string(10'000, static_cast<char>('a' + process)));
    log.Flush(*files, locks, conf);
  }
}

std::vector<pid_t> StartAll(const conf::LogConf& conf) {
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    const pid_t child = fork();
    if (child == 0) {
      LogFrom(process, conf);
      _exit(0);
    }
    children.push_back(child);
  }
  return children;
}

// How often each line is there that is whole, by "process 1 line 2: aaaa…".
std::map<std::string, int> WholeLines(const std::filesystem::path& folder) {
  std::map<std::string, int> lines;
  const auto files = state::MakeFileSystem();
  for (const std::string& name : files->List(folder)) {
    if (!name.starts_with("log")) continue;
    std::istringstream content(files->Read(folder / name, kMost).value_or(""));
    for (std::string line; std::getline(content, line);) {
      const auto start = line.find("process ");
      ++lines[start == std::string::npos ? line : line.substr(start)];
    }
  }
  return lines;
}

TEST(LogOfManyProcesses, HasEachLineOnceAndWholeThroughAllRotations) {
  const support::TemporaryFolder folder;
  const conf::LogConf conf{folder.path() / "log", "info", 1, 100};
  for (const pid_t child : StartAll(conf)) {
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_TRUE(state::MakeFileSystem()->Size(folder.path() / "log.10")) << "it was rotated often";
  const auto lines = WholeLines(folder.path());
  EXPECT_EQ(lines.size(), std::size_t{kProcesses} * kLinesOfEach);
  for (int process = 0; process < kProcesses; ++process) {
    for (int line = 0; line < kLinesOfEach; ++line) {
      const std::string expected = "process " + std::to_string(process) + " line " +
                                   std::to_string(line) + ": " +
                                   std::string(10'000, static_cast<char>('a' + process));
      const auto found = lines.find(expected);
      EXPECT_TRUE(found != lines.end() && found->second == 1) << expected.substr(0, 30);
    }
  }
}

}  // namespace
}  // namespace plugin
