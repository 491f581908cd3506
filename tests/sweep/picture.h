#pragma once

#include <map>
#include <string>

#include "hcn/guid.h"
#include "tests/support/world.h"

namespace sweep {

// A node's files, byte for byte: path to content.
using Picture = std::map<std::string, std::string>;

// All that a later call can see: the host and the state folder but for its log. The random part of
// a temporary's name is left out.
[[nodiscard]] Picture EverythingOf(support::World& world);
// Of that, what is about attachments: endpoints, namespaces, records. Networks may stay, and so has
// an address that somebody else holds to stay reserved.
[[nodiscard]] Picture AttachmentsOf(support::World& world);

// What of a picture is about one attachment: its endpoint and its record.
[[nodiscard]] Picture Portrait(const Picture& picture, const hcn::Guid& id);
// The files in which two pictures differ; empty when they do not.
[[nodiscard]] std::string Difference(const Picture& is, const Picture& should_be);
// Of records; empty when there are none.
[[nodiscard]] std::string RecordTemporaries(const Picture& everything);

}  // namespace sweep
