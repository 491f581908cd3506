#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/node.h"

// Hostile text on stdin: the right code, nothing made, and memory in proportion to the input.

namespace process {
namespace {

using testing::HasSubstr;

constexpr std::size_t kMuch = std::size_t{1} << 20;
constexpr std::size_t kMost = 16 * kMuch;

std::string Repeated(const std::string& part, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + part.size());
  while (text.size() < bytes) text += part;
  return text;
}

struct Hostile {
  std::string what;
  std::string input;
};

// C-D-01, C-D-03
std::vector<Hostile> SmallTexts(const std::string& good) {
  const std::string inside = good.substr(1);  // without its first brace
  return {{"nothing", ""},
          {"white space", " \r\n\t"},
          {"a list", "[]"},
          {"a number", "0"},
          {"a text", "\"x\""},
          {"null", "null"},
          {"cut off", good.substr(0, good.size() - 1)},
          {"two documents", good + good},
          {"more behind it", good + "x"},
          {"a NUL", std::string(1, '\0')},
          {"a NUL behind it", good + std::string(1, '\0')},
          {"a byte order mark", "\xef\xbb\xbf" + good},
          {"UTF-16", std::string("\xff\xfe{\0}\0", 6)},
          {"a comment", "/* */" + good},
          {"a comma too many", good.substr(0, good.size() - 1) + ",}"},
          {"single quotes", "{'a':1," + inside},
          {"NaN", R"({"a":NaN,)" + inside},
          {"a leading zero", R"({"a":01,)" + inside},
          {"a leading plus", R"({"a":+1,)" + inside},
          {"hexadecimal", R"({"a":0x1,)" + inside},
          {"a raw control character", "{\"a\":\"\n\"," + inside},
          {"a wrong escape", R"({"a":"\x",)" + inside},
          {"half a surrogate", R"({"a":"\ud800\u0000",)" + inside},
          {"invalid UTF-8", "{\"a\":\"\xc0\xaf\"," + inside}};
}

// C-D-10, C-D-11
std::vector<Hostile> LargeTexts(const std::string& good) {
  const std::string inside = good.substr(1);
  return {{"nested lists", Repeated("[", kMuch)},
          {"nested objects", Repeated(R"({"a":)", kMuch)},
          {"nested and closed",
           R"({"a":)" + std::string(5'000, '[') + std::string(5'000, ']') + "," + inside},
          {"an endless text", R"({"a":")" + Repeated("x", kMuch)},
          {"an endless number", R"({"a":)" + Repeated("9", kMuch)},
          {"an endless key", "{\"" + Repeated("k", kMuch)},
          {"endless white space", Repeated(" ", kMost)},
          {"one byte too many", good + std::string(kMost + 1 - good.size(), ' ')},
          {"endless escapes", R"({"a":")" + Repeated(R"(\ud800)", kMuch)},
          {"an endless list", R"({"a":[)" + Repeated("0,", kMuch)}};
}

void ExpectRefused(Node& node, const Hostile& hostile, const std::string& verb, int code) {
  Call call;
  call.command = verb;
  call.input = hostile.input;
  const End end = node.Run(call);
  EXPECT_EQ(end.exit_code, 1) << hostile.what;
  EXPECT_EQ(end.code(), code) << verb << " " << hostile.what << ": " << end.output;
  EXPECT_LT(end.output.size(), 2'000U) << hostile.what;
  // With room for AddressSanitizer: what is within the bounds takes some 40 times its size.
  EXPECT_LT(end.peak_memory, 1'024 * 1'024) << hostile.what;
}

// C-D-01, C-D-03
TEST(BadStdin, IsRefusedAsUndecodableByEveryVerb) {
  Node node;
  for (const Hostile& hostile : SmallTexts(node.ConfOf(Call()))) {
    for (const char* verb : {"ADD", "CHECK", "STATUS", "GC", "DEL"}) {
      const bool is_tolerant = std::string_view(verb) == "GC" || std::string_view(verb) == "DEL";
      if (is_tolerant && (hostile.what == "invalid UTF-8" || hostile.what == "half a surrogate")) {
        continue;
      }
      ExpectRefused(node, hostile, verb, 6);
    }
  }
  EXPECT_TRUE(node.IsUntouched());
}

// C-D-10, C-D-11
TEST(BadStdin, OfAnySizeNeedsBoundedMemory) {
  Node node;
  for (const Hostile& hostile : LargeTexts(node.ConfOf(Call()))) {
    ExpectRefused(node, hostile, "ADD", 6);
    ExpectRefused(node, hostile, "DEL", 6);
  }
  EXPECT_TRUE(node.IsUntouched());
}

// C-D-06, C-D-07
TEST(BadStdin, WithInvalidUnicodeDoesNotKeepDelFromWorking) {
  Node node;
  ASSERT_EQ(node.Run(Call()).exit_code, 0);
  Call call;
  call.command = "DEL";
  for (const std::string& text : {std::string("\xc0\xaf"), std::string(R"(\ud800\u0000)")}) {
    call.input = "{\"a\":\"" + text + "\"," + node.ConfOf(call).substr(1);
    EXPECT_EQ(node.Run(call).exit_code, 0);
  }
  EXPECT_TRUE(node.IsClean());
}

// C-D-02, C-D-08, C-D-12
TEST(OddStdin, ThatIsStrictJsonIsTaken) {
  Node node;
  const std::string inside = node.ConfOf(Call()).substr(1);
  for (const std::string& input :
       {"\t\r\n {\r\n" + inside + "\n\n", R"({"a":1e400,"b":-1E-400,"c":1.0e+1,)" + inside,
        R"({"name":7,"slice":[],)" + inside, R"({"a":"\ud83d\ude00\u0000\/",)" + inside,
        R"({"a":)" + std::string(998, '[') + std::string(998, ']') + "," + inside}) {
    Call call;
    call.input = input;
    EXPECT_EQ(node.Run(call).exit_code, 0) << input.substr(0, 60) << node.Run(call).output;
    call.command = "DEL";
    EXPECT_EQ(node.Run(call).exit_code, 0);
  }
  EXPECT_TRUE(node.IsClean());
}

}  // namespace
}  // namespace process
