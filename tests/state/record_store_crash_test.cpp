#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tests/state/store_fixture.h"

namespace state {
namespace {

using support::UnflushedContent;
using support::UnflushedNames;
using testing::ElementsAre;

// What can become of a disk after a process died on it.
struct Aftermath {
  std::string name;
  std::function<void(support::MemoryDisk&)> happen;
};

std::vector<Aftermath> Aftermaths() {
  std::vector<Aftermath> all{{"KillOnly", [](support::MemoryDisk&) {}}};
  for (const auto& [names, names_text] :
       {std::pair{UnflushedNames::kLost, "NamesLost"}, {UnflushedNames::kKept, "NamesKept"}}) {
    for (const auto& [content, content_text] : {std::pair{UnflushedContent::kOld, "ContentOld"},
                                                {UnflushedContent::kEmpty, "ContentEmpty"},
                                                {UnflushedContent::kHalf, "ContentHalf"}}) {
      all.push_back(
          {std::string(names_text) + content_text,
           [n = names, c = content](support::MemoryDisk& disk) { disk.PowerLoss(n, c); }});
    }
  }
  return all;
}

class RecordStoreCrashTest : public testing::TestWithParam<Aftermath> {
 protected:
  // On a fresh disk each: `prepare`, then `act` killed at its n-th moment, what follows of that,
  // then `check`; for n = 1, 2, … until `act` gets through. Says how many moments there were.
  struct Scenario {
    std::function<void(StoreProcess&)> prepare;
    std::function<void(StoreProcess&)> act;
    std::function<void(StoreProcess&)> check;
  };
  static unsigned Sweep(const Scenario& scenario) {
    for (unsigned moment = 1;; ++moment) {
      SCOPED_TRACE("killed at moment " + std::to_string(moment));
      support::MemoryDisk disk;
      StoreProcess before(disk);
      scenario.prepare(before);
      StoreProcess victim(disk, support::KillAtMoment(moment));
      const bool killed = IsKilled([&] { scenario.act(victim); });
      GetParam().happen(disk);
      StoreProcess after(disk);
      scenario.check(after);
      if (!killed) return moment - 1;
    }
  }

  static bool IsKilled(const std::function<void()>& act) {
    try {
      act();
    } catch (const support::Killed&) {
      return true;
    }
    return false;
  }

