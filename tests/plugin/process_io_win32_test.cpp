#include <windows.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>

#include "plugin/process_io.h"
#include "win32/handle.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::ThrowsMessage;

// A standard stream of this process that is a pipe while this lives: the test has the other end.
class Piped {
 public:
  explicit Piped(DWORD stream) : stream_(stream), saved_(GetStdHandle(stream)) {
    HANDLE read = nullptr;
    HANDLE write = nullptr;
    EXPECT_NE(CreatePipe(&read, &write, nullptr, 0), 0);
    const bool is_input = stream == STD_INPUT_HANDLE;
    ours_ = win32::Handle(is_input ? read : write);
    other_ = win32::Handle(is_input ? write : read);
    SetStdHandle(stream, ours_.value());
  }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;
  ~Piped() { SetStdHandle(stream_, saved_); }

  void CloseOurs() { ours_ = win32::Handle(); }
  void CloseOther() { other_ = win32::Handle(); }
  void Feed(std::string_view text) const {
    while (!text.empty()) {
      DWORD written = 0;
      const auto size = static_cast<DWORD>(text.size());
      if (WriteFile(other_.value(), text.data(), size, &written, nullptr) == 0) return;
      text.remove_prefix(written);
    }
  }
  [[nodiscard]] std::string Drain() const {
    std::string all;
    std::array<char, 4096> chunk{};
    DWORD got = 0;
    while (ReadFile(other_.value(), chunk.data(), static_cast<DWORD>(chunk.size()), &got,
                    nullptr) != 0) {
      all.append(chunk.data(), got);
    }
    return all;
  }

 private:
  DWORD stream_;
  HANDLE saved_;
  win32::Handle ours_;
  win32::Handle other_;
};

class ProcessIoTest : public testing::Test {
 protected:
  std::unique_ptr<ProcessIo> io_ = MakeProcessIo();
};

TEST_F(ProcessIoTest, ReadsItsInputToTheEndByteForByte) {
  Piped input(STD_INPUT_HANDLE);
  const std::string text = std::string(300'000, 'x') + '\0' + "\r\n\x1a" + "end";
  std::thread runtime([&] {
    input.Feed(text);
    input.CloseOther();
  });
  EXPECT_EQ(io_->ReadInput(1'000'000), text);
  runtime.join();
}

TEST_F(ProcessIoTest, ReadsOneByteMoreThanItMayOfAnEndlessInput) {
  Piped input(STD_INPUT_HANDLE);
  input.Feed("0123456789");
  EXPECT_EQ(io_->ReadInput(4), "01234");
  EXPECT_EQ(io_->ReadInputBriefly(2, 10s), "567");
}

TEST_F(ProcessIoTest, ReadsAnEmptyInput) {
  Piped input(STD_INPUT_HANDLE);
  input.CloseOther();
  EXPECT_EQ(io_->ReadInput(10), "");
  EXPECT_EQ(io_->ReadInputBriefly(10, 10s), "");
}

TEST_F(ProcessIoTest, FailsOnAnInputThatCannotBeRead) {
  Piped input(STD_INPUT_HANDLE);
  SetStdHandle(STD_INPUT_HANDLE, nullptr);
  EXPECT_THAT([this] { static_cast<void>(io_->ReadInput(10)); },
              ThrowsMessage<IoError>(HasSubstr("stdin")));
}

TEST_F(ProcessIoTest, DoesNotWaitForAnIdlePipeWhereItReadsBriefly) {
  Piped input(STD_INPUT_HANDLE);
  EXPECT_EQ(io_->ReadInputBriefly(10, 10ms), "");
  input.Feed("some");
  EXPECT_EQ(io_->ReadInputBriefly(10, 10ms), "some") << "what came";
}

TEST_F(ProcessIoTest, ReadsBrieflyWhatComesInPieces) {
  Piped input(STD_INPUT_HANDLE);
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

TEST_F(ProcessIoTest, WritesItsOutputWholeAndByteForByte) {
  const std::string document = std::string(300'000, 'x') + "\n\r\n\xc3\xa4";
  std::string read;
  Piped output(STD_OUTPUT_HANDLE);
  std::thread runtime([&] { read = output.Drain(); });
  io_->WriteOutput(document);
  output.CloseOurs();
  runtime.join();
  EXPECT_EQ(read, document);
}

TEST_F(ProcessIoTest, FailsOnAnOutputThatNobodyReads) {
  Piped output(STD_OUTPUT_HANDLE);
  output.CloseOther();
  EXPECT_THAT([this] { io_->WriteOutput("{}"); }, ThrowsMessage<IoError>(HasSubstr("stdout")));
  EXPECT_NO_THROW(io_->WriteOutput(""));
}

TEST_F(ProcessIoTest, WritesForPeopleOnStderrOrNotAtAll) {
  Piped error(STD_ERROR_HANDLE);
  io_->WriteError("hello");
  error.CloseOurs();
  EXPECT_EQ(error.Drain(), "hello");
  error.CloseOther();
  io_->WriteError("is anybody there?");
}

// C-B-07
TEST_F(ProcessIoTest, FindsVariablesInAnyCaseAndAnyLetters) {
  SetEnvironmentVariableW(L"Cni_IfName", L"eth\u20ac");
  EXPECT_EQ(io_->Environment("CNI_IFNAME"), "eth\xe2\x82\xac");
  SetEnvironmentVariableW(L"CNI_IFNAME", nullptr);
  EXPECT_EQ(io_->Environment("CNI_IFNAME"), "");
}

TEST_F(ProcessIoTest, GivesVariablesOfAnyLengthWhole) {
  for (const std::size_t size : {1U, 126U, 127U, 128U, 129U, 20'000U}) {
    SetEnvironmentVariableW(L"CNI_ARGS", std::wstring(size, L'x').c_str());
    EXPECT_EQ(io_->Environment("CNI_ARGS"), std::string(size, 'x')) << size;
  }
  SetEnvironmentVariableW(L"CNI_ARGS", nullptr);
}

}  // namespace
}  // namespace plugin
