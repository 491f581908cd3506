#include <algorithm>
#include <nlohmann/json.hpp>

#include "hcn/error.h"
#include "hcn/schema.h"
#include "plugin/error.h"
#include "tests/fuzz/target.h"

namespace fuzz {
namespace {

constexpr std::string_view kFunction = "HcnCreateEndpoint";

// What HCN answered can be sent, and says the same then.
template <typename Object, typename Parse>
void RequireSameAgain(const Object& object, Parse parse) {
  const std::string document = hcn::ToDocument(object);
  Require(hcn::ToDocument(parse(document)) == document, "what was written is read the same");
}

void RequireErrorDocument(const plugin::Failure& failure) {
  const auto document =
      nlohmann::json::parse(plugin::ToDocument(failure, conf::kNewestVersion), nullptr, false);
  Require(document.is_object() && document.contains("code"), "an error document is JSON");
  RequireReadable(document.value("msg", ""));
  // The record's own lines stay lines.
  std::string details = document.value("details", "");
  std::ranges::replace(details, '\n', ' ');
  std::ranges::replace(details, '\t', ' ');
  if (!details.empty()) RequireReadable(details);
}

}  // namespace

void HcnAnswer(std::string_view input) {
  const auto network = Accepted<hcn::AnswerError>([&] { return hcn::ParseNetwork(input); });
  if (network && network->type != hcn::NetworkType::kUnknown) {
    RequireSameAgain(*network, hcn::ParseNetwork);
  }
  const auto endpoint = Accepted<hcn::AnswerError>([&] { return hcn::ParseEndpoint(input); });
  if (endpoint) RequireSameAgain(*endpoint, hcn::ParseEndpoint);
  const auto name_space = Accepted<hcn::AnswerError>([&] { return hcn::ParseNamespace(input); });
  if (name_space && name_space->type != hcn::NamespaceType::kUnknown) {
    RequireSameAgain(*name_space, hcn::ParseNamespace);
  }
  static_cast<void>(Accepted<hcn::AnswerError>([&] { return hcn::ParseGuids(input); }));
}

void ErrorRecord(std::string_view input) {
  for (const hcn::HResult code : {hcn::kAddressInvalidOrReserved, hcn::HResult{0}}) {
    const hcn::Error error(kFunction, code, std::string(input));
    RequireReadable(error.what());
    const plugin::Failure failure = plugin::Explain(error, "ADD of container c1, eth0");
    RequireErrorDocument(failure);
    const plugin::Failure del = plugin::ForDel(failure);
    RequireErrorDocument(del);
    for (const std::string& text : {del.message, del.details}) {
      Require(text.find("not found") == std::string::npos, "no failed DEL passes for a success");
    }
  }
}

}  // namespace fuzz
