#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "tests/state/store_fixture.h"
#include "tests/support/temporary_folder.h"

namespace state {
namespace {

// Runs `work(id)` for the ids 0 to 31 in as many threads, each with its own view of the disk.
template <typename Work>
void RunTogether(const std::filesystem::path& folder, const Work& work) {
  std::vector<std::thread> threads;
  for (int id = 0; id < 32; ++id) {
    threads.emplace_back([&, id] {
      const auto files = MakeFileSystem();
      Locks locks(*files, folder, [] {
        std::this_thread::yield();
        return true;
      });
      RecordStore store(*files, folder, locks);
      work(store, id);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// C-S-01
TEST(RecordStoreConcurrency, GivesEveryProcessItsOwnAddress) {
  const support::TemporaryFolder folder;
  const ipam::Slice slice = SliceOf("10.0.0.0/26");
  RunTogether(folder.path(), [&](RecordStore& store, int id) {
    store.Fill(RecordOf(store.Reserve(IdOf(id), {{&slice, {}}})->name));
  });

  const auto files = MakeFileSystem();
  Locks locks(*files, folder.path(), [] { return false; });
  RecordStore store(*files, folder.path(), locks);
  std::set<ipam::IpAddress> addresses;
  for (const RecordName& name : store.List()) addresses.insert(name.addresses.at(0));
  EXPECT_EQ(store.List().size(), 32U);
  EXPECT_EQ(addresses.size(), 32U);
}

TEST(RecordStoreConcurrency, FillsASliceToItsLastAddressWhileOthersLeave) {
  const support::TemporaryFolder folder;
  const ipam::Slice slice = SliceOf("10.0.0.0/26");
  RunTogether(folder.path(), [&](RecordStore& store, int id) {
    for (int round = 0; round < 5; ++round) {
      const RecordName name = store.Reserve(IdOf(id), {{&slice, {}}})->name;
      if (round < 4) store.Forget(name);
    }
  });
  const auto files = MakeFileSystem();
  EXPECT_EQ(files->List(folder.path() / "records").size(), 32U);
}

}  // namespace
}  // namespace state
