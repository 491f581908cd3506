#include "plugin/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "conf/error.h"
#include "hcn/error.h"
#include "hcn/hresult.h"
#include "ipam/allocator.h"
#include "ipam/port_band.h"
#include "plugin/dispatch.h"
#include "plugin/process_io.h"
#include "state/file_system.h"
#include "state/locks.h"
#include "state/network_marker.h"
#include "state/record.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/has_match.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Row {
  std::shared_ptr<std::exception> error;
  Code code;
};

template <typename E, typename... Arguments>
Row Gives(Code code, Arguments&&... arguments) {
  return {std::make_shared<E>(std::forward<Arguments>(arguments)...), code};
}

std::vector<Row> EveryException() {
  using conf::Problem;
  return {
      Gives<Error>(Code::kCheckFailed, Code::kCheckFailed, "the reason"),
      Gives<Error>(Code::kUnknownContainer, Code::kUnknownContainer, "the reason"),
      Gives<conf::Error>(Code::kIncompatibleVersion, Problem::kVersion, "the reason"),
      Gives<conf::Error>(Code::kInvalidEnvironment, Problem::kEnvironment, "the reason"),
      Gives<conf::Error>(Code::kUndecodable, Problem::kMalformed, "the reason"),
      Gives<conf::Error>(Code::kInvalidNetworkConfig, Problem::kInvalid, "the reason"),
      Gives<hcn::Error>(Code::kTryAgainLater, "the reason", hcn::kRpcServerUnavailable),
      Gives<hcn::Error>(Code::kTryAgainLater, "the reason", hcn::kRpcCallFailed),
      Gives<hcn::Error>(Code::kHcnFailure, "the reason", hcn::kAccessDenied),
      Gives<hcn::Error>(Code::kHcnFailure, "the reason", hcn::kInvalidPolicy),
      Gives<hcn::Error>(Code::kHcnFailure, "the reason", hcn::HResult{0x8badf00d}),
      Gives<hcn::AnswerError>(Code::kHcnFailure, "the reason"),
      Gives<ipam::SliceFull>(Code::kTryAgainLater, "the reason"),
      Gives<ipam::PortsExhausted>(Code::kTryAgainLater, "the reason"),
      Gives<ipam::AddressRefused>(Code::kAddressRefused, "the reason"),
      Gives<ipam::Error>(Code::kInvalidNetworkConfig, "the reason"),
      Gives<state::LockTimeout>(Code::kTryAgainLater, "the reason"),
      Gives<state::FileError>(Code::kIoFailure, "the reason"),
      Gives<state::MarkerError>(Code::kIoFailure, "the reason"),
      Gives<state::RecordError>(Code::kIoFailure, "the reason"),
      Gives<IoError>(Code::kIoFailure, "the reason"),
      Gives<std::runtime_error>(Code::kInternal, "the reason"),
      Gives<std::logic_error>(Code::kInternal, "the reason"),
  };
}

// C-G-05, C-S-04
TEST(Explain, GivesEachRoomsExceptionsTheirCode) {
  for (const Row& row : EveryException()) {
    const std::exception& error = *row.error;
    EXPECT_EQ(Explain(error, "ADD").code, row.code) << typeid(error).name();
  }
}

TEST(Explain, OpensTheMessageWithWhatWasBeingDone) {
  for (const Row& row : EveryException()) {
    const std::exception& error = *row.error;
    EXPECT_THAT(Explain(error, "ADD of container abc, eth0").message,
                StartsWith("ADD of container abc, eth0: the reason"))
        << typeid(error).name();
  }
}

TEST(Explain, KeepsTheDetailsOfOurOwnErrors) {
  const Error error(Code::kCleanupIncomplete, "2 of the removals failed", "one\ntwo\n");
  EXPECT_EQ(Explain(error, "GC").details, "one\ntwo\n");
}

TEST(Explain, SaysWhatAnHresultMeansHereAndWhatToDoNext) {
  const std::string record = R"({"Success":false,"Error":"Zugriff","ErrorCode":2147942405})";
  const hcn::Error error("HcnCreateEndpoint", hcn::kAccessDenied, record);
  const auto info = hcn::FindHResult(hcn::kAccessDenied);
  const Failure failure = Explain(error, "ADD");
  EXPECT_THAT(failure.message, AllOf(HasSubstr("HcnCreateEndpoint"), HasSubstr("E_ACCESSDENIED"),
                                     HasSubstr("0x80070005"), HasSubstr("Zugriff"),
                                     HasSubstr(std::string(info->meaning)),
                                     HasSubstr("Next step: " + std::string(info->next_step))));
  EXPECT_EQ(failure.details, record) << "verbatim";
}

TEST(Explain, SaysTheNumberOfAnHresultThatNobodyNames) {
  const hcn::Error error("HcnOpenNetwork", 0x8badf00d);
  EXPECT_EQ(Explain(error, "ADD").message, "ADD: HcnOpenNetwork: 0x8badf00d");
}

struct Cleaned {
  std::string before;
  std::string after;
};

