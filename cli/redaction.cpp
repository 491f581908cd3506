#include "cli/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 8> kSecretWords{
    "secret", "password", "passwd", "passphrase", "token", "credential", "private", "psk"};

// Rather a public key too many than a private one too few.
bool NamesASecret(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name.ends_with("key") || name.ends_with("keys") ||
         std::ranges::any_of(kSecretWords, [&name](std::string_view word) {
           return name.find(word) != std::string::npos;
         });
}

}  // namespace

ordered_json WithoutSecrets(ordered_json document) {
  if (!document.is_structured()) return document;
  for (auto member = document.begin(); member != document.end(); ++member) {
    if (document.is_object() && NamesASecret(member.key())) {
      *member = "(removed)";
    } else {
      *member = WithoutSecrets(std::move(*member));
    }
  }
  return document;
}

}  // namespace cli
