#include "conf/conflist.h"

#include <gtest/gtest.h>

namespace conf {
namespace {

using nlohmann::json;

TEST(Conflist, GivesThePluginWithTheNameAndVersionOfTheList) {
  const json list = json::parse(R"({"cniVersion": "1.0.0", "name": "overlay", "plugins": [
    {"type": "portmap"}, {"type": "hcn-slice", "slice": "10.0.0.0/24", "name": "other"}]})");
  EXPECT_EQ(PluginInList(list, "hcn-slice"),
            json::parse(R"({"cniVersion": "1.0.0", "name": "overlay", "type": "hcn-slice",
                            "slice": "10.0.0.0/24"})"));
}

TEST(Conflist, TakesASingleConfigurationForAListOfOne) {
  const json single{{"type", "hcn-slice"}, {"name", "overlay"}};
  EXPECT_EQ(PluginInList(single, "hcn-slice"), single);
}

TEST(Conflist, GivesNothingWhereThePluginIsNotInIt) {
  for (const char* text : {"null", "7", "[]", "{}", R"({"plugins": 7})", R"({"plugins": [7, {}]})",
                           R"({"type": 7})", R"({"plugins": [{"type": "portmap"}]})"}) {
    EXPECT_EQ(PluginInList(json::parse(text), "hcn-slice"), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace conf
