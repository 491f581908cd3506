#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "conf/net_conf.h"
#include "ipam/ip_address.h"
#include "state/file_system.h"
#include "state/locks.h"

namespace spdlog {
class logger;
}

namespace plugin {

// The lines of one process. They are kept until the verb ends and then appended to the file in one
// write, so that the lines of many processes stay whole. Nothing here fails a verb.
class Log {
 public:
  Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();

  // Lines below `level` are dropped from here on.
  void SetLevel(const std::string& level);
  // Goes into each line from here on ("ADD of container abc, eth0"), whatever is in the text.
  void SetSubject(std::string_view subject);
  // And so do the addresses that it is about, once they are known; the last ones count.
  void SetAddresses(const std::vector<ipam::IpAddress>& addresses);

  // Each is one line of the file, whatever is in the text.
  void Debug(std::string_view text);
  void Info(std::string_view text);
  void Warn(std::string_view text);
  void Error(std::string_view text);

  // Appends what was logged to the file, whose folder is made when it is not there, and empties
  // this log. Moves a full file away first (`<file>.1` is the newest old one); while another
  // process does that, the line goes into whichever file has the name. Throws FileError.
  void Flush(state::FileSystem& files, state::Locks& locks, const conf::LogConf& conf);

 private:
  std::ostringstream lines_;
  std::unique_ptr<spdlog::logger> logger_;
  std::string subject_;
  std::string addresses_;
};

}  // namespace plugin
