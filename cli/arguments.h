#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/process_io.h"

namespace cli {

// A value that a command needs, in this place on its line.
struct Positional {
  std::string_view name;  // "GUID"
  std::string_view about;
};

// What may stand on the line as well.
struct Option {
  std::string_view name;   // "conflist", for --conflist
  std::string_view value;  // what is given with it ("FILE"); empty for a switch
  std::string_view about;
};

struct Usage {
  std::string_view command;  // "simulator add-namespace"
  std::string_view about;    // one sentence
  std::vector<Positional> positionals = {};
  std::vector<Option> options = {};
  std::string_view example = {};  // a whole line
  Positional rest = {};           // what may follow the positionals any number of times
};

// Positionals by their name, options that were given by theirs, switches with an empty value.
struct Values : std::map<std::string, std::string, std::less<>> {
  std::vector<std::string> rest;  // in order
};

// The last word of a line about which a shell asks: nothing is done, and the words that may follow
// are printed, one a line.
inline constexpr std::string_view kListWords = "--list-words";

// Absent when --help was asked for, or what may follow, and has been answered. Throws UsageError
// for an option that is unknown, a value too many and a value too few.
[[nodiscard]] std::optional<Values> ParseArguments(const Usage& usage,
                                                   const std::vector<std::string>& arguments,
                                                   plugin::ProcessIo& io);

}  // namespace cli
