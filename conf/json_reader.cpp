#include "conf/json_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "conf/error.h"
#include "conf/json_repair.h"
#include "conf/text.h"

namespace conf {
namespace {

using nlohmann::json;

struct Failure {
  std::string why;
  std::size_t offset = 0;
};

// Builds a document from the events of nlohmann's parser, which keeps its own stack on the heap.
class Builder final : public json::json_sax_t {
 public:
  bool null() override { return Place(nullptr); }
  bool boolean(bool value) override { return Place(value); }
  bool number_integer(json::number_integer_t value) override { return Place(value); }
  bool number_unsigned(json::number_unsigned_t value) override { return Place(value); }
  bool number_float(json::number_float_t value, const std::string& /*text*/) override {
    return Place(value);
  }
  bool string(std::string& value) override { return Place(std::move(value)); }
  bool binary(json::binary_t& value) override { return Place(std::move(value)); }
  bool start_object(std::size_t /*elements*/) override { return Open(json::object()); }
  bool start_array(std::size_t /*elements*/) override { return Open(json::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(std::string& name) override {
    member_ = &(*open_.back())[std::move(name)];
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const json::exception& error) override {
    failure_ = {error.what(), position == 0 ? 0 : position - 1};
    return false;
  }

  [[nodiscard]] json TakeRoot() { return std::move(root_); }
  [[nodiscard]] const Failure& failure() const { return failure_; }

 private:
  bool Place(json value) {
    Put(std::move(value));
    return true;
  }

  json* Put(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    *member_ = std::move(value);
    return member_;
  }

  bool Open(json value) {
    if (open_.size() == kMostDepth) {
      failure_.why = "nested deeper than " + std::to_string(kMostDepth) + " levels";
      return false;
    }
    open_.push_back(Put(std::move(value)));
    return true;
  }

  bool Close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;  // an array that is open does not grow, so that these stay valid
  json* member_ = nullptr;
  Failure failure_;
};

// Absent when the text is not what it should be; `failure` then says why.
std::optional<json> Build(std::string_view text, Failure& failure) {
  Builder builder;
  if (!json::sax_parse(text.begin(), text.end(), &builder)) {
    failure = builder.failure();
    return std::nullopt;
  }
  return builder.TakeRoot();
}

std::string Repaired(std::string_view text, InvalidUtf8 invalid_utf8) {
  if (invalid_utf8 == InvalidUtf8::kRefuse) {
    std::string repaired(text);
    ShrinkHugeNumbers(repaired);
    return repaired;
  }
  std::string repaired = ReplaceInvalidUtf8(text);
  ShrinkHugeNumbers(repaired);
  ReplaceLoneSurrogates(repaired);
  return repaired;
}

[[noreturn]] void Refuse(std::string_view what, const std::string& why, std::size_t offset = 0) {
  throw NotJson(std::string(what) + " " + why, offset);
}

// Without nlohmann's "[json.exception...]" in front; what it quotes may be long or no UTF-8.
std::string Readable(const std::string& failure) {
  constexpr std::size_t kMost = 300;
  const std::size_t tag_end = failure.starts_with('[') ? failure.find("] ") + 2 : 0;
  const std::string text = failure.substr(tag_end, kMost);
  return WithControlsEscaped(ReplaceInvalidUtf8(text)) +
         (failure.size() - tag_end > kMost ? "..." : "");
}

std::string LineAndColumn(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return "line " + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) +
         ", column " + std::to_string(position - line_start + 1);
}

// nlohmann takes a byte order mark for nothing and a NUL for the end of the text.
void RefuseWhatIsNotUtf8Json(std::string_view text, std::string_view what) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  if (text.size() > kMostBytes) {
    Refuse(what, "is larger than 16 MiB");
  }
  if (text.find_first_not_of(kWhiteSpace) == std::string_view::npos) {
    Refuse(what, "is empty");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    Refuse(what, "begins with a byte order mark: save it as UTF-8 without BOM");
  }
  const std::size_t nul = text.find('\0');
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || nul < 2) {
    Refuse(what, "is UTF-16: save it as UTF-8 without BOM");
  }
  if (nul != std::string_view::npos) {
    Refuse(what, "holds a NUL byte at " + LineAndColumn(text, nul), nul);
  }
}

}  // namespace

nlohmann::json ParseJson(std::string_view text, std::string_view what, InvalidUtf8 invalid_utf8) {
  RefuseWhatIsNotUtf8Json(text, what);
  Failure failure;
  std::optional<json> document = Build(text, failure);
  if (!document) {
    const std::string repaired = Repaired(text, invalid_utf8);
    document = repaired == text ? std::nullopt : Build(repaired, failure);
  }
  if (!document) {
    Refuse(what, "is not usable JSON: " + Readable(failure.why), failure.offset);
  }
  return *std::move(document);
}

}  // namespace conf
