#include "plugin/phases.h"

#include <algorithm>

namespace plugin {
namespace {

// With two decimals, whatever the locale.
std::string Milliseconds(std::chrono::nanoseconds time) {
  constexpr std::chrono::microseconds kHundredth{10};
  const auto hundredths = (time + kHundredth / 2) / kHundredth;
  const std::string decimals = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + decimals.substr(1);
}

}  // namespace

Phases::Scope::Scope(Phases& phases, const char* phase)
    : phases_(phases), outer_(phases.Current()) {
  ++phases.Of(phase).times;
  phases.Switch(phase);
}

Phases::Scope::~Scope() { phases_.Switch(outer_); }

Phases::Phases(ProcessIo& io)
    : io_(io),
      spent_{{"start", 1, io.Age()}, {"other", 1, {}}},
      since_(io.Now()),
      current_("other") {}

Phases::Spent& Phases::Of(std::string_view phase) {
  const auto found = std::ranges::find(spent_, phase, &Spent::phase);
  if (found != spent_.end()) return *found;
  return *spent_.insert(spent_.end() - 1, Spent{phase, 0, {}});
}

void Phases::Switch(const char* next) {
  const auto now = io_.Now();
  Of(current_.load()).time += now - since_;
  since_ = now;
  current_ = next;
}

std::vector<Phases::Spent> Phases::Read() {
  Switch(Current());
  return spent_;
}

std::string Phases::ToText() {
  std::string text;
  for (const Spent& spent : Read()) {
    text += (text.empty() ? "" : ", ") + std::string(spent.phase) + " " + Milliseconds(spent.time);
    if (spent.times != 1) text += " (" + std::to_string(spent.times) + ")";
  }
  return text;
}

}  // namespace plugin
