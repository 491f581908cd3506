#include "plugin/dispatch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "conf/json_reader.h"
#include "hcn/error.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/mock_hcn_api.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::FakeProcessIo;
using support::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// A process whose stdin may not be read.
class DeafProcessIo : public FakeProcessIo {
 public:
  std::string ReadInput(std::size_t /*most*/) override {
    ADD_FAILURE() << "stdin was read";
    return {};
  }
};

// A process whose stdin breaks.
class BrokenProcessIo : public FakeProcessIo {
 public:
  std::string ReadInput(std::size_t /*most*/) override {
    throw IoError("reading the network configuration from stdin: input/output error");
  }
};

class DispatchTest : public testing::Test {
 protected:
  int RunWith(FakeProcessIo& io) {
    return plugin::Run(io, files_, [this]() -> hcn::HcnApi& { return hcn_; });
  }

  // Without any expectation: nothing may be asked of HCN.
  testing::StrictMock<hcn::MockHcnApi> hcn_;
  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
};

// C-B-03
TEST_F(DispatchTest, TellsPeopleWhatItIsWhenNobodyCommands) {
  for (const bool is_set : {false, true}) {
    DeafProcessIo io;
    if (is_set) io.environment["CNI_COMMAND"] = "";
    EXPECT_EQ(RunWith(io), 0);
    EXPECT_EQ(io.output, "");
    EXPECT_THAT(io.error, AllOf(HasSubstr("CNI plugin"),
                                HasSubstr("CNI protocol versions supported: 0.1.0, 0.2.0")));
  }
}

// C-B-02
TEST_F(DispatchTest, RefusesAnUnknownCommandBeforeAnythingElse) {
  DeafProcessIo io;
  io.environment["CNI_COMMAND"] = "FROB";
  EXPECT_EQ(RunWith(io), 1);
  const json document = json::parse(io.output);
  EXPECT_EQ(document["code"], 4);
  EXPECT_EQ(document["cniVersion"], "1.1.0");
  EXPECT_THAT(document["msg"].get<std::string>(), HasSubstr("CNI_COMMAND=\"FROB\""));
}

// C-B-05
TEST_F(DispatchTest, ReportsTheEnvironmentBeforeStdin) {
  for (const char* verb : {"ADD", "DEL", "CHECK", "GC"}) {
    DeafProcessIo io;
    io.environment["CNI_COMMAND"] = verb;
    EXPECT_EQ(RunWith(io), 1);
    EXPECT_EQ(json::parse(io.output)["code"], 4) << verb;
  }
}

// C-D-15
TEST_F(DispatchTest, ReportsAStdinThatBreaksAsAnIoFailure) {
  BrokenProcessIo io;
  io.environment["CNI_COMMAND"] = "STATUS";
  EXPECT_EQ(RunWith(io), 1);
  EXPECT_EQ(json::parse(io.output)["code"], 5);
}

// C-D-11
TEST_F(DispatchTest, RefusesAnEndlessStdin) {
  FakeProcessIo io;
  io.environment["CNI_COMMAND"] = "STATUS";
  io.input = World::Conf().dump() + std::string(conf::kMostBytes, ' ');
  EXPECT_EQ(RunWith(io), 1);
  EXPECT_EQ(json::parse(io.output)["code"], 6);
}

// C-H-01
TEST_F(DispatchTest, OpensHcnOnlyForWhatNeedsIt) {
  const HcnSource none = []() -> hcn::HcnApi& { throw std::runtime_error("there is no HCN"); };
  for (const char* verb : {"", "VERSION", "STATUS", "DEL"}) {
    FakeProcessIo io;
    io.environment = {{"CNI_COMMAND", verb}, {"CNI_CONTAINERID", "c1"}, {"CNI_IFNAME", "eth0"}};
    io.input = World::Conf().dump();
    const bool needs_hcn = std::string_view(verb) == "STATUS" || std::string_view(verb) == "DEL";
    EXPECT_EQ(plugin::Run(io, files_, none), needs_hcn ? 1 : 0) << verb;
    if (!needs_hcn) continue;
    EXPECT_EQ(json::parse(io.output)["code"], std::string_view(verb) == "STATUS" ? 50 : 199);
    EXPECT_THAT(io.output, HasSubstr("there is no HCN"));
  }
}

// Exactly one JSON document on stdout, or nothing.
void ExpectOneDocumentOrNothing(const support::Outcome& outcome, const std::string& verb) {
  const bool is_silent = outcome.exit_code == 0 && verb != "ADD" && verb != "VERSION";
  if (is_silent) {
    EXPECT_EQ(outcome.output, "") << verb;
    return;
  }
  const json document = outcome.document();
  ASSERT_TRUE(document.is_object()) << verb << ": " << outcome.output;
  EXPECT_EQ(document.contains("code"), outcome.exit_code != 0);
  EXPECT_TRUE(document["cniVersion"].is_string());
  if (outcome.exit_code == 0) return;
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(document["code"].is_number_unsigned());
  EXPECT_FALSE(document["msg"].get<std::string>().empty());
}

