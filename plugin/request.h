#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/cni_args.h"
#include "conf/net_conf.h"
#include "hcn/guid.h"
#include "plugin/process_io.h"

namespace state {
class FileSystem;
}

namespace plugin {

enum class Verb { kAdd, kDel, kCheck, kGc, kStatus, kVersion };

[[nodiscard]] std::string_view ToString(Verb verb);

// The variables that name an attachment; empty where the verb has none.
struct Environment {
  std::string container_id;
  std::string netns;  // verbatim
  std::string ifname;
  std::optional<hcn::Guid> namespace_id;  // what netns means
  conf::CniArgs args;
};

// One call of the plugin, checked: what a verb may rely on.
struct Request {
  Verb verb = Verb::kVersion;
  Environment environment;
  conf::NetConf conf;
  std::string input;  // stdin, word for word; kept where an IPAM plugin has to be told
  // GC only; absent when the runtime sent no list.
  std::optional<std::vector<conf::AttachmentKey>> valid_attachments;
};

// CNI_COMMAND; absent when it is not set. Throws conf::Error (kEnvironment) for a word that is no
// verb.
[[nodiscard]] std::optional<Verb> ReadVerb(ProcessIo& io);

// The variables of the verb as the CNI specification, section 2, wants them. Throws conf::Error
// (kEnvironment) that names all missing variables at once, or the bad one. DEL takes any CNI_NETNS
// and CNI_ARGS.
[[nodiscard]] Environment ReadEnvironment(Verb verb, ProcessIo& io);

// The network configuration from the text of stdin. Throws conf::Error; `version` is set as soon as
// it is known, for the error document, which the watchdog may print too. A version that is too old
// for the verb is an error, too.
[[nodiscard]] Request MakeRequest(Verb verb, Environment environment, std::string_view input,
                                  const conf::Defaults& defaults,
                                  std::atomic<conf::SpecVersion>& version);

// Replaces `sliceFile` by what it says now. Throws Error: the file may not have been written yet.
void ReadSliceFile(conf::NetConf& conf, state::FileSystem& files);

// What VERSION answers as `cniVersion`: the one in the input, or our newest when there is none to
// be read.
[[nodiscard]] std::string VersionOf(std::string_view input);

// Where this platform keeps state when the configuration does not say.
[[nodiscard]] conf::Defaults DefaultsOf(ProcessIo& io);

}  // namespace plugin
