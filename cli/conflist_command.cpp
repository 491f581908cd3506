#include "cli/conflist_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/named_file.h"
#include "cli/remark_text.h"
#include "cli/validation.h"
#include "conf/conflist.h"
#include "conf/text.h"
#include "conf/value.h"
#include "plugin/request.h"

namespace cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr Option kName{"name", "NAME", "of the list; by default overlay"};
constexpr Option kSlice{"slice", "CIDRS", "what this node hands out: one subnet per family"};
constexpr Option kSliceFile{"slice-file", "FILE", "where the slice is written at run time"};
constexpr Option kFromNode{"from-node", "FILE",
                           "what `kubectl get node NAME -o json` printed: the slice is its "
                           "podCIDRs; - is stdin"};
constexpr Option kClusterCidr{"cluster-cidr", "CIDRS", "the addresses of all pods"};
constexpr Option kServiceCidr{"service-cidr", "CIDRS", "the addresses of services"};
constexpr Option kDns{"dns", "ADDRESSES", "name servers of pods"};
constexpr Option kSearch{"search", "DOMAINS", "where pods look for names"};
constexpr Option kOwner{"owner", "OWNER", "base, shared-nat, service:<name> or iso:<name>"};
constexpr Option kNetwork{"network", "NAME", "the network's name in HCN"};
constexpr Option kType{"type", "TYPE", "the network's type; by default Internal"};
constexpr Option kAdapter{"adapter", "NAME", "what an L2Bridge is bound to"};
constexpr Option kCreate{"create", "", "ADD makes a network that is bound to an adapter"};
constexpr Option kClusterPolicies{"cluster-policies", "WHICH",
                                  "auto, all, none, or some of OutBoundNAT,SDNRoute,ACL"};
constexpr Option kOutput{"output", "FILE", "write there, in one step, and not to stdout"};

// What stands between commas.
std::vector<std::string> Split(const std::string& text) {
  auto parts = conf::SplitAtCommas(text);
  std::erase(parts, "");
  return parts;
}

json OneOrMany(const std::vector<std::string>& texts) {
  return texts.size() == 1 ? json(texts.front()) : json(texts);
}

// Kubernetes' core/v1 Node: spec.podCIDRs, one per family; older ones have spec.podCIDR alone.
std::vector<std::string> PodCidrs(const std::string& file, const Host& host) {
  const json document = ReadJson(file, host, "the node on stdin");
  const conf::Value spec = conf::Value(document, "the node").Member("spec");
  std::vector<std::string> cidrs;
  for (const conf::Value& cidr : spec.Member("podCIDRs").Elements()) cidrs.push_back(cidr.String());
  const conf::Value only = spec.Member("podCIDR");
  if (cidrs.empty() && only.Filled()) cidrs.push_back(only.String());
  if (cidrs.empty()) {
    throw std::runtime_error(
        "the node has no spec.podCIDRs: the controller manager gives it one when it runs with "
        "--allocate-node-cidrs; say --slice where something else does");
  }
  return cidrs;
}

class Builder {
 public:
  explicit Builder(const Values& values) : values_(values) {}

  [[nodiscard]] bool Has(const Option& option) const { return values_.contains(option.name); }
  [[nodiscard]] std::string Text(const Option& option, const char* fallback = "") const {
    const auto given = values_.find(option.name);
    return given == values_.end() ? fallback : given->second;
  }
  void PutText(ordered_json& object, const char* key, const Option& option) const {
    if (Has(option)) object[key] = Text(option);
  }
  void PutList(ordered_json& object, const char* key, const Option& option) const {
    if (Has(option)) object[key] = Split(Text(option));
  }

 private:
  const Values& values_;
};

ordered_json NetworkOf(const Builder& given) {
  ordered_json network = ordered_json::object();
  given.PutText(network, "owner", kOwner);
  given.PutText(network, "name", kNetwork);
  given.PutText(network, "type", kType);
  given.PutText(network, "adapter", kAdapter);
  if (given.Has(kCreate)) network["create"] = true;
  return network;
}

