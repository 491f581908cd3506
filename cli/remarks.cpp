#include "cli/remarks.h"

#include <algorithm>
#include <tuple>

namespace cli {

void Remarks::Add(const Rule& rule, const std::string& path, const std::string& message) {
  AddAt(rule, positions_.OfValue(path), path, message);
}

void Remarks::AddToKey(const Rule& rule, const std::string& path, const std::string& message) {
  AddAt(rule, positions_.OfKey(path), path, message);
}

void Remarks::AddAt(const Rule& rule, conf::Position position, const std::string& path,
                    const std::string& message) {
  remarks_.push_back({rule, position, path, message});
}

bool Remarks::HasError(std::string_view path) const {
  return std::ranges::any_of(remarks_, [path](const Remark& remark) {
    return remark.rule.severity == Severity::kError && remark.path == path;
  });
}

std::vector<Remark> Remarks::Sorted() const {
  std::vector<Remark> sorted = remarks_;
  std::ranges::stable_sort(sorted, {}, [](const Remark& remark) {
    return std::tie(remark.position.line, remark.position.column);
  });
  return sorted;
}

}  // namespace cli
