#include "cli/doctor.h"

#include <array>
#include <memory>

#include "cli/conf_folder.h"
#include "cli/doctor_checks.h"
#include "cli/doctor_configuration.h"
#include "cli/operator_session.h"
#include "cli/patient_hcn.h"
#include "cli/read_only_files.h"
#include "conf/text.h"
#include "hcn/error.h"
#include "plugin/error.h"

namespace cli {
namespace {

struct Check {
  std::string_view subject;  // "the log"
  void (*run)(Examination&);
  bool asks_hcn = false;
};

constexpr auto kChecks = std::to_array<Check>({
    {"the configurations of the runtime", CheckConflists},
    {"the version of HNS", CheckHns, true},
    {"the networks", CheckNetworks, true},
    {"the state folder", CheckState},
    {"the slices", CheckSlices},
    {"the attachments", CheckAttachments, true},
    {"the log", CheckLog},
    {"antivirus exclusions", CheckAntivirus},
});

// What the host's services say of an HNS that does not answer.
std::string WithService(const char* what, const std::string& hns_service) {
  return hns_service.empty() ? what : std::string(what) + "; the service hns is " + hns_service;
}

Finding Explain(const hcn::Error& error, const std::string& hns_service) {
  const auto info = hcn::FindHResult(error.code());
  const std::string next(info ? info->next_step : "Read HNS' event log of the node.");
  const std::string what = WithService(error.what(), hns_service);
  switch (hcn::ClassOf(error.code())) {
    case hcn::ErrorClass::kTransient:
      return Found("hns-down", what);
    case hcn::ErrorClass::kDenied:
      return Found("hns-denied", what);
    case hcn::ErrorClass::kEnvironment:
      return Found("hns-missing", what);
    default:
      return Found("hns-failed", what, next);
  }
}

// Runs the checks; once HCN does not answer, those that ask it are left out.
class Examiner {
 public:
  explicit Examiner(Examination& examination) : examination_(examination) {}

  void Run() {
    for (const Check& check : kChecks) {
      if (!check.asks_hcn || hcn_answers_) Try(check);
      if (check.asks_hcn && !hcn_answers_) {
        left_out_ += (left_out_.empty() ? "" : ", ") + std::string(check.subject);
      }
    }
    if (left_out_.empty()) return;
    examination_.Add("not-looked-at", left_out_ + ": HCN does not answer");
  }

 private:
  void Try(const Check& check) {
    try {
      check.run(examination_);
    } catch (const HcnHangs& hang) {
      hcn_answers_ = false;
      examination_.Add("hns-hangs",
                       WithService(hang.what(), examination_.surroundings.hns_service));
    } catch (const hcn::Error& error) {
      hcn_answers_ = false;
      examination_.findings.push_back(cli::Explain(error, examination_.surroundings.hns_service));
    } catch (const std::exception& error) {
      const std::string what = "could not look at " + std::string(check.subject);
      examination_.Add("check-failed", plugin::Explain(error, what).message);
    }
  }

  Examination& examination_;
  bool hcn_answers_ = true;
  std::string left_out_;
};

std::filesystem::path ConfFolder(const Host& host, const Values& values) {
  const auto named = values.find(kConflistOption.name);
  if (named == values.end()) return ContainerdConfFolder(host.io);
  return std::filesystem::absolute(conf::ToPath(named->second)).parent_path();
}

}  // namespace

Diagnosis Examine(const Host& host, const Values& values, std::chrono::milliseconds patience) {
  const Configuration configuration = ReadAsFarAsRight(host, values);
  ReadOnlyFiles files(host.files);
  PatientHcn hcn(host.make_hcn(), patience);
  plugin::Log log;  // never flushed
  plugin::Request request;
  request.conf = configuration.conf;
  plugin::Phases phases(host.io);
  plugin::Session session(std::move(request), host.io, files, hcn, plugin::Notes{log, phases},
                          host.io.Now() + patience);
  Examination examination{host,         ConfFolder(host, values), configuration.is_right, session,
                          LookAround(), configuration.findings};
  Examiner(examination).Run();
  return {std::move(examination.findings), hcn.has_hung()};
}

}  // namespace cli
