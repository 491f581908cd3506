#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "plugin/process_io.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::ThrowsMessage;

// A standard stream of this process that is a pipe while this lives: the test has the other end.
class Piped {
 public:
  explicit Piped(int stream) : stream_(stream), saved_(::dup(stream)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const bool is_input = stream == STDIN_FILENO;
    EXPECT_EQ(::dup2(ends[is_input ? 0 : 1], stream), stream);
    ::close(ends[is_input ? 0 : 1]);
    other_ = ends[is_input ? 1 : 0];
  }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;
  ~Piped() {
    CloseOther();
    ::dup2(saved_, stream_);
    ::close(saved_);
  }

  void CloseOther() {
    if (other_ >= 0) ::close(other_);
    other_ = -1;
  }
  void Feed(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(other_, text.data(), text.size());
      if (written < 0) return;  // the reader has had enough
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  [[nodiscard]] std::string Drain() const {
    std::string all;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(other_, chunk.data(), chunk.size())) > 0;) {
      all.append(chunk.data(), static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  int stream_;
  int saved_;
  int other_ = -1;
};

class ProcessIoTest : public testing::Test {
 protected:
  std::unique_ptr<ProcessIo> io_ = MakeProcessIo();
};

// C-A-10
TEST_F(ProcessIoTest, ReadsItsInputToTheEnd) {
  Piped input(STDIN_FILENO);
  const std::string text = std::string(300'000, 'x') + '\0' + "\r\n\x1a" + "end";
  std::thread runtime([&] {
    input.Feed(text);
    input.CloseOther();
  });
  EXPECT_EQ(io_->ReadInput(1'000'000), text);
  runtime.join();
}

TEST_F(ProcessIoTest, ReadsOneByteMoreThanItMayOfAnEndlessInput) {
  Piped input(STDIN_FILENO);
  input.Feed("0123456789");
  EXPECT_EQ(io_->ReadInput(4), "01234");
  EXPECT_EQ(io_->ReadInputBriefly(2, 10s), "567");
}

TEST_F(ProcessIoTest, ReadsAnEmptyInput) {
  Piped input(STDIN_FILENO);
  input.CloseOther();
  EXPECT_EQ(io_->ReadInput(10), "");
  EXPECT_EQ(io_->ReadInputBriefly(10, 10s), "");
}

// C-D-15
TEST_F(ProcessIoTest, FailsOnAnInputThatCannotBeRead) {
  const int saved = ::dup(STDIN_FILENO);
  ::close(STDIN_FILENO);
  EXPECT_THAT([this] { static_cast<void>(io_->ReadInput(10)); },
              ThrowsMessage<IoError>(HasSubstr("stdin")));
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
}

// C-H-03
TEST_F(ProcessIoTest, DoesNotWaitForAnIdlePipeWhereItReadsBriefly) {
  Piped input(STDIN_FILENO);
  EXPECT_EQ(io_->ReadInputBriefly(10, 10ms), "");
  input.Feed("some");
  EXPECT_EQ(io_->ReadInputBriefly(10, 10ms), "some") << "what came";
}

TEST_F(ProcessIoTest, ReadsBrieflyWhatComesInPieces) {
  Piped input(STDIN_FILENO);
  std::thread runtime([&] {
    for (const char* piece : {"{\"cni", "Version\":", "\"1.0.0\"}"}) {
      input.Feed(piece);
      std::this_thread::sleep_for(1ms);
    }
    input.CloseOther();
  });
  EXPECT_EQ(io_->ReadInputBriefly(100, 20s), R"({"cniVersion":"1.0.0"})");
  runtime.join();
}

std::atomic<int> interruptions = 0;

// Signals whose handler does nothing arrive at the calling thread while this lives.
class Interrupting {
 public:
  Interrupting() {
    struct sigaction action {};
    action.sa_handler = [](int) { ++interruptions; };  // no SA_RESTART: calls give EINTR
    ::sigaction(SIGUSR1, &action, &old_);
    interruptions = 0;
    thread_ = std::thread([this, target = ::pthread_self()] {
      while (!is_over_) {
        ::pthread_kill(target, SIGUSR1);
        std::this_thread::sleep_for(100us);
      }
    });
  }
  Interrupting(const Interrupting&) = delete;
  Interrupting& operator=(const Interrupting&) = delete;
  ~Interrupting() {
    is_over_ = true;
    thread_.join();
    ::sigaction(SIGUSR1, &old_, nullptr);
  }

 private:
  struct sigaction old_ {};
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

// Feeds the text once the reader has been interrupted a few times.
void FeedLate(Piped& input, std::string_view text) {
  while (interruptions < 5) std::this_thread::sleep_for(100us);
  input.Feed(text);
  input.CloseOther();
}

TEST_F(ProcessIoTest, GoesOnReadingAfterASignal) {
  Piped input(STDIN_FILENO);
  const Interrupting signals;
  std::thread runtime([&] { FeedLate(input, "the end"); });
  EXPECT_EQ(io_->ReadInput(100), "the end");
  runtime.join();
}

TEST_F(ProcessIoTest, GoesOnReadingBrieflyAfterASignal) {
  Piped input(STDIN_FILENO);
  const Interrupting signals;
  std::thread runtime([&] { FeedLate(input, "the end"); });
  EXPECT_EQ(io_->ReadInputBriefly(100, 20s), "the end");
  runtime.join();
}

// C-A-07
TEST_F(ProcessIoTest, WritesItsOutputWhole) {
  const std::string document(300'000, 'x');  // more than a pipe holds
  std::string read;
  {
    Piped output(STDOUT_FILENO);
    std::thread runtime([&] { read = output.Drain(); });
    io_->WriteOutput(document);
    ::close(STDOUT_FILENO);
    runtime.join();
  }
  EXPECT_EQ(read, document);
}

TEST_F(ProcessIoTest, FailsOnAnOutputThatNobodyReads) {
  Piped output(STDOUT_FILENO);
  output.CloseOther();
  EXPECT_THAT([this] { io_->WriteOutput("{}"); }, ThrowsMessage<IoError>(HasSubstr("stdout")))
      << "and the process lives: SIGPIPE is ignored";
}

TEST_F(ProcessIoTest, FailsOnAnOutputThatIsClosed) {
  Piped output(STDOUT_FILENO);
  ::close(STDOUT_FILENO);
  EXPECT_THROW(io_->WriteOutput("{}"), IoError);
}

TEST_F(ProcessIoTest, WritesNothingWithoutComplaint) {
  Piped output(STDOUT_FILENO);
  output.CloseOther();
  EXPECT_NO_THROW(io_->WriteOutput(""));
}

TEST_F(ProcessIoTest, DoesNotMindAStderrThatNobodyReads) {
  Piped error(STDERR_FILENO);
  error.CloseOther();
  io_->WriteError("is anybody there?");
}

TEST_F(ProcessIoTest, WritesForPeopleOnStderr) {
  Piped error(STDERR_FILENO);
  io_->WriteError("hello");
  ::close(STDERR_FILENO);
  EXPECT_EQ(error.Drain(), "hello");
}

// C-A-12
TEST_F(ProcessIoTest, GivesVariablesAndNothingForThoseThatAreNotSet) {
  ::setenv("CNI_IFNAME", "eth0", 1);
  EXPECT_EQ(io_->Environment("CNI_IFNAME"), "eth0");
  ::setenv("CNI_IFNAME", "", 1);
  EXPECT_EQ(io_->Environment("CNI_IFNAME"), "");
  ::unsetenv("CNI_IFNAME");
  EXPECT_EQ(io_->Environment("CNI_IFNAME"), "");
}

TEST_F(ProcessIoTest, EndsAtOnceWithItsCode) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::atexit([] { ::_exit(99); });
    io_->ExitNow(7);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

}  // namespace
}  // namespace plugin
