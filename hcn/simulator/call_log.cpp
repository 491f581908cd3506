#include "hcn/simulator/call_log.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "hcn/simulator/files.h"

namespace hcn::simulator {
namespace {

using Line = nlohmann::ordered_json;

Line Question(const LoggedCall& call) {
  Line line = {{"function", call.function}};
  if (call.handle) line["handle"] = *call.handle;
  if (call.id) line["id"] = call.id->ToString();
  if (call.document) line["document"] = *call.document;
  return line;
}

std::string CodeText(HResult code) {
  std::array<char, sizeof "0x00000000"> text{};
  std::snprintf(text.data(), text.size(), "0x%08x", static_cast<unsigned>(code));
  return text.data();
}

void AppendLine(const std::string& file, const Line& line) {
  Append(file, line.dump(-1, ' ', false, Line::error_handler_t::replace) + "\n");
}

}  // namespace

void CallLog::Answered(const LoggedCall& call, const LoggedAnswer& answer) const {
  if (file_.empty()) return;
  Line line = Question(call);
  line["answer"] = nullptr;
  if (const auto* handle = std::get_if<HandleValue>(&answer)) line["answer"] = *handle;
  if (const auto* document = std::get_if<std::string>(&answer)) line["answer"] = *document;
  AppendLine(file_, line);
}

void CallLog::Failed(const LoggedCall& call, const Error& error) const {
  if (file_.empty()) return;
  Line line = Question(call);
  line["error"] = {{"code", CodeText(error.code())}, {"record", error.record()}};
  AppendLine(file_, line);
}

void CallLog::Struck(const LoggedCall& call, std::string_view fault) const {
  if (file_.empty()) return;
  Line line = Question(call);
  line["fault"] = fault;
  AppendLine(file_, line);
}

}  // namespace hcn::simulator
