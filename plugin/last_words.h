#pragma once

#include <memory>
#include <string>

#include "conf/net_conf.h"
#include "plugin/process_io.h"
#include "state/file_system.h"

namespace plugin {

// What a process leaves in the log that is ended at its deadline, while its verb may hang in any
// call and with any of the verb's objects. Another thread than the verb's may leave them. Whoever
// gave `io` and `files` keeps them to the end of the process.
class LastWords {
 public:
  // `subject` opens the words ("ADD").
  LastWords(ProcessIo& io, state::FileSystem& files, std::string subject);
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;
  ~LastWords();

  // What more the subject is, and where the log is, once that is known. Before, only the system's
  // log of events is told.
  void SetLog(std::string subject, const conf::NetConf& conf);

  // Returns half a second later at the latest: the disk may be what does not answer.
  void Leave(const std::string& words);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace plugin
