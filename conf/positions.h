#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace conf {

// A place in a text as editors count it: lines and columns from 1, a column is a character.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  auto operator<=>(const Position&) const = default;
};

[[nodiscard]] Position PositionAt(std::string_view text, std::size_t offset);

// Where the keys and values of a JSON text stand, by the paths of conf::Value ("slice[1].gateway").
// What lies more than 16 levels deep is not looked at.
class Positions {
 public:
  // `json` is what ParseJson takes.
  explicit Positions(std::string_view json);

  // Of the value; of the nearest one around it where there is no such value.
  [[nodiscard]] Position OfValue(std::string_view path) const;
  // Of the key of the value; of the value where it is an element of a list or the whole text.
  [[nodiscard]] Position OfKey(std::string_view path) const;

  // A key that its object has already: the value before it does not count.
  struct Repeated {
    std::string path;
    Position position;
  };
  [[nodiscard]] const std::vector<Repeated>& repeated() const { return repeated_; }

 private:
  friend class PositionWalk;
  struct Place {
    Position key;
    Position value;
  };

  [[nodiscard]] const Place& Nearest(std::string_view path) const;

  std::map<std::string, Place, std::less<>> places_;
  std::map<std::string, std::string, std::less<>> lower_;  // the path in lower case -> the path
  std::vector<Repeated> repeated_;
};

}  // namespace conf
