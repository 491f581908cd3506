#include "cli/named_file.h"

#include "cli/command.h"
#include "conf/json_reader.h"
#include "conf/text.h"
#include "hcn/guid.h"

namespace cli {
namespace {

// Runtimes and collectors read no file of such a name.
constexpr std::string_view kTemporaryMark = ".tmp-";

// What a writer that was killed left, or else what another one is about to put in place, which then
// fails: half of a file is never read.
void RemoveStrays(state::FileSystem& files, const std::filesystem::path& file) {
  const std::string prefix = conf::ToUtf8(file.filename()) + std::string(kTemporaryMark);
  for (const std::string& name : files.List(file.parent_path())) {
    if (name.starts_with(prefix)) files.Remove(file.parent_path() / conf::ToPath(name));
  }
}

}  // namespace

nlohmann::json ReadJson(const std::string& file, const Host& host, std::string_view stdin_name) {
  if (file == "-") return conf::ParseJson(host.io.ReadInput(conf::kMostBytes), stdin_name);
  const auto text =
      host.files.Read(std::filesystem::absolute(conf::ToPath(file)), conf::kMostBytes);
  if (!text) throw UsageError("there is no file " + file);
  return conf::ParseJson(*text, file);
}

void WriteWhole(state::FileSystem& files, const std::filesystem::path& file,
                std::string_view content, Durable durable) {
  RemoveStrays(files, file);
  auto temporary = file;
  temporary += std::string(kTemporaryMark) + hcn::Guid::Random().ToString();
  try {
    if (durable == Durable::kYes) {
      files.Write(temporary, content);
    } else {
      files.WriteUnflushed(temporary, content);
    }
    files.Rename(temporary, file);
  } catch (const state::FileError&) {
    RemoveStrays(files, file);
    throw;
  }
  if (durable == Durable::kYes) files.FlushFolder(file.parent_path());
}

}  // namespace cli
