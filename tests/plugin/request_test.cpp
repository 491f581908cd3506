#include "plugin/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "conf/error.h"
#include "tests/support/absolute.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using support::Absolute;
using support::FakeProcessIo;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kNetns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";

Variables Good() {
  return {{"CNI_CONTAINERID", "abc"},
          {"CNI_NETNS", std::string(kNetns)},
          {"CNI_IFNAME", "eth0"},
          {"CNI_PATH", "/opt/cni/bin"},
          {"CNI_ARGS", ""}};
}

Environment Read(Verb verb, Variables variables) {
  FakeProcessIo io;
  io.environment = std::move(variables);
  return ReadEnvironment(verb, io);
}

// What ReadEnvironment says about it; empty when it is fine.
std::string Complaint(Verb verb, Variables variables) {
  try {
    Read(verb, std::move(variables));
  } catch (const conf::Error& error) {
    EXPECT_EQ(error.problem(), conf::Problem::kEnvironment) << error.what();
    return error.what();
  }
  return {};
}

struct Needs {
  Verb verb;
  std::string missing;  // when nothing is set
};

const std::vector<Needs> kNeeds{
    {Verb::kAdd, "CNI_COMMAND=ADD: CNI_CONTAINERID, CNI_NETNS, CNI_IFNAME"},
    {Verb::kDel, "CNI_COMMAND=DEL: CNI_CONTAINERID, CNI_IFNAME"},
    {Verb::kCheck, "CNI_COMMAND=CHECK: CNI_CONTAINERID, CNI_NETNS, CNI_IFNAME"},
    {Verb::kGc, "CNI_COMMAND=GC: CNI_PATH"},
    {Verb::kStatus, ""},
    {Verb::kVersion, ""},
};

// C-B-04, C-B-11, C-M-04
TEST(Environment, NamesAllMissingVariablesAtOnce) {
  for (const Needs& needs : kNeeds) {
    const std::string complaint = Complaint(needs.verb, {});
    if (needs.missing.empty()) {
      EXPECT_EQ(complaint, "") << ToString(needs.verb);
    } else {
      EXPECT_THAT(complaint, testing::EndsWith(needs.missing));
    }
  }
}

// C-A-12
TEST(Environment, TakesAnEmptyVariableForAMissingOne) {
  for (const Needs& needs : kNeeds) {
    Variables empty = Good();
    for (auto& [name, value] : empty) value.clear();
    EXPECT_EQ(Complaint(needs.verb, empty), Complaint(needs.verb, {})) << ToString(needs.verb);
  }
}

// C-B-04
TEST(Environment, NamesTheOneVariableThatIsMissing) {
  for (const char* name : {"CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME"}) {
    Variables variables = Good();
    variables.erase(name);
    EXPECT_THAT(Complaint(Verb::kAdd, variables), testing::EndsWith(std::string(": ") + name));
  }
}

// C-B-04
TEST(Environment, IsFineForEveryVerbWhereAllOfItIsThere) {
  for (const Needs& needs : kNeeds) EXPECT_EQ(Complaint(needs.verb, Good()), "");
}

struct Bad {
  std::string variable;
  std::string value;
  std::string refusing;  // the verbs that say so
};

const std::vector<Bad> kBad{
    {"CNI_CONTAINERID", "../x", "ADD DEL CHECK"},
    {"CNI_CONTAINERID", "-x", "ADD DEL CHECK"},
    {"CNI_CONTAINERID", "abc\n", "ADD DEL CHECK"},
    {"CNI_CONTAINERID", "a~b", "ADD DEL CHECK"},
    {"CNI_CONTAINERID", "\xff", "ADD DEL CHECK"},
    {"CNI_IFNAME", "eth0eth0eth0eth0", "ADD DEL CHECK"},
    {"CNI_IFNAME", "..", "ADD DEL CHECK"},
    {"CNI_IFNAME", "eth 0", "ADD DEL CHECK"},
    {"CNI_IFNAME", "eth~0", "ADD DEL CHECK"},
    {"CNI_IFNAME", "a/b", "ADD DEL CHECK"},
    {"CNI_NETNS", "none", "ADD CHECK"},
    {"CNI_NETNS", "00000000-0000-0000-0000-000000000000", "ADD CHECK"},
    {"CNI_ARGS", "K8S_POD_NAME", "ADD CHECK"},
    {"CNI_ARGS", "UNHEARD=of", "ADD CHECK"},
    {"CNI_ARGS", "IP=10.0.0.999", "ADD CHECK"},
    {"CNI_PATH", ";;\x01", ""},
};