  static std::vector<AddressWish> Any() {
    static const ipam::Slice slice = SliceOf("10.0.0.0/28");
    return {{&slice, {}}};
  }
};

INSTANTIATE_TEST_SUITE_P(All, RecordStoreCrashTest, testing::ValuesIn(Aftermaths()),
                         [](const auto& aftermath) { return aftermath.param.name; });

void ExpectEachAddressOnce(StoreProcess& process) {
  std::set<ipam::IpAddress> seen;
  for (const RecordName& name : process.store.List()) {
    for (const auto& address : name.addresses) {
      EXPECT_TRUE(seen.insert(address).second) << address.ToString();
    }
  }
}

TEST_P(RecordStoreCrashTest, NeverGivesAnAddressTwiceAndCanBeRepeated) {
  bool filled = false;
  const unsigned moments =
      Sweep({.prepare = [](StoreProcess& process) { (void)process.Add(1, Any()); },
             .act =
                 [&](StoreProcess& process) {
                   filled = false;
                   (void)process.Add(2, Any());
                   filled = true;
                 },
             .check =
                 [&](StoreProcess& process) {
                   EXPECT_TRUE(process.store.Find(IdOf(1)));
                   const auto left = process.store.Find(IdOf(2));
                   EXPECT_TRUE(!filled || left);
                   if (left) {
                     const auto read = process.store.Read(*left).value();
                     EXPECT_TRUE(!filled || std::holds_alternative<Record>(read));
                   }
                   (void)process.Add(3, Any());
                   ExpectEachAddressOnce(process);
                   const auto again = process.store.Reserve(IdOf(2), Any()).value();
                   EXPECT_EQ(again.name, left.value_or(again.name));
                   process.store.Replace(again.name, RecordOf(again.name));
                   ExpectEachAddressOnce(process);
                   EXPECT_EQ(process.store.List().size(), 3U);
                 }});
  EXPECT_GT(moments, 8U);
}

TEST_P(RecordStoreCrashTest, LeavesTheOldOrTheNewRecordWhenItReplacesOne) {
  std::optional<Record> old;
  std::optional<Record> replacement;
  const unsigned moments =
      Sweep({.prepare = [&](StoreProcess& process) { old = process.Add(1, Any()); },
             .act =
                 [&](StoreProcess& process) {
                   replacement = RecordOf(old->name, "another");
                   process.store.Replace(old->name, *replacement);
                 },
             .check =
                 [&](StoreProcess& process) {
                   ASSERT_THAT(process.store.List(), ElementsAre(old->name));
                   const auto read = process.store.Read(old->name).value();
                   ASSERT_TRUE(std::holds_alternative<Record>(read));
                   EXPECT_THAT(std::get<Record>(read), testing::AnyOf(*old, *replacement));
                   (void)process.store.RemoveStrays();
                   EXPECT_EQ(process.files.List("/state/records").size(), 1U);
                 }});
  EXPECT_GT(moments, 6U);
}

TEST_P(RecordStoreCrashTest, KeepsAnAddressReservedWhileItGoesToAnotherId) {
  std::optional<Record> old;
  (void)Sweep(
      {.prepare = [&](StoreProcess& process) { old = process.Add(1, Any()); },
       .act =
           [&](StoreProcess& process) {
             process.store.Replace(old->name, RecordOf({old->name.addresses, IdOf(9)}, "holder"));
           },
       .check =
           [&](StoreProcess& process) {
             // Under each id only what is true of it: for a moment both names hold the address.
             const auto names = process.store.List();
             ASSERT_FALSE(names.empty());
             for (const RecordName& name : names) {
               EXPECT_EQ(name.addresses, old->name.addresses);
               const auto read = process.store.Read(name).value();
               ASSERT_TRUE(std::holds_alternative<Record>(read));
               EXPECT_EQ(std::get<Record>(read),
                         name.id == IdOf(9) ? RecordOf(name, "holder") : *old);
             }
           }});
}

TEST_P(RecordStoreCrashTest, KeepsAReplacementThatWasReported) {
  support::MemoryDisk disk;
  StoreProcess process(disk);
  const Record old = process.Add(1, Any());
  const Record replacement = RecordOf({old.name.addresses, IdOf(9)}, "another");
  process.store.Replace(old.name, replacement);
  GetParam().happen(disk);
  ASSERT_THAT(process.store.List(), ElementsAre(replacement.name));
  EXPECT_EQ(std::get<Record>(process.store.Read(replacement.name).value()), replacement);
}

TEST_P(RecordStoreCrashTest, QuarantinesACompleteCopyInTheEnd) {
  (void)Sweep({.prepare =
                   [](StoreProcess& process) {
                     const Record record = process.Add(1, Any());
                     process.files.Write("/state/records/" + record.name.ToString(), "not ours");
                   },
               .act =
                   [](StoreProcess& process) {
                     (void)process.store.Read(process.store.Find(IdOf(1)).value());
                   },
               .check =
                   [](StoreProcess& process) {
                     (void)process.store.Read(process.store.Find(IdOf(1)).value());
                     const auto copies = process.files.List("/state/quarantine");
                     EXPECT_EQ(copies.size(), 2U);
                     for (const std::string& copy : copies) {
                       const auto content = process.files.Read("/state/quarantine/" + copy, 1000);
                       EXPECT_THAT(content, testing::Optional(testing::Not(std::string())));
                     }
                   }});
}

// A fault is not a kill: the process lives on, and what it is told must be true.
TEST(RecordStoreFaults, NeverReportADurableRecordThatIsNone) {
  const ipam::Slice slice = SliceOf("10.0.0.0/28");
  for (unsigned moment = 1;; ++moment) {
    SCOPED_TRACE("fault at moment " + std::to_string(moment));
    support::MemoryDisk disk;
    StoreProcess process(disk, support::FailAtMoment(moment));
    std::optional<Record> filled;
    std::string error;
    try {
      filled = process.Add(1, {{&slice, {}}});
    } catch (const FileError& fault) {
      error = fault.what();
    }
    disk.PowerLoss();
    if (filled) {
      EXPECT_EQ(std::get<Record>(process.store.Read(filled->name).value()), *filled);
      EXPECT_GT(moment, 8U);
      return;
    }
    EXPECT_THAT(error, testing::HasSubstr("/state"));
    EXPECT_NO_THROW((void)process.Add(1, {{&slice, {}}}));
    EXPECT_EQ(process.store.List().size(), 1U);
  }
}

}  // namespace
}  // namespace state
