#include "state/network_marker.h"

#include <utility>

#include "conf/text.h"
#include "state/quarantine.h"

namespace state {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;

std::string Joined(const std::vector<std::string>& problems) {
  std::string text;
  for (const std::string& problem : problems) text += (text.empty() ? "" : "; ") + problem;
  return text;
}

}  // namespace

NetworkMarker::NetworkMarker(FileSystem& files, MarkerPlace place, Locks& locks)
    : files_(files), place_(std::move(place)), locks_(locks) {}

void NetworkMarker::KeepCopy(const std::string& text, const std::string& reason) const {
  if (text.empty()) return;
  Quarantine(files_, place_.state_dir, conf::ToUtf8(place_.file.filename()), text, reason);
}

NetworkMarker::Loaded NetworkMarker::Load() const {
  Loaded loaded;
  const std::string subject = "the network marker " + conf::ToUtf8(place_.file) + " ";
  constexpr const char* kNextStep = "; it is left untouched: repair it or move it away";
  try {
    const auto text = files_.Read(place_.file, kMostBytes);
    if (!text) return loaded;
    loaded.text = *text;
    loaded.document = MarkerDocument::Parse(*text);
  } catch (const FileError& error) {
    loaded.content.refusal = subject + "cannot be read: " + error.what() + kNextStep;
    return loaded;
  } catch (const MarkerError& error) {
    KeepCopy(loaded.text, error.what());
    loaded.content.refusal = subject + error.what() + kNextStep;
    return loaded;
  }
  loaded.content = loaded.document.Content();
  if (loaded.content.has_foreign && !place_.is_shared) {
    loaded.content.refusal =
        subject +
        "has entries of another program; set networkMarkerShared to true to "
        "have it written (the last writer wins), or name another networkMarker";
  }
  return loaded;
}

MarkerContent NetworkMarker::Read() const { return Load().content; }

void NetworkMarker::Change(
    const std::function<void(MarkerDocument&, const MarkerContent&)>& change) {
  const auto lock = locks_.Marker(place_.file);
  Loaded loaded = Load();
  if (!loaded.content.refusal.empty()) throw MarkerError(loaded.content.refusal);
  const MarkerDocument before = loaded.document;
  change(loaded.document, loaded.content);
  if (loaded.document == before) return;
  if (!loaded.content.problems.empty()) KeepCopy(loaded.text, Joined(loaded.content.problems));
  Save(loaded.document);
}

// Under the marker's lock, so that what an earlier writer left here has nobody any more.
void NetworkMarker::Save(const MarkerDocument& document) {
  const std::filesystem::path folder = place_.file.parent_path();
  const std::string prefix = conf::ToUtf8(place_.file.filename()) + ".tmp-";
  for (const std::string& name : files_.List(folder)) {
    if (name.starts_with(prefix)) files_.Remove(folder / conf::ToPath(name));
  }
  const auto temporary = folder / conf::ToPath(prefix + hcn::Guid::Random().ToString());
  files_.Write(temporary, document.ToText());
  files_.Rename(temporary, place_.file);
  files_.FlushFolder(folder);
}

void NetworkMarker::Upsert(NetworkEntry entry, const Complete& complete) {
  Change([&](MarkerDocument& document, const MarkerContent& content) {
    if (complete) complete(content, entry);
    document.Upsert(entry);
  });
}

bool NetworkMarker::Remove(std::string_view owner) {
  bool was_there = false;
  Change(
      [&](MarkerDocument& document, const MarkerContent&) { was_there = document.Remove(owner); });
  return was_there;
}

}  // namespace state
