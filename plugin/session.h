#pragma once

#include <chrono>
#include <string>

#include "hcn/client.h"
#include "plugin/identity.h"
#include "plugin/log.h"
#include "plugin/phases.h"
#include "plugin/process_io.h"
#include "plugin/request.h"
#include "plugin/timed_hcn.h"
#include "state/file_system.h"
#include "state/locks.h"
#include "state/network_marker.h"
#include "state/record_store.h"

namespace plugin {

// "2026-11-26T08:15:30Z" (RFC 3339, UTC).
[[nodiscard]] std::string ToTimestamp(std::chrono::system_clock::time_point time);

// What a verb says of itself while it works.
struct Notes {
  Log& log;
  Phases& phases;
};

// Everything one verb works with; made once the request is known, and gone with it.
class Session {
 public:
  // Throws state::FileError where records or marker are in a folder that is not safe.
  Session(Request request_in, ProcessIo& io_in, state::FileSystem& files_in, hcn::HcnApi& hcn_in,
          Notes notes, std::chrono::steady_clock::time_point deadline);

  // Until when whatever this verb waits for has to have come, so that there is time to say that it
  // did not.
  [[nodiscard]] std::chrono::steady_clock::time_point LastMoment() const;
  // Sleeps; false when the deadline came before all of the time was over.
  bool Wait(std::chrono::milliseconds time);

  // Whose attachment this request is about (ADD, DEL, CHECK).
  [[nodiscard]] Identity Self() const;

  // The time for a record's `created`: RFC 3339, UTC.
  [[nodiscard]] std::string Timestamp();

  Request request;
  const conf::NetConf& conf;
  ProcessIo& io;
  state::FileSystem& files;
  Log& log;
  Phases& phases;
  TimedHcn timed_hcn;
  hcn::Client hcn;
  state::Locks locks;
  state::RecordStore records;
  state::NetworkMarker marker;

 private:
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace plugin
