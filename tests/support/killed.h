#pragma once

namespace support {

// Thrown where a simulated process dies. No std::exception, so that nothing that handles errors
// takes it for one: only the test that planned the kill catches it.
struct Killed {};

}  // namespace support
