// What the parts of a verb cost inside one process, by GoogleBenchmark: what bench/run shows under
// "Parts".
#include <benchmark/benchmark.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conf/json_reader.h"
#include "conf/net_conf.h"
#include "hcn/guid.h"
#include "ipam/allocator.h"
#include "plugin/log.h"
#include "state/locks.h"
#include "state/record_store.h"

namespace {

constexpr std::string_view kConf = R"({
  "cniVersion": "1.1.0", "name": "overlay", "type": "hcn-slice", "slice": "10.200.0.0/16",
  "clusterCIDRs": ["10.200.0.0/13"], "serviceCIDRs": ["10.96.0.0/12"],
  "network": {"type": "L2Bridge", "adapter": "Ethernet", "create": true},
  "dns": {"nameservers": ["10.96.0.10"], "search": ["svc.cluster.local", "cluster.local"]}})";

ipam::Slice Slice() { return ipam::Slice({ipam::Subnet::Parse("10.200.0.0/16"), {}, {}, {}, {}}); }

ipam::IpAddress Address(std::size_t number) {
  const std::size_t host = number + 2;
  return *ipam::IpAddress::Parse("10.200." + std::to_string(host / 256) + "." +
                                 std::to_string(host % 256));
}

std::vector<ipam::IpAddress> InUse(benchmark::State& state) {
  std::vector<ipam::IpAddress> in_use;
  for (std::size_t number = 0; number < static_cast<std::size_t>(state.range(0)); ++number) {
    in_use.push_back(Address(number));
  }
  return in_use;
}

// A state folder in memory with as many records as the benchmark's argument says.
class Folder {
 public:
  explicit Folder(benchmark::State& state)
      : path_(std::filesystem::temp_directory_path() / hcn::Guid::Random().ToString()) {
    for (const auto& address : InUse(state)) {
      files_->MakeFolders(path_ / "records");
      const state::RecordName name{{address}, hcn::Guid::Random()};
      static_cast<void>(files_->CreateExclusively(path_ / "records" / name.ToString()));
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  state::FileSystem& files() { return *files_; }
  state::Locks& locks() { return locks_; }
  state::RecordStore& records() { return records_; }
  [[nodiscard]] std::filesystem::path log() const { return path_ / "log"; }

 private:
  std::filesystem::path path_;
  std::unique_ptr<state::FileSystem> files_ = state::MakeFileSystem();
  state::Locks locks_{*files_, path_, [] { return false; }};
  state::RecordStore records_{*files_, path_, locks_};
};

void ParseNetConf(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        conf::ParseNetConf(conf::ParseJson(kConf, "stdin"), {"/state"}, conf::Strictness::kStrict));
  }
}
BENCHMARK(ParseNetConf);

void ChooseAnAddress(benchmark::State& state) {
  const ipam::Slice slice = Slice();
  const auto in_use = InUse(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(ipam::Allocator(slice, in_use).Next(in_use.back()));
  }
}
BENCHMARK(ChooseAnAddress)->Arg(250)->Arg(4000)->Arg(60000);

// All that is done under the allocation lock, and giving the address back.
void ReserveAndForget(benchmark::State& state) {
  Folder folder(state);
  const ipam::Slice slice = Slice();
  const hcn::Guid id = hcn::Guid::Random();
  for (auto _ : state) {
    const auto reservation = folder.records().Reserve(id, {{&slice, {}}});
    folder.records().Forget(reservation->name);
  }
}
BENCHMARK(ReserveAndForget)->Arg(250)->Arg(4000)->Arg(60000)->Unit(benchmark::kMicrosecond);

void LogALine(benchmark::State& state) {
  Folder folder(state);
  for (auto _ : state) {
    plugin::Log log;
    log.SetSubject("ADD of container abc, eth0, network overlay");
    log.Info("attached with 10.200.0.2 in 3 ms");
    log.Flush(folder.files(), folder.locks(), {folder.log(), "info", 5, 5});
  }
}
BENCHMARK(LogALine)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
