#pragma once

#include <span>
#include <string_view>

#include "conf/net_conf.h"
#include "conf/value.h"

namespace conf {

// How a key of the network configuration is read: what it is called, and which part of NetConf it
// becomes.
struct Key {
  enum class Kind {
    kText,   // a string; an empty one means that the key is not set
    kOther,  // anything else; only null means that
  };
  enum class Need {
    kAlways,  // DEL and GC cannot do without it: a wrong value is an error of theirs too
    kAttach,  // only what makes or judges an attachment needs it
  };

  std::string_view path;  // "network.owner"
  Kind kind;
  Need need;
  // Called with what is set; throws conf::Error and then has changed nothing.
  void (*read)(const Value& value, NetConf& conf);
};

// Every key of ours and of the specification that is read by verbs, but for `name`, `cniVersion`
// and GC's lists.
[[nodiscard]] std::span<const Key> NetConfKeys();

}  // namespace conf