// C-G-07
TEST(ForDel, TakesOutTheWordsThatGoCniTakesForSuccess) {
  for (const auto& [before, after] : std::vector<Cleaned>{
           {"element not found", "element absent"},
           {"Element Not Found.", "Element absent."},
           {"NOT FOUND", "absent"},
           {"open x: No Such File Or Directory", "open x: the file is absent"},
           {"not found, not found; not foundnot found", "absent, absent; absentabsent"},
           {"no such file or directory: not found", "the file is absent: absent"},
           {"not  found", "not  found"},
           {"notfound", "notfound"},
           {"nothing to clean", "nothing to clean"},
           {"", ""},
           {"not foun", "not foun"}}) {
    const Failure failure = ForDel({Code::kHcnFailure, before, before});
    EXPECT_EQ(failure.message, after);
    EXPECT_EQ(failure.details, after);
    EXPECT_EQ(failure.code, Code::kHcnFailure);
  }
}

// C-G-02
TEST(ErrorDocument, HasTheMembersOfTheSpecification) {
  const auto document =
      json::parse(ToDocument({Code::kAddressRefused, "why", "more"}, conf::SpecVersion::k031));
  EXPECT_EQ(document,
            json({{"cniVersion", "0.3.1"}, {"code", 102}, {"msg", "why"}, {"details", "more"}}));
}

// C-G-02
TEST(ErrorDocument, LeavesOutDetailsWhereThereAreNone) {
  const auto document = json::parse(ToDocument({Code::kInternal, "why", ""}, conf::kNewestVersion));
  EXPECT_FALSE(document.contains("details"));
}

TEST(Explain, LeavesATerminalNothingToObey) {
  const hcn::Error error("F", 0x80004005,
                         "\x1b]0;x\x07 \x9b"
                         "2J\u009b2J\r\nsecond line");
  const Failure failure = Explain(error, "ADD");
  EXPECT_EQ(failure.details, "\uFFFD]0;x\uFFFD \uFFFD2J\uFFFD2J\uFFFD\nsecond line");
  for (const char* control : {"\x1b", "\x07", "\u009b"}) {
    EXPECT_THAT(failure.message, Not(HasSubstr(control)));
  }
}

TEST(Explain, OfAHugeRecordIsShort) {
  const hcn::Error error("F", 0x80004005, std::string(10'000'000, 'x'));
  const Failure failure = Explain(error, "ADD");
  EXPECT_LE(failure.details.size(), 16U * 1024);
  EXPECT_LE(failure.message.size(), 16U * 1024);
  EXPECT_THAT(failure.details, testing::EndsWith("x..."));
}

// C-A-04
TEST(ErrorDocument, IsOneLine) {
  const std::string text = ToDocument({Code::kInternal, "a\nb", "c\r\n\td"}, conf::kNewestVersion);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

// C-F-15
TEST(ErrorDocument, StaysValidWithInvalidUtf8InForeignTexts) {
  for (const std::string& bad :
       std::vector<std::string>{"\xff\xfe", "cut off \xe2\x82", "\xc0\xaf", "\xed\xa0\x80",
                                "Stra\xdf"
                                "e"}) {
    const std::string text = ToDocument({Code::kHcnFailure, bad, bad}, conf::kNewestVersion);
    const json document = json::parse(text, nullptr, false);
    ASSERT_TRUE(document.is_object()) << text;
    EXPECT_THAT(document["msg"].get<std::string>(), HasSubstr("\xef\xbf\xbd"));
  }
}

// C-G-07
TEST(Del, FailsWithoutTheWordsThatGoCniTakesForSuccess) {
  support::World world;
  world.Add();
  support::Call call;
  call.disturb = [](std::string_view function, support::Moment) {
    if (function != "HcnDeleteEndpoint") return;
    throw hcn::Error(function, hcn::kAccessDenied,
                     R"({"Error":"Element not found. No such file or directory"})");
  };
  const auto outcome = world.Del(call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.code(), 100);
  EXPECT_THAT(outcome.output, AllOf(Not(support::HasMatch("[Nn][Oo][Tt] [Ff]ound")),
                                    Not(HasSubstr("such file")), HasSubstr("absent")));
  EXPECT_EQ(world.Records().size(), 1U) << "the address stays";
}

// C-G-07
TEST(Refuse, OfADelAvoidsThoseWordsToo) {
  support::FakeProcessIo io;
  io.environment["CNI_COMMAND"] = "DEL";
  EXPECT_EQ(Refuse(io, std::runtime_error("computenetwork.dll not found")), 1);
  EXPECT_THAT(io.output,
              AllOf(HasSubstr("computenetwork.dll absent"), Not(HasSubstr("not found"))));
}

TEST(Refuse, DoesNotThrowWhenStdoutIsGone) {
  support::FakeProcessIo io;
  io.output_is_broken = true;
  EXPECT_EQ(Refuse(io, std::runtime_error("the reason")), 1);
  EXPECT_THAT(io.error, HasSubstr("the reason"));
}

}  // namespace
}  // namespace plugin
