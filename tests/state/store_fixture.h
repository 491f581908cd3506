#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "state/record_store.h"
#include "tests/support/memory_file_system.h"

namespace state {

inline ipam::IpAddress Address(std::string_view text) {
  return ipam::IpAddress::Parse(text).value();
}

inline ipam::Slice SliceOf(std::string_view subnet) {
  return ipam::Slice({.subnet = ipam::Subnet::Parse(subnet),
                      .range_start = {},
                      .range_end = {},
                      .gateway = {},
                      .reserved = {}});
}

// The n-th of any number of ids.
inline hcn::Guid IdOf(int number) { return hcn::Guid::FromName({}, std::to_string(number)); }

inline Record RecordOf(const RecordName& name, std::string container_id = "c0ffee") {
  Record record;
  record.name = name;
  record.container_id = std::move(container_id);
  record.ifname = "eth0";
  record.network_name = "overlay";
  record.endpoint_name = "hcn-slice~overlay~c0ffee~eth0";
  return record;
}

// One process that works on a state folder; it waits for no lock.
struct StoreProcess {
  explicit StoreProcess(support::MemoryDisk& disk, support::MemoryFileSystem::Hook hook = {})
      : files(disk, std::move(hook)) {}

  RecordName Reserve(int id, const std::vector<AddressWish>& wishes) {
    return store.Reserve(IdOf(id), wishes).value().name;
  }
  // Reserved and filled.
  Record Add(int id, const std::vector<AddressWish>& wishes) {
    Record record = RecordOf(Reserve(id, wishes));
    store.Fill(record);
    return record;
  }

  support::MemoryFileSystem files;
  Locks locks{files, "/state", [] { return false; }};
  RecordStore store{files, "/state", locks};
};

class RecordStoreFixture : public testing::Test {
 protected:
  // What the store makes of the name: the record, or nothing where it is unreadable.
  std::optional<Record> ReadRecordOf(const RecordName& name) {
    const auto read = store().Read(name);
    if (!read || !std::holds_alternative<Record>(*read)) return std::nullopt;
    return std::get<Record>(*read);
  }
  std::string ReasonOf(const RecordName& name) {
    const auto read = store().Read(name);
    if (!read) return "(gone)";
    const auto* unreadable = std::get_if<Unreadable>(&*read);
    return unreadable != nullptr ? unreadable->reason : "(readable)";
  }
  RecordStore& store() { return process_.store; }

  support::MemoryDisk disk_;
  StoreProcess process_{disk_};
  ipam::Slice slice_ = SliceOf("10.0.0.0/29");
  ipam::Slice slice6_ = SliceOf("fd00::/125");
  std::vector<AddressWish> any_{{&slice_, {}}};
};

}  // namespace state
