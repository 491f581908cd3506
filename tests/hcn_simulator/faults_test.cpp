#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "hcn/simulator/fault.h"

namespace hcn::simulator {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

Fault Only(std::string_view text) {
  const auto faults = ParseFaults(text);
  EXPECT_EQ(faults.size(), 1U) << text;
  return faults.at(0);
}

TEST(Faults, AreNoneInAnEmptyText) {
  EXPECT_THAT(ParseFaults(""), IsEmpty());
  EXPECT_THAT(ParseFaults(" , "), IsEmpty());
}

TEST(Faults, HaveAFunctionAndAnAction) {
  const Fault fault = Only("HcnCreateEndpoint=0x803B002F");
  EXPECT_EQ(fault.function, "HcnCreateEndpoint");
  EXPECT_FALSE(fault.nth);
  EXPECT_EQ(fault.moment, Moment::kBefore);
  EXPECT_EQ(fault.action, Fault::Action::kFail);
  EXPECT_EQ(fault.code, 0x803b002f);
}

TEST(Faults, MayBeForOneCallAndAfterIt) {
  const Fault fault = Only("HcnModifyNamespace#3@after=kill");
  EXPECT_EQ(fault.function, "HcnModifyNamespace");
  EXPECT_EQ(fault.nth, 3U);
  EXPECT_EQ(fault.moment, Moment::kAfter);
  EXPECT_EQ(fault.action, Fault::Action::kKill);
}

TEST(Faults, MayBeForEveryFunction) { EXPECT_EQ(Only("*#4=hang").function, "*"); }

TEST(Faults, HaveFiveActions) {
  EXPECT_EQ(Only("*=0x800706ba").action, Fault::Action::kFail);
  EXPECT_EQ(Only("*=kill").action, Fault::Action::kKill);
  EXPECT_EQ(Only("*=hang").action, Fault::Action::kHang);
  EXPECT_EQ(Only("*=+120ms").action, Fault::Action::kDelay);
  EXPECT_EQ(Only("*=late:2s").action, Fault::Action::kLate);
}

TEST(Faults, KnowMillisecondsAndSeconds) {
  EXPECT_EQ(Only("*=+120ms").time, milliseconds(120));
  EXPECT_EQ(Only("*=+2s").time, milliseconds(2000));
  EXPECT_EQ(Only("*=late:50ms").time, milliseconds(50));
}

TEST(Faults, ComeAsAList) {
  const auto faults = ParseFaults("HcnOpenNetwork=+1ms, HcnDeleteEndpoint#2=kill");
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].function, "HcnOpenNetwork");
  EXPECT_EQ(faults[1].function, "HcnDeleteEndpoint");
}

class UnreadableFault : public testing::TestWithParam<const char*> {};

TEST_P(UnreadableFault, IsNamed) {
  const std::string entry = GetParam();
  EXPECT_THAT([&] { (void)ParseFaults("HcnOpenNetwork=kill," + entry); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("\"" + entry + "\"")));
}

INSTANTIATE_TEST_SUITE_P(Each, UnreadableFault,
                         testing::Values("HcnCreateEndpoint", "=kill", "CreateEndpoint=kill",
                                         "HcnCreatEndpoint=kill", "HcnCloseEndpoint=kill",
                                         "*=", "*=die", "*=0x", "*=0x803B002FF", "*=0x00000000",
                                         "*=0x803b00zz", "*=+120", "*=+ms", "*=+-1ms",
                                         "*=late:", "*=late:2m", "*#=kill", "*#0=kill", "*#x=kill",
                                         "*@before=kill", "*@after=late:1s"));

}  // namespace
}  // namespace hcn::simulator
