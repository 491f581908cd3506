#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/node.h"

namespace process {
namespace {

using testing::HasSubstr;

// A thread of the process stays in the call that hangs; the process ends all the same.
TEST(Doctor, EndsAlthoughHcnHangs) {
  Node node;
  EXPECT_EQ(node.Run({}).exit_code, 0);
  Call call;
  call.faults = "*=hang";
  call.arguments = {"doctor", "--json", "--timeout", "1", "--conflist", "CONF"};
  const End end = node.Run(call);
  EXPECT_EQ(end.exit_code, 3) << end.error;
  const auto document = end.document();
  EXPECT_EQ(document["findings"][0]["id"], "hns-hangs");
  EXPECT_EQ(document["findings"][0]["what"], "HcnEnumerateNetworks has not come back for 1 s");
  EXPECT_THAT(document.dump(), HasSubstr("1 of 253 addresses are in use"));
}

}  // namespace
}  // namespace process
