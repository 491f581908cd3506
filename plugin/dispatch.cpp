#include "plugin/dispatch.h"

#include <atomic>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "conf/json_reader.h"
#include "plugin/attach.h"
#include "plugin/collector.h"
#include "plugin/delegated_ipam.h"
#include "plugin/detach.h"
#include "plugin/error.h"
#include "plugin/inspect.h"
#include "plugin/last_words.h"
#include "plugin/log.h"
#include "plugin/output.h"
#include "plugin/phases.h"
#include "plugin/readiness.h"
#include "plugin/request.h"
#include "plugin/session.h"
#include "plugin/sweep.h"
#include "plugin/watchdog.h"

namespace plugin {
namespace {

using std::chrono::milliseconds;

// A runtime that keeps VERSION's stdin open must not keep VERSION waiting.
constexpr milliseconds kVersionPatience{250};
// And who sends more than this does not ask for the version.
constexpr std::size_t kMostVersionBytes = std::size_t{64} * 1024;

milliseconds TimeOf(Verb verb, const conf::Timeouts& timeouts) {
  switch (verb) {
    case Verb::kAdd:
      return timeouts.add;
    case Verb::kDel:
      return timeouts.del;
    case Verb::kCheck:
      return timeouts.check;
    case Verb::kGc:
      return timeouts.gc;
    case Verb::kStatus:
    case Verb::kVersion:
      break;
  }
  return timeouts.status;
}

int About(ProcessIo& io) {
  io.WriteError("hcn-slice " HCN_SLICE_VERSION
                ", a CNI plugin for Windows nodes; it is called by a container runtime. "
                "`hcn-slice --help` lists what it can do for you.\n"
                "CNI protocol versions supported: " +
                conf::SupportedVersionsText() + "\n");
  return 0;
}

std::string VersionDocument(const std::string& version) {
  nlohmann::ordered_json document{{"cniVersion", version},
                                  {"supportedVersions", conf::kSupportedVersions}};
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// A runtime that has gone takes no document; whoever keeps stderr still learns why.
void Tell(ProcessIo& io, const Failure& failure, conf::SpecVersion version) {
  try {
    io.WriteOutput(ToDocument(failure, version));
  } catch (const IoError& error) {
    io.WriteError(failure.message + " (" + error.what() + ")\n");
  }
}

std::string LogSubject(const std::string& subject, const Request& request) {
  const conf::CniArgs& args = request.environment.args;
  const std::string pod =
      args.pod_name.empty() ? "" : ", pod " + args.pod_namespace + "/" + args.pod_name;
  return subject + ", network " + request.conf.name + pod;
}

// One call from here to its end: what is known of it grows, and whatever goes wrong is told with
// what is known.
class Call {
 public:
  Call(Verb verb, ProcessIo& io, state::FileSystem& files, const HcnSource& hcn)
      : verb_(verb),
        io_(io),
        files_(files),
        hcn_(hcn),
        output_(io),
        start_(io.Now()),
        phases_(io),
        subject_(ToString(verb)),
        last_words_(io, files, subject_) {}

  int Run();

 private:
  void AnswerVersion();
  std::string ReadInput();
  void ReadRequest();
  hcn::HcnApi& OpenHcn();
  void Act(Watchdog& watchdog);
  void Add(Session& session);
  [[nodiscard]] std::string TimeSpent();
  void LogSuccess();
  void LogFailure(const Failure& failure);
  int Fail(const std::exception& error);
  void Expire();
  void FlushLog();

  Verb verb_;
  ProcessIo& io_;
  state::FileSystem& files_;
  const HcnSource& hcn_;
  Output output_;
  Log log_;
  std::chrono::steady_clock::time_point start_;
  Phases phases_;
  std::string subject_;
  std::string outcome_ = "done";
  LastWords last_words_;
  std::atomic<conf::SpecVersion> version_ = conf::kNewestVersion;
  std::optional<Request> request_;
  std::optional<Session> session_;
};

// Nothing about stdin is a reason to fail.
void Call::AnswerVersion() {
  std::string input;
  try {
    input = io_.ReadInputBriefly(kMostVersionBytes, kVersionPatience);
  } catch (const IoError& error) {
    io_.WriteError(std::string("VERSION: ") + error.what() + "\n");
  }
  const std::string document = VersionDocument(VersionOf(input));
  if (output_.Claim()) output_.Write(document);
}

std::string Call::ReadInput() {
  const Phases::Scope scope(phases_, "stdin");
  return io_.ReadInput(conf::kMostBytes);
}

void Call::ReadRequest() {
  const Phases::Scope parse(phases_, "parse");
  Environment environment = ReadEnvironment(verb_, io_);
  if (!environment.container_id.empty()) {
    subject_ += " of container " + environment.container_id + ", " + environment.ifname;
  }
  const std::string input = ReadInput();
  request_ = MakeRequest(verb_, std::move(environment), input, DefaultsOf(io_), version_);
  RequireNoLoop(io_, request_->conf);
  log_.SetLevel(request_->conf.log.level);
  log_.SetSubject(LogSubject(subject_, *request_));
}

// The result is told before it is kept: an ADD that nobody heard of is undone.
void Call::Add(Session& session) {
  Attachment attachment = Attach(session);
  const Phases::Scope print(phases_, "print");
  if (!output_.Claim()) return;
  output_.Write(ToDocument(attachment.result(), version_));
  attachment.Commit();
  outcome_ = "attached";
}

hcn::HcnApi& Call::OpenHcn() {
  const Phases::Scope scope(phases_, "open HCN");
  return hcn_();
}

void Call::Act(Watchdog& watchdog) {
  const milliseconds time = TimeOf(verb_, request_->conf.timeouts);
  watchdog.SetTime(time);
  Session& session = session_.emplace(std::move(*request_), io_, files_, OpenHcn(),
                                      Notes{log_, phases_}, start_ + time);
  last_words_.SetLog(LogSubject(subject_, session.request), session.conf);
  if (verb_ == Verb::kAdd || verb_ == Verb::kCheck || verb_ == Verb::kStatus) {
    ReadSliceFile(session.request.conf, files_);
  }
  switch (verb_) {
    case Verb::kAdd:
      return Add(session);
    case Verb::kDel:
      return Detach(session);
    case Verb::kCheck:
      return Inspect(session);
    case Verb::kGc:
      return CollectGarbage(session);
    case Verb::kStatus:
      return RequireReady(session);
    case Verb::kVersion:
      break;
  }
}

// In whole milliseconds, and by phase.
std::string Call::TimeSpent() {
  const auto time = std::chrono::duration_cast<milliseconds>(io_.Now() - start_);
  return std::to_string(time.count()) + " ms (" + phases_.ToText() + ")";
}

// One line per call. A runtime asks for STATUS every few seconds: that it is fine is no news.
void Call::LogSuccess() {
  const std::string line = outcome_ + " in " + TimeSpent();
  verb_ == Verb::kStatus ? log_.Debug(line) : log_.Info(line);
}

// Nor may what it says on a broken node, again and again, fill the system's log of events.
void Call::LogFailure(const Failure& failure) {
  // The subject opens the log's line already.
  log_.Error("failed with code " + std::to_string(static_cast<int>(failure.code)) + " in " +
             TimeSpent() + ": " + failure.message.substr(subject_.size() + 2));
  if (verb_ != Verb::kStatus) io_.ReportError(failure.message);
}

int Call::Fail(const std::exception& error) {
  Failure failure = Explain(error, subject_);
  // From here on it is about the host, not about what the runtime said.
  if (verb_ == Verb::kStatus && request_ && failure.code != Code::kLimitedConnectivity) {
    failure.code = Code::kNotAvailable;
  }
  if (verb_ == Verb::kDel) failure = ForDel(std::move(failure));
  LogFailure(failure);
  if (output_.Claim()) {
    Tell(io_, failure, version_);
  } else {
    io_.WriteError(failure.message + "\n");
  }
  FlushLog();
  return 1;
}

// Runs in the watchdog's thread, while the verb may hang in any call: nothing of the verb's own may
// be touched but what is atomic.
void Call::Expire() {
  const std::string why =
      std::string("gave up at the deadline, in phase ") + phases_.Current() +
      "; HCN or the disk did not answer. What was begun is on record and DEL settles it. If this "
      "repeats, look at the HNS service (Get-Service hns)";
  const Failure failure{Code::kTryAgainLater, std::string(ToString(verb_)) + ": " + why, {}};
  if (output_.Claim()) Tell(io_, failure, version_);
  last_words_.Leave(why);
  io_.ExitNow(output_.ExitCode());
}

void Call::FlushLog() {
  if (!session_) return;
  Collector quiet(log_);
  quiet.Try("write the log", [this] { log_.Flush(files_, session_->locks, session_->conf.log); });
}

int Call::Run() {
  Watchdog watchdog(TimeOf(verb_, conf::Timeouts{}), [this] { Expire(); });
  try {
    if (verb_ == Verb::kVersion) {
      AnswerVersion();
      return 0;
    }
    ReadRequest();
    Act(watchdog);
    LogSuccess();
    FlushLog();
    return 0;
  } catch (const std::exception& error) {
    return Fail(error);
  }
}

}  // namespace

int Run(ProcessIo& io, state::FileSystem& files, const HcnSource& hcn) {
  try {
    const auto verb = ReadVerb(io);
    if (!verb) return About(io);
    return Call(*verb, io, files, hcn).Run();
  } catch (const std::exception& error) {
    return Refuse(io, error);
  }
}

int Refuse(ProcessIo& io, const std::exception& error) {
  Failure failure = Explain(error, "hcn-slice");
  if (io.Environment("CNI_COMMAND") == ToString(Verb::kDel)) failure = ForDel(std::move(failure));
  Tell(io, failure, conf::kNewestVersion);
  return 1;
}

}  // namespace plugin
