#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conf/net_conf.h"
#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"

namespace conf {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::UnorderedElementsAre;

auto ListOf(const char* text) { return ParseValidAttachments(json::parse(text)); }

// C-L-02
TEST(ValidAttachments, ArePairsOfContainerAndInterface) {
  EXPECT_THAT(
      ListOf(R"({"cni.dev/valid-attachments":[{"containerID":"b","ifname":"eth0"},
                                                      {"containerID":"a","ifname":"eth1"}]})"),
      Optional(UnorderedElementsAre(AttachmentKey{"a", "eth1"}, AttachmentKey{"b", "eth0"})));
}

// C-L-03
TEST(ValidAttachments, AreTheUnionOfBothKeys) {
  EXPECT_THAT(ListOf(R"({"cni.dev/valid-attachments":[{"containerID":"a","ifname":"eth0"}],
                         "cni.dev/attachments":[{"containerID":"b","ifname":"eth0"},
                                                {"containerID":"a","ifname":"eth0"}]})"),
              Optional(ElementsAre(AttachmentKey{"a", "eth0"}, AttachmentKey{"b", "eth0"})));
  EXPECT_THAT(ListOf(R"({"cni.dev/attachments":[{"containerID":"b","ifname":"eth0"}]})"),
              Optional(ElementsAre(AttachmentKey{"b", "eth0"})));
  EXPECT_THAT(ListOf(R"({"cni.dev/valid-attachments":null,
                         "cni.dev/attachments":[{"containerID":"b","ifname":"eth0"}]})"),
              Optional(ElementsAre(AttachmentKey{"b", "eth0"})));
}

// C-L-04, C-L-05
TEST(ValidAttachments, AreEmptyWhenTheListIsEmptyOrNull) {
  EXPECT_THAT(ListOf(R"({"cni.dev/valid-attachments":[]})"), Optional(IsEmpty()));
  EXPECT_THAT(ListOf(R"({"cni.dev/valid-attachments":null})"), Optional(IsEmpty()));
  EXPECT_THAT(ListOf(R"({"cni.dev/attachments":null})"), Optional(IsEmpty()));
}

// C-L-06; 0.11: the name of the Go field is no key
TEST(ValidAttachments, AreAbsentWhenNeitherKeyIsThere) {
  EXPECT_EQ(ListOf("{}"), std::nullopt);
  EXPECT_EQ(ListOf(R"({"validAttachments":[],"CNI.DEV/attachments":[]})"), std::nullopt);
}

// C-L-07
TEST(ValidAttachments, AreReadInAnyCaseOfTheirMembers) {
  EXPECT_THAT(ListOf(R"({"cni.dev/valid-attachments":[{"containerId":"a","ifName":"eth0"}]})"),
              Optional(ElementsAre(AttachmentKey{"a", "eth0"})));
}

// C-L-07
TEST(ValidAttachments, AreRefusedAsAWholeWhenAnythingIsMalformed) {
  const std::pair<const char*, const char*> kBad[] = {
      {R"({})", "[0].containerID"},
      {R"({"containerID":"a"})", "[0].ifname"},
      {R"({"ifname":"eth0"})", "[0].containerID"},
      {R"({"containerID":5,"ifname":"eth0"})", "[0].containerID must be a string"},
      {R"({"containerID":"a","ifname":null})", "[0].ifname must be a string"},
      {R"({"containerID":"","ifname":"eth0"})", "[0].containerID must be a string"},
      {R"({"containerID":["a"],"ifname":"eth0"})", "[0].containerID must be a string"},
      {R"("a/eth0")", "[0] must be an object"},
      {"null", "[0] must be an object"},
  };
  for (const auto& [element, text] : kBad) {
    for (const std::string key : {"cni.dev/valid-attachments", "cni.dev/attachments"}) {
      const json list = {json::parse(element), {{"containerID", "b"}, {"ifname", "eth0"}}};
      EXPECT_THAT(ErrorOf([&] {
                    return ParseValidAttachments({{key, list}});
                  }),
                  Is(Problem::kMalformed, key + text))
          << element;
    }
  }
}

TEST(ValidAttachments, AreRefusedWhenTheyAreNoList) {
  for (const char* list : {R"("")", R"("a")", "{}", "5", "false"}) {
    EXPECT_THAT(ErrorOf([&] {
                  return ParseValidAttachments({{"cni.dev/valid-attachments", json::parse(list)}});
                }),
                Is(Problem::kMalformed, "cni.dev/valid-attachments must be a list"))
        << list;
  }
  EXPECT_THAT(ErrorOf([&] { return ParseValidAttachments(json::array()); }),
              Is(Problem::kMalformed, "the network configuration must be an object"));
}

// C-L-16
// L-08
TEST(ValidAttachments, AreNotLookedAtByOtherVerbs) {
  EXPECT_EQ(Strict(ConfWith("/cni.dev~1valid-attachments", "x")).name, "overlay");
}

}  // namespace
}  // namespace conf
