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

TEST(Conflist, GivesEachPluginOfTheTypeWithItsPlace) {
  const json list = json::parse(R"({"name": "overlay", "plugins": [
    {"type": "hcn-slice", "slice": "10.0.0.0/24"}, {"type": "portmap"},
    {"type": "hcn-slice", "slice": "10.0.1.0/24"}]})");
  const auto plugins = PluginsInList(list, "hcn-slice");
  ASSERT_EQ(plugins.size(), 2U);
  EXPECT_EQ(plugins[0].path, "plugins[0]");
  EXPECT_EQ(plugins[1].path, "plugins[2]");
  EXPECT_EQ(plugins[1].conf.at("name"), "overlay");
  EXPECT_EQ(plugins[1].conf.at("slice"), "10.0.1.0/24");
  EXPECT_EQ(PluginsInList(plugins[0].conf, "hcn-slice").at(0).path, "");
}

}  // namespace
}  // namespace conf
