#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "conf/error.h"
#include "conf/named.h"

namespace conf {

enum class KeyCase {
  kExact,
  kAny,  // an exact match wins, else the first that differs in case only
};

// A value of a document together with its path in it ("slice[1].gateway"), so that what is wrong
// with it can be said by name. Absent and null are the same. The document must outlive it.
//
// What reads a value throws conf::Error: kMalformed when it has another JSON type, kInvalid when it
// is missing where it must be there, or is not acceptable. A document whose errors are noted is
// read on behind one, see Part().
class Value {
 public:
  // A whole document; `what` names it ("the network configuration"). With `noted` its errors are
  // put there instead of being thrown; that list must outlive it, too.
  Value(const nlohmann::json& document, std::string_view what, std::vector<Error>* noted = nullptr);

  [[nodiscard]] bool Present() const { return value_ != nullptr; }
  // Present, and not the empty string.
  [[nodiscard]] bool Filled() const;
  // Neither absent nor an empty string, list or object.
  [[nodiscard]] bool HoldsSomething() const;
  [[nodiscard]] bool IsList() const { return Present() && value_->is_array(); }
  [[nodiscard]] bool IsString() const { return Present() && value_->is_string(); }
  [[nodiscard]] bool IsFalse() const { return Present() && *value_ == false; }
  [[nodiscard]] bool IsObject() const { return Present() && value_->is_object(); }
  [[nodiscard]] const std::string& path() const { return path_; }

  // Members of what is absent are absent.
  [[nodiscard]] Value Member(std::string_view key, KeyCase key_case = KeyCase::kExact) const;
  // The member of a member: "network.owner".
  [[nodiscard]] Value At(std::string_view dotted_path) const;
  // None when the list is absent.
  [[nodiscard]] std::vector<Value> Elements() const;
  // Reads a part of it, after which its other parts make sense all the same. Where errors are noted
  // one in `read` is, once; elsewhere it is thrown.
  template <typename Read>
  void Part(Read read) const {
    if (noted_ == nullptr) return read();
    try {
      read();
    } catch (const Error& error) {
      Note(error);
    }
  }
  // Reads each of Elements() as a part.
  template <typename Read>
  void EachElement(Read read) const {
    for (const Value& element : Elements()) element.Part([&] { read(element); });
  }
  // Whether the document is only looked at: its errors are noted, and nobody acts upon it.
  [[nodiscard]] bool NotesErrors() const { return noted_ != nullptr; }
  // Whether an error was noted that is about it, or about what is in it.
  [[nodiscard]] bool IsNoted() const;

  // The members of an object or the elements of a list; nothing else has children.
  [[nodiscard]] std::vector<Value> Children() const;

  // Refuses, beside other types, NUL characters and placeholders that nobody filled in ("<your
  // service cidr>").
  [[nodiscard]] std::string String() const;
  [[nodiscard]] bool Bool() const;
  // A number without a fraction and an exponent.
  [[nodiscard]] std::uint64_t Whole(std::uint64_t least, std::uint64_t most) const;
  template <typename Integer>
  [[nodiscard]] Integer Whole(std::uint64_t least, std::uint64_t most) const {
    return static_cast<Integer>(Whole(least, most));
  }
  // The object itself.
  [[nodiscard]] const nlohmann::json& Object() const;

  // The string, through a parser of the room ipam.
  template <typename Parse>
  [[nodiscard]] auto Parsed(Parse parse) const {
    const std::string text = String();
    return Named(Problem::kInvalid, path_, [&] { return parse(text); });
  }

  // Throws kMalformed: "<path> must be <expected>, not <what it is>".
  [[noreturn]] void FailMalformed(std::string_view expected) const;
  // Throws kInvalid: "<path> <what is wrong>".
  [[noreturn]] void FailInvalid(std::string_view wrong) const;
  // Throws kInvalid: "<path> must be <expected>, not <what it is>".
  [[noreturn]] void FailExpecting(std::string_view expected) const;

 private:
  Value(const nlohmann::json* value, std::string path, bool is_root, std::vector<Error>* noted);

  void Note(const Error& error) const;
  [[nodiscard]] std::string Shown() const;
  void MustBePresent() const;

  const nlohmann::json* value_;  // null: absent
  std::string path_;
  bool is_root_;  // its path is no part of its members' paths
  std::vector<Error>* noted_;
};

}  // namespace conf