void PutSlice(ordered_json& plugin, const Builder& given, const Host& host) {
  const int sources = static_cast<int>(given.Has(kSlice)) +
                      static_cast<int>(given.Has(kSliceFile)) +
                      static_cast<int>(given.Has(kFromNode));
  if (sources != 1) throw UsageError("conflist needs one of --slice, --slice-file and --from-node");
  given.PutText(plugin, "sliceFile", kSliceFile);
  if (given.Has(kSlice)) plugin["slice"] = OneOrMany(Split(given.Text(kSlice)));
  if (given.Has(kFromNode)) plugin["slice"] = OneOrMany(PodCidrs(given.Text(kFromNode), host));
}

ordered_json PluginOf(const Builder& given, const Host& host) {
  ordered_json plugin{{"type", conf::kOurType}};
  PutSlice(plugin, given, host);
  given.PutList(plugin, "clusterCIDRs", kClusterCidr);
  given.PutList(plugin, "serviceCIDRs", kServiceCidr);
  const ordered_json network = NetworkOf(given);
  if (!network.empty()) plugin["network"] = network;
  plugin["namespace"] = "join";
  const std::string policies = given.Text(kClusterPolicies);
  const bool is_word = policies == "auto" || policies == "all" || policies == "none";
  if (is_word) plugin["clusterPolicies"] = policies;
  if (!is_word) given.PutList(plugin, "clusterPolicies", kClusterPolicies);
  ordered_json dns = ordered_json::object();
  given.PutList(dns, "nameservers", kDns);
  given.PutList(dns, "search", kSearch);
  if (!dns.empty()) plugin["dns"] = dns;
  plugin["capabilities"] = {{"portMappings", true}, {"dns", true}, {"bandwidth", true}};
  return plugin;
}

// For containerd before 2.0, which reads cniVersion alone, and for those that know cniVersions.
ordered_json ListOf(const Builder& given, const Host& host) {
  return {{"cniVersion", "1.0.0"},
          {"cniVersions", ordered_json::array({"1.0.0", "1.1.0"})},
          {"name", given.Text(kName, "overlay")},
          {"plugins", ordered_json::array({PluginOf(given, host)})}};
}

ExitCode Write(const Builder& given, const Host& host) {
  const std::string output = given.Text(kOutput, "-");
  const std::string text =
      ListOf(given, host).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  const Validated validated = Validate(output, text, plugin::DefaultsOf(host.io));
  if (CountOf(validated, Severity::kError) > 0) {
    throw std::runtime_error("nothing was written, because this would not work:\n" +
                             ToText({validated}));
  }
  if (output == "-") {
    host.io.WriteOutput(text);
  } else {
    WriteWhole(host.files, std::filesystem::absolute(conf::ToPath(output)), text, Durable::kYes);
  }
  if (CountOf(validated, Severity::kWarning) == 0) return kDone;
  host.io.WriteError(ToText({validated}));
  return kNeedsAttention;
}

}  // namespace

ExitCode RunConflist(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "conflist",
      "Writes a network configuration for this node, ready for containerd 1.x and 2.x. Lists are\n"
      "separated by commas. What would not pass `validate` is not written; where there are\n"
      "warnings they are on stderr, and it ends with 3.",
      {},
      {kSlice, kSliceFile, kFromNode, kClusterCidr, kServiceCidr, kDns, kSearch, kName, kOwner,
       kNetwork, kType, kAdapter, kCreate, kClusterPolicies, kOutput},
      "kubectl get node n1 -o json | hcn-slice conflist --from-node - --output 10-hcn.conflist"};
  const auto values = ParseArguments(usage, arguments, host.io);
  return values ? Write(Builder(*values), host) : kDone;
}

}  // namespace cli