constexpr std::array<const char*, 6> kVerbs{"ADD", "CHECK", "STATUS", "GC", "DEL", "VERSION"};

// C-A-03, C-A-05
TEST(EachVerb, PutsOneDocumentOrNothingOnStdoutWhereAllIsWell) {
  World world;
  json conf = World::Conf();
  for (const char* verb : kVerbs) {
    const auto outcome = world.RunAs(verb, {.conf = conf});
    EXPECT_EQ(outcome.exit_code, 0) << verb << ": " << outcome.output;
    EXPECT_EQ(outcome.error, "") << verb;
    ExpectOneDocumentOrNothing(outcome, verb);
    if (std::string_view(verb) == "ADD") conf["prevResult"] = outcome.document();
  }
  EXPECT_TRUE(world.IsClean());
}

// C-A-03, C-G-01, C-G-03
TEST(EachVerb, PutsOneDocumentOnStdoutWhereHcnIsDown) {
  for (const char* verb : kVerbs) {
    World world;
    json conf = World::Conf();
    conf["prevResult"] = world.Add().document();
    Call call{.conf = conf};
    if (std::string_view(verb) == "ADD") call = {.container_id = "c2"};
    call.disturb = [](std::string_view operation, support::Moment) {
      if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
    };
    const auto outcome = world.RunAs(verb, call);
    ExpectOneDocumentOrNothing(outcome, verb);
    if (std::string_view(verb) == "VERSION") continue;
    EXPECT_EQ(outcome.code(), std::string_view(verb) == "STATUS" ? 50 : 11) << verb;
    EXPECT_THAT(outcome.message(), AllOf(StartsWith(verb), HasSubstr("RPC_S_SERVER_UNAVAILABLE"),
                                         HasSubstr("sc query hns")));
    EXPECT_EQ(world.Records().size(), 1U) << "the first attachment's, and no other";
  }
}

// L-25
TEST(EachVerb, NamesItsAttachmentAndNetworkInItsErrors) {
  World world;
  Call call{.container_id = "c9", .ifname = "net1"};
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kAccessDenied);
  };
  EXPECT_THAT(world.Add(call).message(), StartsWith("ADD of container c9, net1"));
  EXPECT_THAT(world.Del(call).message(), StartsWith("DEL of container c9, net1"));
}

// C-D-03, C-D-04
TEST(EachVerb, RefusesAStdinThatIsNoConfiguration) {
  World world;
  for (const char* verb : {"ADD", "CHECK", "STATUS", "GC", "DEL"}) {
    for (const char* input : {"", " ", "[]", "{", "null", "{} {}", "\xef\xbb\xbf{}", "// {}"}) {
      const auto outcome = world.RunAs(verb, {.input = input});
      ExpectOneDocumentOrNothing(outcome, verb);
      EXPECT_EQ(outcome.code(), 6) << verb << ": " << input;
      EXPECT_THAT(outcome.hcn_calls, IsEmpty());
    }
    EXPECT_EQ(world.RunAs(verb, {.input = R"({"cniVersion": "1.1.0"})"}).code(), 7)
        << verb << " without a name";
  }
  EXPECT_THAT(world.files().List("/"), IsEmpty()) << "nothing was made";
}

// C-A-07
TEST(Add, IsUndoneWhenItsResultCannotBeTold) {
  World world;
  Call call;
  call.output_is_broken = true;
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.output, "");
  EXPECT_THAT(outcome.error, AllOf(StartsWith("ADD of container c1"), HasSubstr("stdout")));
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
  EXPECT_EQ(world.Add().exit_code, 0) << "the runtime tries again";
}

// L-16
TEST(EachVerb, EndsWithoutExceptionWhereItsErrorCannotBeTold) {
  World world;
  for (const char* verb : {"ADD", "CHECK", "STATUS", "GC", "DEL", "FROB"}) {
    Call call;
    call.input = "nonsense";
    call.output_is_broken = true;
    const auto outcome = world.RunAs(verb, call);
    EXPECT_EQ(outcome.exit_code, 1) << verb;
    EXPECT_EQ(outcome.output, "");
    EXPECT_NE(outcome.error, "") << "stderr is what is left";
  }
}

TEST(Del, SucceedsWithABrokenStdoutForItHasNothingToSay) {
  World world;
  world.Add();
  Call call;
  call.output_is_broken = true;
  EXPECT_EQ(world.Del(call).exit_code, 0);
  EXPECT_TRUE(world.IsClean());
}

}  // namespace
}  // namespace plugin
