#include "state/record_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/state/store_fixture.h"

namespace state {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;
using testing::UnorderedElementsAre;

using RecordStoreTest = RecordStoreFixture;
using Origin = RecordStore::Reservation::Origin;

TEST_F(RecordStoreTest, IsEmptyBeforeItsFirstUse) {
  EXPECT_THAT(store().List(), IsEmpty());
  EXPECT_EQ(store().Find(IdOf(1)), std::nullopt);
  EXPECT_EQ(store().Read({{Address("10.0.0.2")}, IdOf(1)}), std::nullopt);
  EXPECT_EQ(store().RemoveStrays(), 0U);
  store().Forget({{Address("10.0.0.2")}, IdOf(1)});
}

TEST_F(RecordStoreTest, ReservesByAnEmptyFileOfThatName) {
  const auto reservation = store().Reserve(IdOf(1), any_).value();
  EXPECT_EQ(reservation.origin, Origin::kNew);
  EXPECT_EQ(reservation.name, (RecordName{{Address("10.0.0.2")}, IdOf(1)}));
  EXPECT_THAT(process_.files.List("/state/records"),
              ElementsAre("10.0.0.2~" + IdOf(1).ToString() + ".json"));
  EXPECT_THAT(ReasonOf(reservation.name), StartsWith("is empty"));
}

TEST_F(RecordStoreTest, GivesBackTheReservationThatAnIdHas) {
  const Record record = process_.Add(1, any_);
  const auto again = store().Reserve(IdOf(1), {{&slice_, Address("10.0.0.6")}}).value();
  EXPECT_EQ(again.origin, Origin::kFound);
  EXPECT_EQ(again.name, record.name);
  EXPECT_THAT(store().List(), SizeIs(1));
}

TEST_F(RecordStoreTest, NeverReservesAnAddressTwice) {
  std::vector<ipam::IpAddress> given;
  for (int id = 0; id < 5; ++id) given.push_back(process_.Reserve(id, any_).addresses.at(0));
  EXPECT_THAT(given, ElementsAre(Address("10.0.0.2"), Address("10.0.0.3"), Address("10.0.0.4"),
                                 Address("10.0.0.5"), Address("10.0.0.6")));
  EXPECT_FALSE(store().Reserve(IdOf(5), any_));
  EXPECT_THAT(store().List(), SizeIs(5));
}

TEST_F(RecordStoreTest, LetsAnAddressRestLongest) {
  const RecordName first = process_.Reserve(1, any_);
  store().Forget(first);
  EXPECT_THAT(process_.Reserve(2, any_).addresses, ElementsAre(Address("10.0.0.3")));
}

TEST_F(RecordStoreTest, ReservesTheRequestedAddressOrNone) {
  EXPECT_THAT(process_.Reserve(1, {{&slice_, Address("10.0.0.5")}}).addresses,
              ElementsAre(Address("10.0.0.5")));
  EXPECT_THROW((void)process_.Reserve(2, {{&slice_, Address("10.0.0.5")}}), ipam::AddressRefused);
  EXPECT_THROW((void)process_.Reserve(2, {{&slice_, Address("10.0.0.1")}}), ipam::AddressRefused);
  EXPECT_THAT(store().List(), SizeIs(1));
}

TEST_F(RecordStoreTest, ReservesOneAddressOfEachFamilyByOneName) {
  const std::vector<AddressWish> both{{&slice_, {}}, {&slice6_, {}}};
  const RecordName name = process_.Reserve(1, both);
  EXPECT_THAT(name.addresses, ElementsAre(Address("10.0.0.2"), Address("fd00::2")));
  EXPECT_THAT(store().List(), ElementsAre(name));
  EXPECT_THAT(process_.Reserve(2, both).addresses,
              ElementsAre(Address("10.0.0.3"), Address("fd00::3")));
}

TEST_F(RecordStoreTest, ReservesNothingWhenOneFamilyIsFull) {
  const ipam::Slice one = SliceOf("fd00::/127");
  (void)process_.Reserve(1, {{&one, {}}});
  EXPECT_FALSE(store().Reserve(IdOf(2), {{&slice_, {}}, {&one, {}}}));
  EXPECT_THAT(store().List(), SizeIs(1));
}

TEST_F(RecordStoreTest, FindsARecordByItsIdOnly) {
  const RecordName first = process_.Reserve(1, any_);
  const RecordName second = process_.Reserve(2, any_);
  EXPECT_EQ(store().Find(IdOf(1)), first);
  EXPECT_EQ(store().Find(IdOf(2)), second);
  EXPECT_EQ(store().Find(IdOf(3)), std::nullopt);
}

TEST_F(RecordStoreTest, KeepsWhatItWasFilledWith) {
  const Record record = process_.Add(1, any_);
  EXPECT_EQ(ReadRecordOf(record.name), record);
  disk_.PowerLoss();
  EXPECT_EQ(ReadRecordOf(record.name), record);
}

TEST_F(RecordStoreTest, ForgetsOneRecordAndNoOther) {
  const Record first = process_.Add(1, any_);
  const Record second = process_.Add(2, any_);
  store().Forget(first.name);
  store().Forget(first.name);
  EXPECT_THAT(store().List(), ElementsAre(second.name));
}

TEST_F(RecordStoreTest, LeavesOutNamesThatAreNoRecords) {
  const Record record = process_.Add(1, any_);
  process_.files.Write("/state/records/desktop.ini", "x");
  process_.files.Write("/state/records/" + record.name.ToString() + ".tmp-1", "x");
  process_.files.MakeFolders("/state/records/folder");
  EXPECT_THAT(store().List(), ElementsAre(record.name));
}

TEST_F(RecordStoreTest, RemovesTemporariesAndNothingElse) {
  const Record record = process_.Add(1, any_);
  process_.files.Write("/state/records/desktop.ini", "x");
  for (const char* end : {"1", "2"}) {
    process_.files.Write("/state/records/" + record.name.ToString() + ".tmp-" + end, "x");
  }
  EXPECT_EQ(store().RemoveStrays(), 2U);
  EXPECT_THAT(process_.files.List("/state/records"),
              UnorderedElementsAre("desktop.ini", record.name.ToString()));
}

TEST_F(RecordStoreTest, RemovesNoTemporaryThatSomebodyMayBeWriting) {
  const auto writer = process_.locks.Allocation();
  EXPECT_THROW((void)store().RemoveStrays(), LockTimeout);
}

TEST_F(RecordStoreTest, ReservesOnlyUnderTheAllocationLock) {
  const auto other = process_.locks.Allocation();
  EXPECT_THROW((void)process_.Reserve(1, any_), LockTimeout);
  EXPECT_THAT(store().List(), IsEmpty());
}

// Cursors.

TEST_F(RecordStoreTest, BeginsAnywhereWithoutACursorThatCanBeRead) {
  (void)process_.Reserve(1, any_);
  const std::filesystem::path cursor = "/state/cursor-10.0.0.0_29";
  ASSERT_THAT(process_.files.Read(cursor, 100), Optional(std::string("10.0.0.2\n")));
  int id = 2;
  for (const std::string& garbage :
       {std::string(), std::string("\0\0\0\0", 4), std::string("10.0.0"),
        std::string("192.0.2.1\n"), std::string(5000, 'x')}) {
    process_.files.Write(cursor, garbage);
    const RecordName name = process_.Reserve(id++, any_);
    EXPECT_THAT(name.addresses, ElementsAre(Address("10.0.0.3"))) << garbage;
    store().Forget(name);
  }
  process_.files.Remove(cursor);
  EXPECT_THAT(process_.Reserve(id, any_).addresses, ElementsAre(Address("10.0.0.3")));
}

TEST_F(RecordStoreTest, KeepsACursorForEachSlice) {
  (void)process_.Reserve(1, {{&slice_, {}}, {&slice6_, {}}});
  EXPECT_THAT(process_.files.List("/state"), Contains("cursor-fd00--_125"));
  store().Forget(store().Find(IdOf(1)).value());
  EXPECT_THAT(process_.Reserve(2, {{&slice6_, {}}}).addresses, ElementsAre(Address("fd00::3")));
}

TEST_F(RecordStoreTest, GoesOnBehindTheAddressThatWasNotRequested) {
  (void)process_.Reserve(1, any_);
  (void)process_.Reserve(2, {{&slice_, Address("10.0.0.5")}});
  EXPECT_THAT(process_.Reserve(3, any_).addresses, ElementsAre(Address("10.0.0.3")));
}

// Unreadable records.

class UnreadableRecordTest : public RecordStoreTest {
 protected:
  RecordName Spoiled(const std::string& content) {
    const Record record = process_.Add(1, any_);
    process_.files.Write("/state/records/" + record.name.ToString(), content);
    return record.name;
  }
  std::string ContentOf(const RecordName& name) {
    return process_.files.Read("/state/records/" + name.ToString(), 1 << 20).value_or("(gone)");
  }
};

constexpr std::string_view kNewer = R"({"version":2,"kind":"attachment"})";

// C-S-07
TEST_F(UnreadableRecordTest, GoesOnReserving) {
  for (const std::string& content :
       {std::string(), std::string("{\"ver"), std::string(kNewer), std::string(100000, ' ')}) {
    const RecordName name = Spoiled(content);
    EXPECT_THAT(store().List(), Contains(name));
    EXPECT_EQ(store().Reserve(IdOf(1), any_)->origin, Origin::kFound);
    EXPECT_THROW((void)process_.Reserve(2, {{&slice_, name.addresses.at(0)}}),
                 ipam::AddressRefused);
    EXPECT_EQ(ContentOf(name), content);
  }
}

TEST_F(UnreadableRecordTest, IsCopiedToTheQuarantineWithTheReason) {
  const RecordName name = Spoiled(std::string(kNewer));
  EXPECT_THAT(ReasonOf(name), HasSubstr("newer version 2"));
  disk_.PowerLoss();
  const auto copies = process_.files.List("/state/quarantine");
  ASSERT_THAT(copies, UnorderedElementsAre(StartsWith(name.ToString()), EndsWith(".reason")));
  for (const std::string& copy : copies) {
    const auto content = process_.files.Read("/state/quarantine/" + copy, 1000);
    if (copy.ends_with(".reason")) {
      EXPECT_THAT(content, Optional(HasSubstr(name.ToString() + " is of the newer version 2")));
    } else {
      EXPECT_THAT(content, Optional(std::string(kNewer)));
    }
  }
  EXPECT_EQ(ContentOf(name), kNewer);
}

TEST_F(UnreadableRecordTest, IsCopiedOnceForEachContent) {
  const RecordName name = Spoiled(std::string(kNewer));
  (void)ReasonOf(name);
  (void)ReasonOf(name);
  EXPECT_THAT(process_.files.List("/state/quarantine"), SizeIs(2));
  (void)Spoiled("something else");
  (void)ReasonOf(name);
  EXPECT_THAT(process_.files.List("/state/quarantine"), SizeIs(4));
}

TEST_F(UnreadableRecordTest, IsNotCopiedWhenItIsEmpty) {
  EXPECT_THAT(ReasonOf(Spoiled("")), StartsWith("is empty"));
  EXPECT_THAT(process_.files.List("/state/quarantine"), IsEmpty());
}

TEST_F(UnreadableRecordTest, IsToldFromAFileThatIsFarTooLarge) {
  EXPECT_THAT(ReasonOf(Spoiled(std::string(100000, ' '))), HasSubstr("100000 bytes"));
}

TEST_F(UnreadableRecordTest, IsForgottenByItsName) {
  const RecordName name = Spoiled(std::string(kNewer));
  store().Forget(name);
  EXPECT_THAT(store().List(), IsEmpty());
}

// Replacing.

TEST_F(RecordStoreTest, ReplacesTheContentOfARecord) {
  const Record old = process_.Add(1, any_);
  const Record replacement = RecordOf(old.name, "another");
  store().Replace(old.name, replacement);
  disk_.PowerLoss();
  EXPECT_EQ(ReadRecordOf(old.name), replacement);
  EXPECT_THAT(process_.files.List("/state/records"), SizeIs(1));
}

TEST_F(RecordStoreTest, WritesARecordWhereThereIsNone) {
  const Record adopted = RecordOf({{Address("10.0.0.4")}, IdOf(9)});
  store().Replace(std::nullopt, adopted);
  disk_.PowerLoss();
  EXPECT_EQ(ReadRecordOf(adopted.name), adopted);
}

TEST_F(RecordStoreTest, GivesAnAddressToAnotherIdAndFreesTheRest) {
  const Record old = process_.Add(1, {{&slice_, {}}, {&slice6_, {}}});
  Record resting;
  resting.kind = RecordKind::kResting;
  resting.name = {{Address("10.0.0.2")}, IdOf(9)};
  store().Replace(old.name, resting);
  disk_.PowerLoss();
  EXPECT_THAT(store().List(), ElementsAre(resting.name));
  EXPECT_EQ(ReadRecordOf(resting.name), resting);
  EXPECT_THAT(process_.Reserve(2, {{&slice6_, Address("fd00::2")}}).addresses, SizeIs(1));
}

TEST_F(RecordStoreTest, ReplacesARecordThatIsGoneByNow) {
  const Record old = process_.Add(1, any_);
  store().Forget(old.name);
  const Record replacement = RecordOf({old.name.addresses, IdOf(9)});
  store().Replace(old.name, replacement);
  EXPECT_THAT(store().List(), ElementsAre(replacement.name));
}

TEST_F(RecordStoreTest, TakesNoAddressFromAThirdRecord) {
  const Record mine = process_.Add(1, any_);
  const Record third = process_.Add(2, any_);
  const Record wrong = RecordOf({third.name.addresses, IdOf(3)});
  EXPECT_THROW(store().Replace(std::nullopt, wrong), ipam::AddressRefused);
  EXPECT_THROW(store().Replace(mine.name, wrong), ipam::AddressRefused);
  EXPECT_THAT(process_.files.List("/state/records"),
              UnorderedElementsAre(mine.name.ToString(), third.name.ToString()));
}

TEST_F(RecordStoreTest, ReplacesOnlyUnderTheAllocationLock) {
  const Record old = process_.Add(1, any_);
  const auto other = process_.locks.Allocation();
  EXPECT_THROW(store().Replace(old.name, RecordOf(old.name, "another")), LockTimeout);
  EXPECT_EQ(ReadRecordOf(old.name), old);
}

}  // namespace
}  // namespace state
