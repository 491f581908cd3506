#include "conf/value.h"

#include <algorithm>

#include "conf/text.h"

namespace conf {
namespace {

using nlohmann::json;

const json* FindMember(const json& object, std::string_view key, KeyCase key_case) {
  const auto exact = object.find(key);
  if (exact != object.end()) {
    return &*exact;
  }
  if (key_case == KeyCase::kAny) {
    for (const auto& [name, member] : object.items()) {
      if (EqualsIgnoringCase(name, key)) {
        return &member;
      }
    }
  }
  return nullptr;
}

bool IsPlaceholder(std::string_view text) {
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

}  // namespace

Value::Value(const json& document, std::string_view what, std::vector<Error>* noted)
    : Value(&document, std::string(what), true, noted) {}

Value::Value(const json* value, std::string path, bool is_root, std::vector<Error>* noted)
    : value_(value != nullptr && value->is_null() ? nullptr : value),
      path_(std::move(path)),
      is_root_(is_root),
      noted_(noted) {}

bool Value::Filled() const {
  return Present() && !(value_->is_string() && value_->get_ref<const std::string&>().empty());
}

bool Value::HoldsSomething() const { return Filled() && !value_->empty(); }

Value Value::Member(std::string_view key, KeyCase key_case) const {
  std::string path = is_root_ ? std::string(key) : path_ + "." + std::string(key);
  if (!Present()) {
    return Value(nullptr, std::move(path), false, noted_);
  }
  return Value(FindMember(Object(), key, key_case), std::move(path), false, noted_);
}

Value Value::At(std::string_view dotted_path) const {
  const std::size_t dot = dotted_path.find('.');
  const Value member = Member(dotted_path.substr(0, dot));
  return dot == std::string_view::npos ? member : member.At(dotted_path.substr(dot + 1));
}

std::vector<Value> Value::Elements() const {
  std::vector<Value> elements;
  if (!Present()) {
    return elements;
  }
  if (!value_->is_array()) {
    FailMalformed("a list");
  }
  elements.reserve(value_->size());
  for (const json& element : *value_) {
    std::string path = path_ + "[" + std::to_string(elements.size()) + "]";
    elements.push_back(Value(&element, std::move(path), false, noted_));
  }
  return elements;
}

std::vector<Value> Value::Children() const {
  if (!IsObject()) {
    return IsList() ? Elements() : std::vector<Value>();
  }
  std::vector<Value> members;
  for (const auto& [name, member] : value_->items()) {
    members.push_back(Value(&member, path_ + "." + name, false, noted_));
  }
  return members;
}

// The same object is in the way of each of its members.
void Value::Note(const Error& error) const {
  const auto is_same = [&](const Error& other) {
    return std::string_view(other.what()) == error.what();
  };
  if (std::ranges::none_of(*noted_, is_same)) {
    noted_->push_back(error);
  }
}

bool Value::IsNoted() const {
  return noted_ != nullptr && std::ranges::any_of(*noted_, [this](const Error& error) {
           const std::string_view path = error.path();
           const bool is_below = path.size() > path_.size() &&
                                 (path[path_.size()] == '.' || path[path_.size()] == '[');
           return path.starts_with(path_) && (path.size() == path_.size() || is_below);
         });
}

std::string Value::String() const {
  MustBePresent();
  if (!value_->is_string()) {
    FailMalformed("a string");
  }
  const auto& text = value_->get_ref<const std::string&>();
  if (text.find('\0') != std::string::npos) {
    FailInvalid("must not hold a NUL character: " + Quoted(text));
  }
  if (IsPlaceholder(text)) {
    FailInvalid("still holds the placeholder " + Quoted(text));
  }
  return text;
}

bool Value::Bool() const {
  MustBePresent();
  if (!value_->is_boolean()) {
    FailMalformed("true or false");
  }
  return value_->get<bool>();
}

std::uint64_t Value::Whole(std::uint64_t least, std::uint64_t most) const {
  MustBePresent();
  const std::string expected =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (!value_->is_number_integer()) {
    FailMalformed(expected);
  }
  const bool is_negative = !value_->is_number_unsigned() && value_->get<std::int64_t>() < 0;
  if (is_negative || value_->get<std::uint64_t>() < least || value_->get<std::uint64_t>() > most) {
    FailExpecting(expected);
  }
  return value_->get<std::uint64_t>();
}

const json& Value::Object() const {
  MustBePresent();
  if (!value_->is_object()) {
    FailMalformed("an object");
  }
  return *value_;
}

void Value::FailMalformed(std::string_view expected) const {
  throw Error(Problem::kMalformed, path_ + " must be " + std::string(expected) + ", not " + Shown(),
              path_);
}

void Value::FailInvalid(std::string_view wrong) const {
  throw Error(Problem::kInvalid, path_ + " " + std::string(wrong), path_);
}

void Value::FailExpecting(std::string_view expected) const {
  FailInvalid("must be " + std::string(expected) + ", not " + Shown());
}

std::string Value::Shown() const {
  if (!Present()) {
    return "null";
  }
  if (value_->is_string()) {
    return Quoted(value_->get_ref<const std::string&>());
  }
  if (value_->is_object() || value_->is_array()) {
    return value_->is_object() ? "an object" : "a list";
  }
  return value_->dump();
}

void Value::MustBePresent() const {
  if (!Present()) {
    FailInvalid("is missing");
  }
}

}  // namespace conf
