#include "plugin/request.h"

#include <array>
#include <nlohmann/json.hpp>

#include "conf/error.h"
#include "conf/identifiers.h"
#include "conf/json_reader.h"
#include "conf/text.h"
#include "plugin/error.h"
#include "plugin/netns.h"
#include "state/file_system.h"

namespace plugin {
namespace {

// What the specification asks of each verb. A malformed value is only an error where it is needed.
struct VerbRow {
  Verb verb;
  std::string_view word;
  bool needs_attachment;  // CNI_CONTAINERID and CNI_IFNAME
  bool needs_netns;       // CNI_NETNS, and that CNI_ARGS can be read
  bool needs_path;        // CNI_PATH
  conf::SpecVersion since;
  conf::Strictness strictness;
};

constexpr std::array<VerbRow, 6> kVerbs{{
    {Verb::kAdd, "ADD", true, true, false, conf::SpecVersion::k010, conf::Strictness::kStrict},
    {Verb::kDel, "DEL", true, false, false, conf::SpecVersion::k010, conf::Strictness::kTolerant},
    {Verb::kCheck, "CHECK", true, true, false, conf::SpecVersion::k040, conf::Strictness::kStrict},
    {Verb::kGc, "GC", false, false, true, conf::SpecVersion::k110, conf::Strictness::kTolerant},
    {Verb::kStatus, "STATUS", false, false, false, conf::SpecVersion::k110,
     conf::Strictness::kStrict},
    {Verb::kVersion, "VERSION", false, false, false, conf::SpecVersion::k010,
     conf::Strictness::kTolerant},
}};

const VerbRow& RowOf(Verb verb) {
  for (const VerbRow& row : kVerbs) {
    if (row.verb == verb) return row;
  }
  throw std::logic_error("a verb without a row");
}

constexpr std::size_t kMostSliceFileBytes = std::size_t{64} * 1024;

[[noreturn]] void Refuse(std::string_view variable, std::string_view value, std::string_view why) {
  throw conf::Error(conf::Problem::kEnvironment,
                    std::string(variable) + "=" + conf::Quoted(value) + " " + std::string(why));
}

void RequireVariables(const VerbRow& row, ProcessIo& io) {
  const std::array<std::pair<std::string_view, bool>, 4> needed{{
      {"CNI_CONTAINERID", row.needs_attachment},
      {"CNI_NETNS", row.needs_netns},
      {"CNI_IFNAME", row.needs_attachment},
      {"CNI_PATH", row.needs_path},
  }};
  std::string missing;
  for (const auto& [name, is_needed] : needed) {
    if (is_needed && io.Environment(name).empty()) {
      missing += (missing.empty() ? "" : ", ") + std::string(name);
    }
  }
  if (missing.empty()) return;
  throw conf::Error(conf::Problem::kEnvironment,
                    "missing environment of CNI_COMMAND=" + std::string(row.word) + ": " + missing);
}

void CheckVersion(const VerbRow& row, conf::SpecVersion version) {
  if (version >= row.since) return;
  throw conf::Error(conf::Problem::kVersion, std::string(row.word) + " needs cniVersion " +
                                                 std::string(conf::ToString(row.since)) +
                                                 " or newer; the configuration says " +
                                                 std::string(conf::ToString(version)));
}

}  // namespace

std::string_view ToString(Verb verb) { return RowOf(verb).word; }

std::optional<Verb> ReadVerb(ProcessIo& io) {
  const std::string word = io.Environment("CNI_COMMAND");
  if (word.empty()) return std::nullopt;
  for (const VerbRow& row : kVerbs) {
    if (row.word == word) return row.verb;
  }
  Refuse("CNI_COMMAND", word, "is none of ADD, DEL, CHECK, GC, STATUS, VERSION");
}

Environment ReadEnvironment(Verb verb, ProcessIo& io) {
  const VerbRow& row = RowOf(verb);
  RequireVariables(row, io);
  Environment environment;
  if (!row.needs_attachment) return environment;
  environment.container_id = io.Environment("CNI_CONTAINERID");
  environment.ifname = io.Environment("CNI_IFNAME");
  environment.netns = io.Environment("CNI_NETNS");
  if (const auto why = conf::WhyNoContainerId(environment.container_id)) {
    Refuse("CNI_CONTAINERID", environment.container_id, *why);
  }
  if (const auto why = conf::WhyNoIfname(environment.ifname)) {
    Refuse("CNI_IFNAME", environment.ifname, *why);
  }
  if (!environment.netns.empty()) environment.namespace_id = NamespaceOf(environment.netns);
  if (!row.needs_netns) return environment;
  if (!environment.namespace_id) {
    Refuse("CNI_NETNS", environment.netns,
           "is no HCN namespace: a GUID, or a path whose last component is one, is needed");
  }
  environment.args = conf::ParseCniArgs(io.Environment("CNI_ARGS"));
  return environment;
}

Request MakeRequest(Verb verb, Environment environment, std::string_view input,
                    const conf::Defaults& defaults, std::atomic<conf::SpecVersion>& version) {
  const VerbRow& row = RowOf(verb);
  const auto invalid_utf8 = row.strictness == conf::Strictness::kStrict
                                ? conf::InvalidUtf8::kRefuse
                                : conf::InvalidUtf8::kReplace;
  const nlohmann::json document =
      conf::ParseJson(input, "the network configuration on stdin", invalid_utf8);
  version = conf::ReadVersion(document);
  CheckVersion(row, version);
  Request request{verb,
                  std::move(environment),
                  conf::ParseNetConf(document, defaults, row.strictness),
                  {},
                  std::nullopt};
  if (!request.conf.ipam_type.empty()) request.input = input;
  if (verb == Verb::kGc) request.valid_attachments = conf::ParseValidAttachments(document);
  return request;
}

void ReadSliceFile(conf::NetConf& conf, state::FileSystem& files) {
  if (conf.slice_file.empty()) return;
  const auto content = files.Read(conf.slice_file, kMostSliceFileBytes);
  if (!content) {
    throw Error(Code::kTryAgainLater, "sliceFile " + conf::ToUtf8(conf.slice_file) +
                                          " is not there yet; whoever assigns this node's slice "
                                          "(flannel, the node IPAM) writes it");
  }
  conf.slices = conf::ParseSliceFile(*content, conf.slice_file);
}

std::string VersionOf(std::string_view input) {
  const nlohmann::json document = nlohmann::json::parse(input, nullptr, false);
  const auto member = document.find("cniVersion");
  if (member != document.end() && member->is_string() && *member != "") {
    return member->get<std::string>();
  }
  return std::string(conf::ToString(conf::kNewestVersion));
}

}  // namespace plugin
