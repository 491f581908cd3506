#include "hcn/simulator/refusal.h"

#include <nlohmann/json.hpp>

namespace hcn::simulator {
namespace {

bool IsDenial(const std::error_code& code) {
  return code == std::errc::permission_denied || code == std::errc::operation_not_permitted ||
         code == std::errc::read_only_file_system;
}

std::string SystemText(HResult code) {
  const auto info = FindHResult(code);
  return info ? std::string(info->meaning) : "Unknown error";
}

}  // namespace

Refusal BadJson(std::string_view field, std::string_view reason) {
  return Refusal(kInvalidJson, "{{" + std::string(field) + "," + std::string(reason) + "}}");
}

std::string ErrorRecord(HResult code, std::string_view detail) {
  const nlohmann::ordered_json record = {
      {"Success", false},
      {"Error", SystemText(code) + " " + std::string(detail)},
      {"ErrorCode", code},
  };
  return record.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Error ToError(std::string_view function, const Refusal& refusal) {
  return Error(function, refusal.code(), ErrorRecord(refusal.code(), refusal.what()));
}

Error ToError(std::string_view function, const std::system_error& trouble) {
  const HResult code = IsDenial(trouble.code()) ? kAccessDenied : kRpcCallFailed;
  return Error(function, code, ErrorRecord(code, trouble.what()));
}

}  // namespace hcn::simulator
