#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hcn/guid.h"
#include "ipam/ip_address.h"

namespace state {

// A record that cannot be used; what() says why.
class RecordError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The name of a record's file: what is reserved, and for whom. `<address>[+<address>]~<id>.json`,
// the ':' of IPv6 written '-'.
struct RecordName {
  std::vector<ipam::IpAddress> addresses;
  hcn::Guid id;

  [[nodiscard]] std::string ToString() const;
  // Absent for a name that is not of this form, letter by letter.
  [[nodiscard]] static std::optional<RecordName> Parse(std::string_view file_name);
  // For a great many names: adds the addresses to `addresses` and returns the id's text, a part of
  // `file_name`. It takes for a name what is only spelled otherwise, too, and does not look at the
  // id. Absent: nothing was added.
  [[nodiscard]] static std::optional<std::string_view> ParseInto(
      std::string_view file_name, std::vector<ipam::IpAddress>& addresses);

  bool operator==(const RecordName&) const = default;
};

enum class RecordKind {
  kAttachment,  // an endpoint of ours; the id is its id
  kReserved,    // kept by an operator for something that is no pod
  kResting,     // held by somebody else in HCN; the id is the holder's
};

// What one attachment owns, with everything needed to undo it.
struct Record {
  RecordKind kind = RecordKind::kAttachment;
  RecordName name;
  std::string container_id;
  std::string ifname;
  std::string network_name;  // of the network config
  std::string endpoint_name;
  hcn::Guid network_id;  // in HCN
  hcn::Guid namespace_id;
  bool creates_namespace = false;
  std::string pod;      // "namespace/name" where the runtime said so
  std::string reason;   // kReserved, kResting: for whom, or why
  std::string created;  // RFC 3339, UTC; for people only

  bool operator==(const Record&) const = default;
};

// Whose attachment it is, for people: "pod shop/web-0", or "container <id>" where nobody said so.
[[nodiscard]] std::string PodOrContainer(const Record& record);

// The file's content, and back (FORMAT.md). The name is not part of the content; members that are
// not known are passed over.
[[nodiscard]] std::string ToContent(const Record& record);
// Why a content is no record.
struct NoRecord {
  // Half a sentence that can follow the file's name ("is empty: ...").
  std::string reason;
  // Empty or torn: whoever began to write it never came to make anything for it.
  bool is_unfinished = false;
};

// The record, or why the content is none: empty, torn, not of this form, or of a newer version.
[[nodiscard]] std::variant<Record, NoRecord> ReadRecord(const RecordName& name,
                                                        std::string_view content);
// As ReadRecord, but throws RecordError.
[[nodiscard]] Record ParseRecord(const RecordName& name, std::string_view content);

}  // namespace state
