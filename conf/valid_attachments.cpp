#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "conf/net_conf.h"
#include "conf/value.h"

namespace conf {
namespace {

// The first is the specification's, the second that of its tag spec-v1.1.0; libcni sends both.
constexpr std::array<std::string_view, 2> kListKeys{"cni.dev/valid-attachments",
                                                    "cni.dev/attachments"};

// A member that is misread would cost a live pod its network, hence any case, and nothing empty.
std::string ParseMember(const Value& element, std::string_view key) {
  const Value member = element.Member(key, KeyCase::kAny);
  if (!member.Filled()) {
    member.FailMalformed("a string that is not empty");
  }
  return member.String();
}

AttachmentKey ParseElement(const Value& element) {
  if (!element.IsObject()) {
    element.FailMalformed("an object with containerID and ifname");
  }
  return {ParseMember(element, "containerID"), ParseMember(element, "ifname")};
}

}  // namespace

std::optional<std::vector<AttachmentKey>> ParseValidAttachments(const nlohmann::json& document) {
  const Value root(document, "the network configuration");
  if (!root.IsObject()) {
    root.FailMalformed("an object");
  }
  bool is_given = false;
  std::vector<AttachmentKey> attachments;
  for (const std::string_view key : kListKeys) {
    is_given = is_given || document.contains(key);
    for (const Value& element : root.Member(key).Elements()) {
      attachments.push_back(ParseElement(element));
    }
  }
  if (!is_given) {
    return std::nullopt;
  }
  std::sort(attachments.begin(), attachments.end());
  attachments.erase(std::unique(attachments.begin(), attachments.end()), attachments.end());
  return attachments;
}

}  // namespace conf
