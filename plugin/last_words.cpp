#include "plugin/last_words.h"

#include <chrono>
#include <exception>
#include <mutex>
#include <optional>

#include "plugin/log.h"
#include "plugin/patience.h"
#include "state/locks.h"

namespace plugin {
namespace {

constexpr std::chrono::milliseconds kPatience{500};

struct Place {
  conf::LogConf log;
  std::filesystem::path state_dir;
};

void Write(state::FileSystem& files, const Place& place, const std::string& subject,
           const std::string& words) {
  Log log;
  log.SetLevel(place.log.level);
  log.SetSubject(subject);
  log.Error(words);
  state::Locks locks(files, place.state_dir, [] { return false; });
  log.Flush(files, locks, place.log);
}

}  // namespace

struct LastWords::Shared {
  Shared(ProcessIo& io_in, state::FileSystem& files_in, std::string subject_in)
      : io(io_in), files(files_in), subject(std::move(subject_in)) {}
  void Tell(const std::string& words);

  ProcessIo& io;
  state::FileSystem& files;
  std::mutex mutex;
  std::string subject;
  std::optional<Place> place;
};

void LastWords::Shared::Tell(const std::string& words) {
  const std::lock_guard lock(mutex);
  io.ReportError(subject + ": " + words);
  if (!place) return;
  try {
    Write(files, *place, subject, words);
  } catch (const std::exception&) {
    // A log that cannot be written is no reason for anything, and there is nobody left to tell.
  }
}

LastWords::LastWords(ProcessIo& io, state::FileSystem& files, std::string subject)
    : shared_(std::make_shared<Shared>(io, files, std::move(subject))) {}

LastWords::~LastWords() = default;

void LastWords::SetLog(std::string subject, const conf::NetConf& conf) {
  const std::lock_guard lock(shared_->mutex);
  shared_->subject = std::move(subject);
  shared_->place = Place{conf.log, conf.state_dir};
}

// Whether they were told in time makes no difference: the process ends now.
void LastWords::Leave(const std::string& words) {
  static_cast<void>(AnswerWithin(kPatience, [shared = shared_, words] { shared->Tell(words); }));
}

}  // namespace plugin
