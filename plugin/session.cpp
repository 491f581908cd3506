#include "plugin/session.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>

namespace plugin {
namespace {

// What a verb needs to say that it gave up, before the watchdog says so for it.
constexpr std::chrono::milliseconds kLastWords{200};

// Between two tries for a lock. Random, so that many processes that met once do not meet again.
std::chrono::milliseconds Jitter() {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::chrono::milliseconds(std::uniform_int_distribution<int>{1, 8}(random));
}

}  // namespace

Session::Session(Request request_in, ProcessIo& io_in, state::FileSystem& files_in,
                 hcn::HcnApi& hcn_in, Notes notes, std::chrono::steady_clock::time_point deadline)
    : request(std::move(request_in)),
      conf(request.conf),
      io(io_in),
      files(files_in),
      log(notes.log),
      phases(notes.phases),
      timed_hcn(hcn_in, phases),
      hcn(timed_hcn),
      locks(files, conf.state_dir,
            [this] {
              const Phases::Scope scope(phases, "lock");
              return Wait(Jitter());
            }),
      records(files, conf.state_dir, locks),
      marker(files, {conf.network_marker, conf.state_dir, conf.network_marker_shared}, locks),
      deadline_(deadline) {
  files.MustBeSafe(conf.state_dir);
  const auto marker_folder = conf.network_marker.parent_path();
  if (marker_folder != conf.state_dir) files.MustBeSafe(marker_folder);
}

std::chrono::steady_clock::time_point Session::LastMoment() const { return deadline_ - kLastWords; }

bool Session::Wait(std::chrono::milliseconds time) {
  const auto left = std::max(LastMoment() - io.Now(), std::chrono::nanoseconds::zero());
  io.Sleep(std::min(time, std::chrono::duration_cast<std::chrono::milliseconds>(left)));
  return time <= left;
}

Identity Session::Self() const {
  return Identity::Of(conf.owner_tag, conf.name, request.environment.container_id,
                      request.environment.ifname);
}

std::string Session::Timestamp() { return ToTimestamp(io.WallClock()); }

std::string ToTimestamp(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::array<char, 32> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&seconds));
  return {text.data(), size};
}

}  // namespace plugin
