#include "cli/doctor_checks.h"
#include "conf/text.h"

namespace cli {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1024} * 1024;

std::string Size(std::uint64_t bytes) {
  return bytes < kMiB ? std::to_string((bytes + 1023) / 1024) + " KiB"
                      : std::to_string(bytes / kMiB) + " MiB";
}

}  // namespace

// Whether it can be written is tried with nothing to write.
void CheckLog(Examination& examination) {
  const conf::LogConf& log = examination.session.conf.log;
  auto& files = examination.host.files;
  const std::string name = conf::ToUtf8(log.file);
  try {
    const auto size = files.Size(log.file);
    if (!size) {
      static_cast<void>(files.List(log.file.parent_path()));
      return examination.Add("log-fine", name + " is not there: nothing has been logged yet");
    }
    files.Append(log.file, "");
    // A line may be behind its limit, and many processes write at once; twice of it never is.
    const bool is_too_big = *size > 2 * kMiB * log.max_size_mib;
    examination.Add(is_too_big ? "log-too-big" : "log-fine",
                    name + " has " + Size(*size) + ", at " + std::to_string(log.max_size_mib) +
                        " MiB it is put away as " + conf::ToUtf8(log.file.filename()) + ".1",
                    name);
  } catch (const state::FileError& error) {
    examination.Add("log-unwritable", error.what(), name);
  }
}

}  // namespace cli
