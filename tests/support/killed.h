#pragma once

namespace support {

// Thrown where a simulated process dies. No std::exception, so that nothing that handles errors
// takes it for one: only the test that planned the kill catches it.
struct Killed {
  // HNS has the call already, and finishes it some time after the process has died. Only before a
  // call into HCN that changes something.
  bool is_finished_late = false;
};

}  // namespace support
