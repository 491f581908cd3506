#include "hcn/error.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "hcn/text.h"

namespace hcn {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxRecordText = 512;

json ParseRecord(std::string_view record) {
  return json::parse(record, nullptr, /*allow_exceptions=*/false);
}

// The record's `Error`; a record without one speaks for itself.
std::string RecordText(std::string_view record) {
  const json document = ParseRecord(record);
  if (document.is_object()) {
    const auto error = document.find("Error");
    if (error != document.end() && error->is_string()) {
      return OneLine(error->get_ref<const std::string&>(), kMaxRecordText);
    }
  }
  return OneLine(record, kMaxRecordText);
}

std::string Message(std::string_view function, HResult code, std::string_view record) {
  std::string message(function);
  message.append(": ").append(Describe(code));
  const std::string text = RecordText(record);
  if (!text.empty()) message.append(": ").append(text);
  return message;
}

bool IsSuccess(HResult code) { return code < 0x80000000; }

// S_OK with a record is a failure that only the record can name.
HResult EffectiveCode(HResult code, std::string_view record) {
  if (!IsSuccess(code)) return code;
  const json document = ParseRecord(record);
  if (!document.is_object()) return code;
  const auto error_code = document.find("ErrorCode");
  const bool is_code = error_code != document.end() && error_code->is_number_unsigned() &&
                       *error_code <= 0xffffffffU;
  return is_code ? error_code->get<HResult>() : code;
}

}  // namespace

Error::Error(std::string_view function, HResult code, std::string record)
    : std::runtime_error(Message(function, EffectiveCode(code, record), record)),
      code_(EffectiveCode(code, record)),
      function_(function),
      record_(std::move(record)) {}

}  // namespace hcn
