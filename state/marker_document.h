#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "state/network_entry.h"

namespace state {

// A marker that must not be written over: unreadable, not of this form, of a newer version, or
// another program's.
class MarkerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What a marker says.
struct MarkerContent {
  std::vector<NetworkEntry> networks;  // those of HCN that can be read, in their order
  std::vector<std::uint16_t> ports;    // of all entries, whoever's they are
  std::vector<std::string> problems;   // what a reader must know of; never hold a key
  bool has_foreign = false;            // entries of another program
  // Why the marker must not be written; empty when it may be. Where it could not be read at all,
  // `networks` is empty and says nothing about what there is.
  std::string refusal;

  // The first one of this owner.
  [[nodiscard]] const NetworkEntry* Find(std::string_view owner) const;
};

// The text of a marker, and how it changes.
class MarkerDocument {
 public:
  // A marker without entries, as before the first one is written.
  MarkerDocument();
  // Throws MarkerError that completes the sentence "the network marker <file> …".
  static MarkerDocument Parse(std::string_view text);

  [[nodiscard]] MarkerContent Content() const;
  // Changes the owner's first entry that can be read, or adds one. Everything else stays, entries
  // that cannot be read word for word.
  void Upsert(const NetworkEntry& entry);
  // Takes out the networks of this owner, all of them: the second would come back to life
  // otherwise. A transport with a private key stays, as does what cannot be read. False when there
  // was none.
  bool Remove(std::string_view owner);
  [[nodiscard]] std::string ToText() const;

  bool operator==(const MarkerDocument&) const = default;

 private:
  MarkerJson document_;
  bool has_byte_order_mark_ = false;
};

}  // namespace state
