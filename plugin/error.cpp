#include "plugin/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>

#include "conf/error.h"
#include "hcn/error.h"
#include "hcn/text.h"
#include "ipam/allocator.h"
#include "ipam/port_band.h"
#include "plugin/process_io.h"
#include "state/file_system.h"
#include "state/locks.h"
#include "state/marker_document.h"
#include "state/record.h"

namespace plugin {
namespace {

// A runtime puts the texts into events and logs.
constexpr std::size_t kMostShown = std::size_t{16} * 1024;

Code CodeOf(conf::Problem problem) {
  switch (problem) {
    case conf::Problem::kVersion:
      return Code::kIncompatibleVersion;
    case conf::Problem::kEnvironment:
      return Code::kInvalidEnvironment;
    case conf::Problem::kMalformed:
      return Code::kUndecodable;
    case conf::Problem::kInvalid:
      return Code::kInvalidNetworkConfig;
  }
  return Code::kInternal;
}

void AddSentence(std::string& text, std::string_view sentence) {
  if (!text.ends_with('.')) text += '.';
  text.append(" ").append(sentence);
}

Failure ExplainHcn(const hcn::Error& error) {
  const auto info = hcn::FindHResult(error.code());
  const bool transient = info && (info->error_class == hcn::ErrorClass::kTransient ||
                                  info->error_class == hcn::ErrorClass::kBusy);
  std::string message = error.what();
  if (info) {
    // The system's own text, which what() has, may say the same in the same words.
    if (message.find(info->meaning) == std::string::npos) AddSentence(message, info->meaning);
    AddSentence(message, "Usual cause: " + std::string(info->cause));
    AddSentence(message, "Next step: " + std::string(info->next_step));
  }
  return {transient ? Code::kTryAgainLater : Code::kHcnFailure, message, error.record()};
}

template <typename E>
const E* As(const std::exception& error) {
  return dynamic_cast<const E*>(&error);
}

// The first row that fits decides; the more special type stands before its base.
using Row = std::optional<Failure> (*)(const std::exception&);

template <typename E, Code kCode>
std::optional<Failure> Plain(const std::exception& error) {
  if (As<E>(error) == nullptr) return std::nullopt;
  return Failure{kCode, error.what(), {}};
}

constexpr std::array<Row, 13> kRows{
    [](const std::exception& error) -> std::optional<Failure> {
      const auto* own = As<Error>(error);
      if (own == nullptr) return std::nullopt;
      return Failure{own->code(), own->what(), own->details()};
    },
    [](const std::exception& error) -> std::optional<Failure> {
      const auto* problem = As<conf::Error>(error);
      if (problem == nullptr) return std::nullopt;
      return Failure{CodeOf(problem->problem()), problem->what(), {}};
    },
    [](const std::exception& error) -> std::optional<Failure> {
      const auto* hcn_error = As<hcn::Error>(error);
      if (hcn_error == nullptr) return std::nullopt;
      return ExplainHcn(*hcn_error);
    },
    Plain<hcn::AnswerError, Code::kHcnFailure>,
    Plain<ipam::SliceFull, Code::kTryAgainLater>,
    Plain<ipam::PortsExhausted, Code::kTryAgainLater>,
    Plain<ipam::AddressRefused, Code::kAddressRefused>,
    Plain<ipam::Error, Code::kInvalidNetworkConfig>,
    Plain<state::LockTimeout, Code::kTryAgainLater>,
    Plain<state::FileError, Code::kIoFailure>,
    Plain<state::MarkerError, Code::kIoFailure>,
    Plain<state::RecordError, Code::kIoFailure>,
    Plain<IoError, Code::kIoFailure>,
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kWordsOfSuccess{
    {{"not found", "absent"}, {"no such file or directory", "the file is absent"}}};

std::size_t FindAnyCase(std::string_view text, std::string_view word, std::size_t from) {
  const auto found = std::search(
      text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), word.begin(), word.end(),
      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
  return found == text.end() ? std::string::npos : static_cast<std::size_t>(found - text.begin());
}

}  // namespace

Failure Explain(const std::exception& error, std::string_view doing) {
  Failure failure{Code::kInternal, error.what(), {}};
  for (const Row row : kRows) {
    if (auto explained = row(error)) {
      failure = *std::move(explained);
      break;
    }
  }
  failure.message = hcn::Printable(std::string(doing) + ": " + failure.message, kMostShown);
  failure.details = hcn::Printable(failure.details, kMostShown);
  return failure;
}

Failure ForDel(Failure failure) {
  for (std::string* text : {&failure.message, &failure.details}) {
    for (const auto& [word, instead] : kWordsOfSuccess) {
      for (std::size_t at = 0; (at = FindAnyCase(*text, word, at)) != std::string::npos;) {
        text->replace(at, word.size(), instead);
      }
    }
  }
  return failure;
}

std::string ToDocument(const Failure& failure, conf::SpecVersion version) {
  nlohmann::ordered_json document;
  document["cniVersion"] = conf::ToString(version);
  document["code"] = static_cast<int>(failure.code);
  document["msg"] = failure.message;
  if (!failure.details.empty()) document["details"] = failure.details;
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace plugin
