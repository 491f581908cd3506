#include "plugin/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>

#include <cstdint>
#include <filesystem>

#include "hcn/text.h"

namespace plugin {
namespace {

constexpr const char* kLine = "{}{}: {}";
constexpr std::size_t kMostInLine = std::size_t{16} * 1024;
constexpr std::uint64_t kMiB = std::uint64_t{1024} * 1024;

std::filesystem::path Old(const std::filesystem::path& file, std::uint32_t number) {
  std::filesystem::path old = file;
  old += "." + std::to_string(number);
  return old;
}

// What others wrote, a marker's or HCN's text, must not pass for a line of its own.
std::string Line(std::string_view text) { return hcn::OneLine(text, kMostInLine); }

void Rotate(state::FileSystem& files, const conf::LogConf& conf) {
  for (std::uint32_t number = conf.max_files; number-- > 1;) {
    if (files.Size(Old(conf.file, number))) {
      files.Rename(Old(conf.file, number), Old(conf.file, number + 1));
    }
  }
  files.Rename(conf.file, Old(conf.file, 1));
}

}  // namespace

Log::Log()
    : logger_(std::make_unique<spdlog::logger>(
          "", std::make_shared<spdlog::sinks::ostream_sink_st>(lines_))) {
  logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%eZ %l %P %v", spdlog::pattern_time_type::utc, "\n"));
}

Log::~Log() = default;

void Log::SetLevel(const std::string& level) { logger_->set_level(spdlog::level::from_str(level)); }

void Log::SetSubject(std::string_view subject) { subject_ = Line(subject); }

void Log::SetAddresses(const std::vector<ipam::IpAddress>& addresses) {
  addresses_ = addresses.empty() ? "" : ", address " + ipam::Joined(addresses, " and ");
}

void Log::Debug(std::string_view text) { logger_->debug(kLine, subject_, addresses_, Line(text)); }
void Log::Info(std::string_view text) { logger_->info(kLine, subject_, addresses_, Line(text)); }
void Log::Warn(std::string_view text) { logger_->warn(kLine, subject_, addresses_, Line(text)); }
void Log::Error(std::string_view text) { logger_->error(kLine, subject_, addresses_, Line(text)); }

void Log::Flush(state::FileSystem& files, state::Locks& locks, const conf::LogConf& conf) {
  const std::string lines = lines_.str();
  lines_.str({});
  if (lines.empty()) return;
  const auto size = files.Size(conf.file);
  if (!size) files.MakeFolders(conf.file.parent_path());
  if (size.value_or(0) + lines.size() > conf.max_size_mib * kMiB) {
    const auto rotation = locks.TryLogRotation();
    if (rotation && files.Size(conf.file).value_or(0) + lines.size() > conf.max_size_mib * kMiB) {
      Rotate(files, conf);
    }
  }
  files.Append(conf.file, lines);
}

}  // namespace plugin
