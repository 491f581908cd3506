#include "conf/cni_args.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/conf/expect_error.h"

namespace conf {
namespace {

Thrown ErrorOfArgs(const std::string& text) {
  return ErrorOf([&] { return ParseCniArgs(text); });
}

// C-P-01
TEST(CniArgs, MayBeEmpty) {
  const CniArgs args = ParseCniArgs("");
  EXPECT_EQ(args.pod_name, "");
  EXPECT_EQ(args.ip, std::nullopt);
}

// C-P-04
// C-P-01, L-26
TEST(CniArgs, AreWhatContainerdSends) {
  const CniArgs args = ParseCniArgs(
      "K8S_POD_INFRA_CONTAINER_ID=0a1b;K8S_POD_NAME=web-0;IgnoreUnknown=1;K8S_POD_UID=;"
      "K8S_POD_NAMESPACE=shop");
  EXPECT_EQ(args.pod_namespace, "shop");
  EXPECT_EQ(args.pod_name, "web-0");
  EXPECT_EQ(args.pod_uid, "");
  EXPECT_EQ(args.infra_container_id, "0a1b");
}

// C-P-04
TEST(CniArgs, AreWhatCrioAdds) {
  const CniArgs args = ParseCniArgs("K8S_POD_UID=42-ab;IP=10.200.42.7/24;MAC=0e:2a:64:f4:ce:44");
  EXPECT_EQ(args.pod_uid, "42-ab");
  ASSERT_TRUE(args.ip);
  EXPECT_EQ(args.ip->address.ToString(), "10.200.42.7");
  EXPECT_EQ(args.ip->prefix_length, 24U);
  EXPECT_EQ(args.mac, "0E-2A-64-F4-CE-44");
  EXPECT_EQ(ParseCniArgs("IP=10.0.0.1").ip->prefix_length, std::nullopt);
}

// C-P-02
TEST(CniArgs, TakeEmptyValuesAsUnset) { EXPECT_EQ(ParseCniArgs("IP=;MAC=").ip, std::nullopt); }

// C-P-02, C-P-05
// L-26
TEST(CniArgs, AreRefusedUnlessEachPairHasOneEqualsSign) {
  for (const std::string text :
       {"some;extra;args", "K8S_POD_NAME", "K8S_POD_NAME=a;", ";K8S_POD_NAME=a", ";", "=a", "=",
        "K8S_POD_NAME=a=b", "K8S_POD_NAME=a;;IP=10.0.0.1", "IgnoreUnknown=1;x"}) {
    EXPECT_THAT(ErrorOfArgs(text), Is(Problem::kEnvironment, "CNI_ARGS: ")) << text;
  }
  EXPECT_THAT(ErrorOfArgs("IgnoreUnknown=1;K8S_POD_NAME=a=b"),
              Is(Problem::kEnvironment, "\"K8S_POD_NAME=a=b\""));
}

// C-P-03
TEST(CniArgs, RefuseUnknownKeysUnlessToldOtherwise) {
  EXPECT_THAT(ErrorOfArgs("FOO=1"), Is(Problem::kEnvironment, "\"FOO\""));
  EXPECT_THAT(ErrorOfArgs("k8s_pod_name=a"), Is(Problem::kEnvironment, "\"k8s_pod_name\""));
  EXPECT_THAT(ErrorOfArgs("FOO=1;IgnoreUnknown=0"), Is(Problem::kEnvironment, "\"FOO\""));
  EXPECT_THAT(ErrorOfArgs("FOO=1;IgnoreUnknown=False"), Is(Problem::kEnvironment, "\"FOO\""));
  EXPECT_EQ(ParseCniArgs("FOO=1;IgnoreUnknown=1;K8S_POD_NAME=a").pod_name, "a");
  EXPECT_EQ(ParseCniArgs("IgnoreUnknown=TRUE;FOO=1;K8S_POD_NAME=a").pod_name, "a");
  EXPECT_THAT(ErrorOfArgs("IgnoreUnknown=yes"), Is(Problem::kEnvironment, "IgnoreUnknown"));
}

// C-P-03
TEST(CniArgs, RefuseBadValuesOfKnownKeysInAnyCase) {
  EXPECT_THAT(ErrorOfArgs("IgnoreUnknown=1;IP=10.0.0.256"), Is(Problem::kEnvironment, "IP"));
  EXPECT_THAT(ErrorOfArgs("IgnoreUnknown=1;IP=10.0.0.1/33"), Is(Problem::kEnvironment, "IP"));
  EXPECT_THAT(ErrorOfArgs("IgnoreUnknown=1;MAC=00-15-5D"), Is(Problem::kEnvironment, "MAC"));
}

TEST(CniArgs, NeverPutInvalidUtf8IntoTheirMessages) {
  for (const std::string text : {"\xFF", "IP=\xFF", "MAC=\xC3", "A\xFF=1"}) {
    const Thrown thrown = ErrorOfArgs(text);
    EXPECT_EQ(thrown.problem, Problem::kEnvironment);
    EXPECT_NO_THROW((void)nlohmann::json(thrown.text).dump());
  }
}

}  // namespace
}  // namespace conf
