#include "plugin/delegated_ipam.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "conf/error.h"
#include "conf/json_reader.h"
#include "conf/text.h"
#include "plugin/error.h"

namespace plugin {
namespace {

// Tells a copy of this program that another one has started it to hand out addresses.
constexpr const char* kInsideIpam = "HCN_SLICE_INSIDE_IPAM";

// What is said of a plugin that ended badly without saying why in the protocol's form.
constexpr std::size_t kMostComplaint = 1024;

std::string PluginText(const std::string& name) { return "IPAM plugin " + name; }

// skel of CNI 1.1 and older answers so to verbs that came later (containernetworking/cni,
// pkg/skel/skel.go).
bool IsUnknownVerb(const Error& error) {
  return error.code() == Code::kInvalidEnvironment &&
         std::string_view(error.what()).find("unknown CNI_COMMAND") != std::string_view::npos;
}

[[noreturn]] void FailWithout(const std::string& name, const ProgramEnd& end) {
  const std::string& said = end.output.empty() ? end.error : end.output;
  throw Error(Code::kIpamFailed, PluginText(name) + " ended with exit code " +
                                     std::to_string(end.exit_code) + " and said " +
                                     conf::Quoted(said.substr(0, kMostComplaint)));
}

// The error document on its stdout becomes ours, code and all.
[[noreturn]] void Fail(const std::string& name, const ProgramEnd& end) {
  const auto document = nlohmann::json::parse(end.output, nullptr, false);
  const auto code = document.find("code");
  const auto message = document.find("msg");
  const bool is_error = code != document.end() && code->is_number_integer() &&
                        code->get<std::int64_t>() > 0 && message != document.end() &&
                        message->is_string();
  if (!is_error) FailWithout(name, end);
  const auto details = document.find("details");
  const bool has_details = details != document.end() && details->is_string();
  throw Error(static_cast<Code>(code->get<int>()),
              PluginText(name) + ": " + message->get<std::string>(),
              has_details ? details->get<std::string>() : "");
}

}  // namespace

void RequireNoLoop(ProcessIo& io, const conf::NetConf& conf) {
  if (conf.ipam_type.empty() || io.Environment(kInsideIpam).empty()) return;
  throw Error(
      Code::kInvalidNetworkConfig,
      "ipam.type " + conf::Quoted(conf.ipam_type) +
          " is hcn-slice itself under another name; name an IPAM plugin like host-local, or "
          "leave ipam out and set slice");
}

DelegatedIpam::DelegatedIpam(Session& session) : session_(session), name_(session.conf.ipam_type) {
  const std::string folders = session.io.Environment("CNI_PATH");
  const auto file = session.io.FindPlugin(name_);
  if (!file) {
    throw conf::Error(conf::Problem::kEnvironment, "CNI_PATH=" + conf::Quoted(folders) +
                                                       " has no plugin " + conf::Quoted(name_) +
                                                       ", which ipam.type names; install it there");
  }
  file_ = *file;
}

std::string DelegatedIpam::Run(Verb verb, Variables variables) {
  variables["CNI_COMMAND"] = ToString(verb);
  variables[kInsideIpam] = "1";
  const auto end = session_.io.RunProgram(
      {file_, std::move(variables), session_.request.input, session_.LastMoment()});
  if (!end.error.empty()) session_.io.WriteError(end.error);
  if (!end.was_in_time) {
    throw Error(Code::kTryAgainLater, PluginText(name_) + " did not end its " +
                                          std::string(ToString(verb)) +
                                          " before the deadline and was killed");
  }
  if (end.exit_code != 0) Fail(name_, end);
  return end.output;
}

void DelegatedIpam::RunIfKnown(Verb verb) {
  try {
    Run(verb, {});
  } catch (const Error& error) {
    if (!IsUnknownVerb(error)) throw;
  }
}

Lease DelegatedIpam::Add() {
  const std::string output = Run(Verb::kAdd, {});
  const std::string what = "the result of " + PluginText(name_);
  const auto document = conf::ParseJson(output, what, conf::InvalidUtf8::kRefuse);
  return LeaseFrom(ParseResult(document, session_.conf.version, what), name_);
}

void DelegatedIpam::Del(const std::optional<LeaseHolder>& holder) {
  Variables variables;
  if (holder) {
    variables = {{"CNI_CONTAINERID", holder->container_id},
                 {"CNI_IFNAME", holder->ifname},
                 {"CNI_NETNS", ""}};
  }
  Run(Verb::kDel, std::move(variables));
}

void DelegatedIpam::Check() { Run(Verb::kCheck, {}); }

void DelegatedIpam::Status() { RunIfKnown(Verb::kStatus); }

void DelegatedIpam::CollectGarbage() { RunIfKnown(Verb::kGc); }

void ReleaseLease(Session& session, const std::optional<LeaseHolder>& holder) {
  if (!session.conf.ipam_type.empty()) DelegatedIpam(session).Del(holder);
}

}  // namespace plugin
