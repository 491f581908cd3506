#include "cli/holder_details.h"

#include <algorithm>

#include "cli/holder_report.h"
#include "cli/table.h"

namespace cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Of each of the two sides: 100 columns without mark, label and what is between.
constexpr std::size_t kSide = 41;
// Of text behind a label.
constexpr std::size_t kBehindLabel = 84;

// A value as record and HCN have it; absent where that side says nothing about it.
struct Fact {
  std::string_view label;
  std::optional<std::string> record;
  std::optional<std::string> hcn;
};

std::string TextOf(const hcn::Guid& id) { return id.IsNil() ? "-" : id.ToString(); }

std::vector<Fact> FactsOf(const Holder& holder) {
  std::vector<Fact> facts{{"id", {}, {}},
                          {"addresses", {}, {}},
                          {"endpoint", {}, {}},
                          {"network id", {}, {}},
                          {"namespace", {}, {}}};
  if (holder.record_name) {
    if (holder.state != State::kReserved) facts[0].record = holder.record_name->id.ToString();
    facts[1].record = ipam::Joined(holder.record_name->addresses, " ");
  }
  // What is reserved or rests names no endpoint, network or namespace of its own.
  if (holder.record && holder.record->kind == state::RecordKind::kAttachment) {
    facts[2].record = holder.record->endpoint_name;
    facts[3].record = TextOf(holder.record->network_id);
    facts[4].record = TextOf(holder.record->namespace_id);
  }
  if (const auto& endpoint = holder.endpoint) {
    facts[0].hcn = endpoint->id.ToString();
    facts[1].hcn = ipam::Joined(AddressesOf(*endpoint), " ");
    facts[2].hcn = endpoint->name;
    facts[3].hcn = TextOf(endpoint->host_compute_network);
    facts[4].hcn = TextOf(endpoint->host_compute_namespace);
  }
  return facts;
}

bool Differs(const Fact& fact) { return fact.record && fact.hcn && *fact.record != *fact.hcn; }

// Long names are broken, not cut: somebody may want to copy them.
std::vector<std::string> Pieces(const std::string& text, std::size_t width) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size(); at += width) pieces.push_back(text.substr(at, width));
  if (pieces.empty()) pieces.emplace_back();
  return pieces;
}

std::string SideBySide(const std::vector<Fact>& facts) {
  std::vector<Row> rows{{"", "", "RECORD", "HCN"}};
  for (const Fact& fact : facts) {
    const auto left = Pieces(fact.record.value_or("-"), kSide);
    const auto right = Pieces(fact.hcn.value_or("-"), kSide);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      rows.push_back({i == 0 && Differs(fact) ? Styled(Style::kBad, "!") : "",
                      i == 0 ? std::string(fact.label) : "", i < left.size() ? left[i] : "",
                      i < right.size() ? right[i] : ""});
    }
  }
  return ToTable(rows);
}

// Lines "label  text", the text broken where it is too long.
class Labelled {
 public:
  void Add(const std::string& label, const std::string& text) {
    if (text.empty()) return;
    const auto pieces = Pieces(text, kBehindLabel);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      rows_.push_back({"", i == 0 ? label : "", pieces[i]});
    }
  }
  [[nodiscard]] std::string ToText() const { return ToTable(rows_); }

 private:
  std::vector<Row> rows_;
};

std::string DnsText(const hcn::Dns& dns) {
  if (dns.empty()) return "";
  return json{{"Domain", dns.domain},
              {"Search", dns.search},
              {"ServerList", dns.server_list},
              {"Options", dns.options}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

void AddEndpoint(const hcn::HostComputeEndpoint& endpoint, Labelled& lines) {
  lines.Add("mac", endpoint.mac_address);
  for (const hcn::Route& route : endpoint.routes) {
    lines.Add("route", route.destination_prefix + " by " + route.next_hop);
  }
  lines.Add("dns", DnsText(endpoint.dns));
  for (const hcn::Policy& policy : endpoint.policies) {
    const std::string settings =
        policy.settings.dump(-1, ' ', false, json::error_handler_t::replace);
    lines.Add("policy", policy.type + " " + settings);
  }
}

std::string NamespaceText(const Holder& holder, const NamespaceLook& look) {
  if (holder.namespace_id.IsNil() || !look.was_asked) return "";
  if (!look.found) return holder.namespace_id.ToString() + " does not exist";
  std::string text = std::to_string(look.found->endpoints.size()) + " endpoints, " +
                     std::to_string(look.found->containers.size()) + " containers";
  if (!look.found->owner.empty()) text += ", owner " + look.found->owner;
  return text;
}

}  // namespace

ordered_json DetailsAsJson(const Holder& holder, const NamespaceLook& look) {
  ordered_json details = ToJson(holder);
  if (holder.record) {
    details["recordContent"] = ordered_json::parse(state::ToContent(*holder.record));
  }
  if (holder.endpoint) {
    details["endpoint"] = ordered_json::parse(hcn::ToDocument(*holder.endpoint));
    details["endpoint"]["ID"] = holder.endpoint->id.ToString();
    details["endpoint"]["HostComputeNamespace"] =
        holder.endpoint->host_compute_namespace.ToString();
  }
  if (look.was_asked && !holder.namespace_id.IsNil()) {
    details["namespace"] = {{"id", holder.namespace_id.ToString()},
                            {"exists", look.found.has_value()}};
    if (look.found) {
      details["namespace"]["endpoints"] = look.found->endpoints.size();
      details["namespace"]["containers"] = look.found->containers;
    }
  }
  return details;
}

std::string DetailsAsText(const Holder& holder, const NamespaceLook& look) {
  std::string text = NameOf(holder) + " " + Styled(StyleOf(holder.state), ToString(holder.state)) +
                     (holder.reason.empty() ? "" : ":\n    " + holder.reason) + "\n\n";
  text += SideBySide(FactsOf(holder)) + "\n";
  Labelled lines;
  lines.Add("pod", holder.pod);
  lines.Add("container", holder.container);
  lines.Add("interface", holder.ifname);
  lines.Add("network", holder.network);
  lines.Add("made", holder.created);
  if (holder.record_name) lines.Add("record", holder.record_name->ToString());
  lines.Add("namespace", NamespaceText(holder, look));
  if (holder.endpoint) AddEndpoint(*holder.endpoint, lines);
  return text + lines.ToText();
}

}  // namespace cli
