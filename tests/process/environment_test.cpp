#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/node.h"

// The environment as a runtime hands it over: all of its own, and CNI_*.

namespace process {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::optional<std::string>>;

Call CallOf(const std::string& command, Variables variables = {}) {
  Call call;
  call.command = command;
  call.variables = std::move(variables);
  return call;
}

const Variables kUnset{{"CNI_CONTAINERID", {}},
                       {"CNI_NETNS", {}},
                       {"CNI_IFNAME", {}},
                       {"CNI_ARGS", {}},
                       {"CNI_PATH", {}}};
const Variables kEmpty{{"CNI_CONTAINERID", ""},
                       {"CNI_NETNS", ""},
                       {"CNI_IFNAME", ""},
                       {"CNI_ARGS", ""},
                       {"CNI_PATH", ""}};

// C-A-12, C-B-04, L-18
TEST(Variables, ThatAreUnsetAreAsThoseThatAreEmpty) {
  Node node;
  for (const char* verb : {"ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION"}) {
    const End unset = node.Run(CallOf(verb, kUnset));
    const End empty = node.Run(CallOf(verb, kEmpty));
    EXPECT_EQ(unset.exit_code, empty.exit_code) << verb;
    EXPECT_EQ(unset.output, empty.output) << verb;
  }
  EXPECT_TRUE(node.IsUntouched());
}

// C-A-12, C-J-03
// C-B-11
TEST(Variables, ThatDelDoesNotNeedMayBeUnset) {
  Node node;
  ASSERT_EQ(node.Run(Call()).exit_code, 0);
  const End end = node.Run(CallOf("DEL", {{"CNI_NETNS", {}}, {"CNI_ARGS", {}}, {"CNI_PATH", {}}}));
  EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_TRUE(node.IsClean());
}

// C-B-03
TEST(Variables, WithoutACommandMakeItSayWhatItIs) {
  for (const Variables& variables :
       {Variables{{"CNI_COMMAND", {}}}, Variables{{"CNI_COMMAND", ""}}}) {
    Node node;
    Call call = CallOf("", variables);
    call.in = Stdin::kIdlePipe;
    call.faults = "nonsense";
    const End end = node.Run(call);
    EXPECT_EQ(end.exit_code, 0);
    EXPECT_EQ(end.output, "");
    EXPECT_THAT(end.error, HasSubstr("CNI protocol versions supported: 0.1.0, 0.2.0, 0.3.0, 0.3.1, "
                                     "0.4.0, 1.0.0, 1.1.0\n"));
    EXPECT_TRUE(node.IsUntouched());
  }
}

// C-B-08, C-B-10, C-T-01
TEST(Variables, OfOthersChangeNothing) {
  const Variables others{{"CNI_NETNS_OVERRIDE", "TRUE"},
                         {"CNI_VERSION", "9.9.9"},
                         {"TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
                         {"TRACESTATE", "a=b"},
                         {"BAGGAGE", "c=d"},
                         {"cni_ifname", "eth7"},
                         {"LANG", "tr_TR.UTF-8"},
                         {"TMPDIR", "/nonexistent"},
                         {"HOME", ""}};
  Node with;
  Node without;
  const End end = with.Run(CallOf("ADD", others));
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_EQ(end.document(), without.Run(Call()).document());
  EXPECT_EQ(with.Run(CallOf("DEL", others)).exit_code, 0);
  EXPECT_TRUE(with.IsClean());
}

// C-C-01, C-C-03, C-C-05, C-C-06, C-B-02: whatever stands in a variable, the error names it, and
// nothing was made.
TEST(Variables, ThatAreHostileAreNamedAndNothingIsMade) {
  const std::string long_text(100'000, 'a');
  Node node;
  for (const auto& [name, values] : std::map<std::string, std::vector<std::string>>{
           {"CNI_COMMAND", {"add", "ADD ", "ADD\n", "\xff", long_text}},
           {"CNI_CONTAINERID",
            {"../../x", "a/b", "a b", "a\n", "~", "\xef\xbc\x8e\xef\xbc\x8e", "\xc0\xaf", "$(id)"}},
           {"CNI_IFNAME", {".", "..", "...", "a/b", "a\\b", "C:", "con*", "\xc2\x85", long_text}},
           {"CNI_NETNS", {"not a guid", "../x", "\\\\.\\pipe\\x", "{}", "\xff\xfe"}},
           {"CNI_ARGS",
            {"some;extra;args", "=;=", "IP=\xff", "A=b", ";", "IP=1.2.3.4;",
             std::string(50'000, ';')}}}) {
    for (const std::string& value : values) {
      const End end = node.Run(CallOf("ADD", {{name, value}}));
      EXPECT_EQ(end.exit_code, 1);
      EXPECT_EQ(end.code(), 4) << name << "=" << value.substr(0, 40) << ": " << end.output;
      EXPECT_THAT(end.message(), HasSubstr(name));
      EXPECT_LT(end.output.size(), 2'000U);
    }
  }
  EXPECT_TRUE(node.IsUntouched());
}

// C-B-05
TEST(Variables, AreComplainedAboutBeforeStdin) {
  Node node;
  Call call = CallOf("ADD", kUnset);
  call.input = "nonsense";
  EXPECT_THAT(node.Run(call).message(), AllOf(HasSubstr("CNI_CONTAINERID, CNI_NETNS, CNI_IFNAME"),
                                              Not(HasSubstr("configuration"))));
}

}  // namespace
}  // namespace process