// C-B-06, C-C-04, C-P-05, L-17
TEST(Environment, RefusesABadValueWhereItIsNeededAndNowhereElse) {
  for (const Bad& bad : kBad) {
    for (const Needs& needs : kNeeds) {
      Variables variables = Good();
      variables[bad.variable] = bad.value;
      const std::string complaint = Complaint(needs.verb, variables);
      const bool refuses = bad.refusing.find(ToString(needs.verb)) != std::string::npos;
      const std::string expected = refuses ? bad.variable : "";
      EXPECT_THAT(complaint, HasSubstr(expected)) << ToString(needs.verb) << " " << bad.value;
      EXPECT_EQ(complaint.empty(), !refuses) << ToString(needs.verb) << " " << bad.value;
    }
  }
}

TEST(Environment, KeepsNetnsVerbatimAndItsMeaningBesides) {
  const std::string braced = "{0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11}";
  Variables variables = Good();
  variables["CNI_NETNS"] = braced;
  const Environment environment = Read(Verb::kAdd, variables);
  EXPECT_EQ(environment.netns, braced);
  EXPECT_EQ(environment.namespace_id->ToString(), kNetns);
}

TEST(Environment, OfDelHasNoNamespaceWhereNetnsIsNone) {
  for (const char* netns : {"", "none", "\xff"}) {
    Variables variables = Good();
    variables["CNI_NETNS"] = netns;
    EXPECT_FALSE(Read(Verb::kDel, variables).namespace_id) << netns;
  }
  EXPECT_EQ(Read(Verb::kDel, Good()).namespace_id->ToString(), kNetns);
}

// C-B-06
TEST(Environment, HasNoAttachmentForVerbsWithoutOne) {
  for (const Verb verb : {Verb::kGc, Verb::kStatus}) {
    EXPECT_EQ(Read(verb, Good()).container_id, "");
    EXPECT_FALSE(Read(verb, Good()).namespace_id);
  }
}

// C-B-01
TEST(Verb, IsAWordLetterForLetter) {
  FakeProcessIo io;
  for (const Needs& needs : kNeeds) {
    io.environment["CNI_COMMAND"] = ToString(needs.verb);
    EXPECT_EQ(ReadVerb(io), needs.verb);
  }
  for (const char* word : {"add", "ADD ", " ADD", "ADDX", "GARBAGE", "Version", "UPDATE"}) {
    io.environment["CNI_COMMAND"] = word;
    EXPECT_THAT([&io] { static_cast<void>(ReadVerb(io)); },
                testing::ThrowsMessage<conf::Error>(
                    AllOf(HasSubstr("CNI_COMMAND"), HasSubstr(word), HasSubstr("STATUS"))));
  }
  io.environment.clear();
  EXPECT_FALSE(ReadVerb(io));
}

Request Make(Verb verb, const nlohmann::json& conf) {
  std::atomic<conf::SpecVersion> version = conf::kNewestVersion;
  return MakeRequest(verb, {}, conf.dump(), {"/state"}, version);
}

struct Since {
  Verb verb;
  conf::SpecVersion version;
};

