#include "hcn/answer_reader.h"

#include "hcn/error.h"
#include "hcn/schema_names.h"
#include "hcn/text.h"

namespace hcn {
namespace {

using nlohmann::json;

constexpr std::size_t kExcerptBytes = 200;

}  // namespace

void Answer::Refuse(std::string_view member, std::string_view wanted) const {
  std::string message = "HCN's answer is not a readable ";
  message.append(document).append(": ");
  if (!member.empty()) message.append(member).append(" ");
  message.append(wanted).append(": ").append(OneLine(text, kExcerptBytes));
  throw AnswerError(message);
}

AnswerObject::AnswerObject(const Answer& answer, const json& value, std::string_view name)
    : answer_(answer), value_(value) {
  if (!value.is_object()) answer.Refuse(name, "is not an object");
}

std::string AnswerObject::Text(std::string_view member) const {
  const json* value = Find(member);
  if (value == nullptr) return {};
  if (!value->is_string()) answer_.Refuse(member, "is not a string");
  return value->get<std::string>();
}

std::vector<std::string> AnswerObject::Texts(std::string_view member) const {
  std::vector<std::string> texts;
  for (const json& element : Array(member)) {
    if (!element.is_string()) answer_.Refuse(member, "holds something that is not a string");
    texts.push_back(element.get<std::string>());
  }
  return texts;
}

Guid AnswerObject::Id(std::string_view member) const {
  const std::string text = Text(member);
  if (text.empty()) return {};
  const auto id = Guid::Parse(text);
  if (!id) answer_.Refuse(member, "is not a GUID");
  return *id;
}

json AnswerObject::Object(std::string_view member) const {
  const json* value = Find(member);
  if (value == nullptr) return json::object();
  if (!value->is_object()) answer_.Refuse(member, "is not an object");
  return *value;
}

const json* AnswerObject::Find(std::string_view member) const {
  auto found = value_.find(member);
  if (found == value_.end()) {
    for (found = value_.begin(); found != value_.end(); ++found) {
      if (SameName(found.key(), member)) break;
    }
  }
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

const json& AnswerObject::Array(std::string_view member) const {
  static const json kNone = json::array();
  const json* value = Find(member);
  if (value == nullptr) return kNone;
  if (!value->is_array()) answer_.Refuse(member, "is not an array");
  return *value;
}

std::uint64_t AnswerObject::UnsignedUpTo(std::string_view member, std::uint64_t max) const {
  const json* value = Find(member);
  if (value == nullptr) return 0;
  if (!value->is_number_unsigned() || value->get<std::uint64_t>() > max) {
    answer_.Refuse(member, "is not a number that fits");
  }
  return value->get<std::uint64_t>();
}

}  // namespace hcn
