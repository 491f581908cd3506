#include "conf/positions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conf/text.h"

namespace conf {
namespace {

constexpr std::size_t kDeepest = 16;

// A position that only goes on.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  Position At(std::size_t offset) {
    for (; offset_ < offset && offset_ < text_.size(); ++offset_) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      if (byte == '\n') {
        position_ = {position_.line + 1, 1};
      } else if ((byte & 0xC0U) != 0x80U) {
        ++position_.column;
      }
    }
    return position_;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  Position position_;
};

std::string Decoded(std::string_view quoted) {
  const auto text = nlohmann::json::parse(quoted.begin(), quoted.end(), nullptr, false);
  return text.is_string() ? text.get<std::string>() : std::string(quoted);
}

}  // namespace

// Goes through the tokens of a JSON text once.
class PositionWalk {
 public:
  PositionWalk(std::string_view json, Positions& positions)
      : json_(json), cursor_(json), positions_(positions) {}

  void Run() {
    while (offset_ < json_.size()) {
      Step();
    }
  }

 private:
  struct Frame {
    std::string path;  // of the object or list itself
    bool is_list;
    std::size_t index = 0;   // of the element that comes next
    std::string member;      // the path of the value that comes next, once its key was met
    Position key = {};       // where that key is
    bool wants_key = false;  // what comes next is a key
  };

  void Step() {
    constexpr std::string_view kMeaningless = " \t\r\n:";
    const char next = json_[offset_];
    if (kMeaningless.find(next) != std::string_view::npos) {
      ++offset_;
    } else if (next == '{' || next == '[') {
      Open(next == '[');
    } else if (next == '}' || next == ']') {
      if (!frames_.empty()) frames_.pop_back();
      ++offset_;
    } else if (next == ',') {
      GoOn();
    } else {
      TakeToken();
    }
  }

  void Open(bool is_list) {
    const std::string path = NoteValue();
    Frame frame{path, is_list, 0, {}, {}, !is_list};
    frames_.push_back(std::move(frame));
    ++offset_;
  }

  void GoOn() {
    if (!frames_.empty()) {
      ++frames_.back().index;
      frames_.back().wants_key = !frames_.back().is_list;
    }
    ++offset_;
  }

  // A string, a number or a word.
  void TakeToken() {
    const std::size_t end = EndOfToken();
    const std::string_view token = json_.substr(offset_, end - offset_);
    if (!frames_.empty() && frames_.back().wants_key) {
      TakeKey(token);
    } else {
      NoteValue();
    }
    offset_ = end;
  }

  void TakeKey(std::string_view token) {
    Frame& frame = frames_.back();
    frame.wants_key = false;
    frame.key = cursor_.At(offset_);
    if (frames_.size() > kDeepest) return;
    frame.member = frame.path + (frame.path.empty() ? "" : ".") + Decoded(token);
    if (positions_.places_.contains(frame.member)) {
      positions_.repeated_.push_back({frame.member, frame.key});
    }
  }

  // The path of the value that begins here.
  std::string NoteValue() {
    if (frames_.size() > kDeepest) return {};
    const Position here = cursor_.At(offset_);
    std::string path;
    Position key = here;
    if (!frames_.empty() && frames_.back().is_list) {
      path = frames_.back().path + "[" + std::to_string(frames_.back().index) + "]";
    } else if (!frames_.empty()) {
      path = frames_.back().member;
      key = frames_.back().key;
    }
    positions_.places_[path] = {key, here};
    positions_.lower_.emplace(ToLower(path), path);
    return path;
  }

  [[nodiscard]] std::size_t EndOfToken() const {
    if (json_[offset_] != '"') {
      return std::min(json_.find_first_of(" \t\r\n,:]}", offset_), json_.size());
    }
    std::size_t end = offset_ + 1;
    while (end < json_.size() && json_[end] != '"') {
      end += json_[end] == '\\' ? 2U : 1U;
    }
    return std::min(end + 1, json_.size());
  }

  std::string_view json_;
  Cursor cursor_;
  Positions& positions_;
  std::size_t offset_ = 0;
  std::vector<Frame> frames_;
};

Position PositionAt(std::string_view text, std::size_t offset) { return Cursor(text).At(offset); }

Positions::Positions(std::string_view json) {
  places_[""] = {};
  PositionWalk(json, *this).Run();
}

Position Positions::OfValue(std::string_view path) const { return Nearest(path).value; }

Position Positions::OfKey(std::string_view path) const { return Nearest(path).key; }

// Names of settings may be told in another case than they were written in.
const Positions::Place& Positions::Nearest(std::string_view path) const {
  while (!path.empty()) {
    if (const auto exact = places_.find(path); exact != places_.end()) return exact->second;
    if (const auto other = lower_.find(ToLower(path)); other != lower_.end()) {
      return places_.find(other->second)->second;
    }
    const std::size_t step = path.find_last_of(".[");
    path = path.substr(0, step == std::string_view::npos ? 0 : step);
  }
  return places_.find("")->second;
}

}  // namespace conf