// C-E-05
TEST(Request, IsRefusedWhereItsVersionIsOlderThanTheVerb) {
  for (const auto& [verb, since] : {Since{Verb::kAdd, conf::SpecVersion::k010},
                                    {Verb::kDel, conf::SpecVersion::k010},
                                    {Verb::kCheck, conf::SpecVersion::k040},
                                    {Verb::kGc, conf::SpecVersion::k110},
                                    {Verb::kStatus, conf::SpecVersion::k110}}) {
    for (const std::string_view text : conf::kSupportedVersions) {
      auto conf = support::World::Conf();
      conf["cniVersion"] = text;
      const auto make = [&conf, verb = verb] { static_cast<void>(Make(verb, conf)); };
      if (*conf::ParseSpecVersion(text) >= since) {
        EXPECT_NO_THROW(make()) << ToString(verb) << text;
      } else {
        EXPECT_THAT(
            make,
            testing::Throws<conf::Error>(testing::AllOf(
                testing::Property(&conf::Error::problem, conf::Problem::kVersion),
                testing::Property(&conf::Error::what, AllOf(HasSubstr(std::string(ToString(verb))),
                                                            HasSubstr(std::string(text)))))));
      }
    }
  }
}

// C-L-16, L-08
TEST(Request, HasAListOfAttachmentsForGcOnly) {
  auto conf = support::World::Conf();
  conf["cni.dev/valid-attachments"] = "no list at all";
  EXPECT_FALSE(Make(Verb::kAdd, conf).valid_attachments);
  EXPECT_FALSE(Make(Verb::kStatus, conf).valid_attachments);
  EXPECT_THROW(static_cast<void>(Make(Verb::kGc, conf)), conf::Error);
  EXPECT_FALSE(Make(Verb::kGc, support::World::Conf()).valid_attachments);
}

// C-D-16
TEST(Request, OfDelAndGcTakesAConfigurationThatIsWrongElsewhere) {
  auto conf = support::World::Conf();
  conf["slice"] = 7;
  conf["clusterPolicies"] = "sometimes";
  for (const Verb verb : {Verb::kDel, Verb::kGc})
    EXPECT_NO_THROW(static_cast<void>(Make(verb, conf)));
  for (const Verb verb : {Verb::kAdd, Verb::kCheck, Verb::kStatus}) {
    EXPECT_THROW(static_cast<void>(Make(verb, conf)), conf::Error);
  }
}

TEST(Request, TellsTheVersionAsSoonAsItIsKnown) {
  auto conf = support::World::Conf();
  conf["cniVersion"] = "0.3.1";
  conf["slice"] = 7;
  std::atomic<conf::SpecVersion> version = conf::kNewestVersion;
  EXPECT_THROW(static_cast<void>(MakeRequest(Verb::kAdd, {}, conf.dump(), {"/state"}, version)),
               conf::Error);
  EXPECT_EQ(version, conf::SpecVersion::k031);
}

TEST(SliceFile, GivesTheSlicesOfTheMoment) {
  support::MemoryDisk disk;
  support::MemoryFileSystem files(disk);
  files.MakeFolders(Absolute("/run/flannel"));
  conf::NetConf conf;
  conf.slice_file = Absolute("/run/flannel/subnet.env");
  files.Write(conf.slice_file, "FLANNEL_SUBNET=10.200.7.1/24\n");
  ReadSliceFile(conf, files);
  ASSERT_EQ(conf.slices.size(), 1U);
  EXPECT_EQ(conf.slices[0].subnet().ToString(), "10.200.7.0/24");
}

TEST(SliceFile, IsAReasonToTryAgainWhileItIsNotThere) {
  support::World world;
  auto conf = support::World::Conf();
  conf.erase("slice");
  conf["sliceFile"] = Absolute("/run/flannel/subnet.env");
  const auto outcome = world.Add({.conf = conf});
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(),
              AllOf(HasSubstr(Absolute("/run/flannel/subnet.env")), HasSubstr("flannel")));
  world.files().MakeFolders(Absolute("/run/flannel"));
  world.files().Write(Absolute("/run/flannel/subnet.env"), "FLANNEL_SUBNET=10.200.7.1/24\n");
  EXPECT_EQ(world.Add({.conf = conf}).document()["ips"][0]["address"], "10.200.7.2/24");
}

TEST(SliceFile, IsNotNeededToDetach) {
  support::World world;
  auto conf = support::World::Conf();
  world.Add();
  conf.erase("slice");
  conf["sliceFile"] = Absolute("/nowhere/subnet.env");
  EXPECT_EQ(world.Del({.conf = conf}).exit_code, 0);
  EXPECT_TRUE(world.IsClean());
}

}  // namespace
}  // namespace plugin
