#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"

namespace hcn {

// The text of an answer, for messages about it. Functions that take one throw AnswerError with the
// document's name, the member and the start of the text.
struct Answer {
  std::string_view document;  // "HostComputeEndpoint"
  std::string_view text;

  [[noreturn]] void Refuse(std::string_view member, std::string_view wanted) const;
};

// One object of an answer. Members are found by their exact name first, then in any case; absent
// and null ones give the default of their kind, ones of another kind are refused.
class AnswerObject {
 public:
  // Refuses what is not an object; `name` says where it is.
  AnswerObject(const Answer& answer, const nlohmann::json& value, std::string_view name);

  [[nodiscard]] std::string Text(std::string_view member) const;
  [[nodiscard]] std::vector<std::string> Texts(std::string_view member) const;
  // Nil also for an empty text.
  [[nodiscard]] Guid Id(std::string_view member) const;
  [[nodiscard]] nlohmann::json Object(std::string_view member) const;

  template <typename Number>
  [[nodiscard]] Number Unsigned(std::string_view member) const {
    return static_cast<Number>(UnsignedUpTo(member, std::numeric_limits<Number>::max()));
  }

  // `read` makes one item of the AnswerObject of each element.
  template <typename Read>
  [[nodiscard]] auto Each(std::string_view member, Read read) const {
    std::vector<decltype(read(*this))> items;
    for (const nlohmann::json& element : Array(member)) {
      items.push_back(read(AnswerObject(answer_, element, member)));
    }
    return items;
  }

 private:
  [[nodiscard]] const nlohmann::json* Find(std::string_view member) const;
  [[nodiscard]] const nlohmann::json& Array(std::string_view member) const;
  [[nodiscard]] std::uint64_t UnsignedUpTo(std::string_view member, std::uint64_t max) const;

  const Answer& answer_;
  const nlohmann::json& value_;
};

}  // namespace hcn
