#ifndef QUIRE_RUNTIME_APP_MESSAGE_FILES_H_
#define QUIRE_RUNTIME_APP_MESSAGE_FILES_H_

#include "runtime/api/format/site_messages.h"
#include "runtime/app/site_files.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace quire {

/// The bundles of messages of a webapp, read when they are first asked for, and again when their files have changed.
/// Thread-safe.
class MessageFiles {
 public:
  /// `files` must outlive it; `warn` writes a line to the log.
  MessageFiles(const SiteFiles& files, std::function<void(std::string_view)> warn)
      : files_(files), warn_(std::move(warn)) {}

  /// See `detail::SiteMessages::texts`. Mistakes in a file are logged when it is read. During one request, which has a
  /// number that no other has, a file is looked at once at most; if files may be a second old, only once a second.
  std::shared_ptr<const detail::MessageTexts> find(std::string_view bundle, std::string_view locale,
                                                   std::uint64_t request);
  /// Logs the text, unless a text with that key was logged before.
  void warn_once(const std::string& key, const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    /// Null if there is no file.
    std::shared_ptr<const detail::MessageTexts> texts;
    std::string path;
    std::string hash;
    std::uint64_t request = 0;
    Clock::time_point looked_at;
  };

  /// The entry as the files are now; the texts of the old one are kept if they still are those of the file.
  Entry look(const Entry& old, std::string_view bundle, std::string_view locale) const;

  const SiteFiles& files_;
  const std::function<void(std::string_view)> warn_;
  std::mutex mutex_;
  /// By bundle and locale, with a line feed between them.
  std::map<std::string, Entry, std::less<>> entries_;
  std::set<std::string> warned_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_MESSAGE_FILES_H_
