#ifndef QUIRE_RUNTIME_API_FORMAT_SITE_MESSAGES_H_
#define QUIRE_RUNTIME_API_FORMAT_SITE_MESSAGES_H_

#include <memory>
#include <string>
#include <string_view>

namespace quire::detail {

/// The messages of one file. Immutable.
class MessageTexts {
 public:
  virtual ~MessageTexts() = default;
  /// Null if there is no message with that key. Valid as long as this object.
  virtual const std::string* find(std::string_view key) const = 0;
};

/// What the tags of the format library need of the site that a page belongs to, during one request; see
/// `PageControl::messages`.
class SiteMessages {
 public:
  /// `[format]` of web.toml; what is not set is empty.
  struct Defaults {
    std::string_view bundle;
    std::string_view locale;
    std::string_view time_zone;
  };

  /// Valid as long as the request.
  virtual Defaults format_defaults() const = 0;
  /// The messages of a bundle for exactly that locale, such as `de_CH`; an empty one is for all languages. Null if the
  /// bundle does not have it, or if either is not a valid name.
  virtual std::shared_ptr<const MessageTexts> texts(std::string_view bundle, std::string_view locale) = 0;
  /// Writes a line about the place in the page that is running to the server's log, unless there was one with the same
  /// `key` before.
  virtual void warn_once(const std::string& key, const std::string& text) = 0;
  /// The same, unless there was one with that key about that place: for texts that clients choose, of which there may
  /// be any number.
  virtual void warn_once_here(const std::string& key, const std::string& text) = 0;

  /// What the tags have found so far, for the rest of the request.
  std::shared_ptr<void> found;

 protected:
  ~SiteMessages() = default;
};

}  // namespace quire::detail

#endif  // QUIRE_RUNTIME_API_FORMAT_SITE_MESSAGES_H_
