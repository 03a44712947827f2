#include "runtime/app/message_files.h"

#include "runtime/protocol/message_bundle.h"

#include <utility>

namespace quire {

namespace {

/// Clients choose locales, so that there can be any number of them.
constexpr std::size_t kMostEntries = 2000;
constexpr std::size_t kMostWarnings = 10'000;
constexpr std::chrono::seconds kAge{1};

class FileTexts final : public detail::MessageTexts {
 public:
  explicit FileTexts(MessageBundle bundle) : bundle_(std::move(bundle)) {}
  const std::string* find(std::string_view key) const override { return bundle_.find(key); }
  const MessageBundle& bundle() const { return bundle_; }

 private:
  const MessageBundle bundle_;
};

std::string content_of(const StaticFile& file) {
  std::string text;
  // One byte more shows that the file is too large.
  for (std::size_t most = MessageBundle::kMostBytes + 1; text.size() < most;) {
    const std::string piece = file.read(text.size(), most - text.size());
    if (piece.empty()) break;
    text += piece;
  }
  return text;
}

}  // namespace

std::shared_ptr<const detail::MessageTexts> MessageFiles::find(std::string_view bundle, std::string_view locale,
                                                               std::uint64_t request) {
  const std::string key = std::string(bundle) + "\n" + std::string(locale);
  Entry old;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found != entries_.end()) {
      old = found->second;
      const bool is_fresh =
          old.request == request || (!files_.changes_at_once() && Clock::now() - old.looked_at < kAge);
      if (is_fresh) return old.texts;
    }
  }
  Entry entry = look(old, bundle, locale);
  entry.request = request;
  entry.looked_at = Clock::now();
  auto texts = entry.texts;
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kMostEntries) entries_.clear();
  entries_.insert_or_assign(key, std::move(entry));
  return texts;
}

MessageFiles::Entry MessageFiles::look(const Entry& old, std::string_view bundle, std::string_view locale) const {
  for (const std::string& path : bundle_paths(bundle, locale)) {
    const auto file = files_.open(path);
    if (!file) continue;
    Entry entry{nullptr, path, (*file)->content_hash()};
    if (old.texts && old.path == entry.path && old.hash == entry.hash) {
      entry.texts = old.texts;
      return entry;
    }
    auto texts = std::make_shared<const FileTexts>(MessageBundle(content_of(**file), path));
    for (const std::string& mistake : texts->bundle().mistakes()) warn_(files_.root() + mistake);
    entry.texts = std::move(texts);
    return entry;
  }
  return {};
}

void MessageFiles::warn_once(const std::string& key, const std::string& text) {
  {
    const std::lock_guard lock(mutex_);
    if (warned_.size() >= kMostWarnings || !warned_.insert(key).second) return;
  }
  warn_(text);
}

}  // namespace quire
