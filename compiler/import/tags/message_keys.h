#ifndef QUIRE_COMPILER_IMPORT_TAGS_MESSAGE_KEYS_H_
#define QUIRE_COMPILER_IMPORT_TAGS_MESSAGE_KEYS_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The messages in the `.properties` files of a site: which keys there are, and which messages are HTML.
class MessageKeys {
 public:
  /// A bundle in one language.
  struct File {
    /// The folder of the class path that it is in, and its path there, such as `messages_de.properties`.
    std::string folder;
    std::string path;
    std::set<std::string, std::less<>> keys = {};
  };

  MessageKeys() = default;
  /// Reads the bundles on the class path of the site in that folder, and those in `WEB-INF/messages`.
  explicit MessageKeys(const std::string& root);

  /// Adds the messages of a bundle, given its text in the format of java.util.Properties.
  void add(File file, std::string_view text);

  bool is_empty() const { return files_.empty(); }
  bool has(std::string_view key) const { return is_html_.contains(key); }
  /// Whether a message with that key contains tags or references, in any language.
  bool is_html(std::string_view key) const;
  /// The name by which Java finds the bundle that has most of the keys, such as `i18n.messages`; empty if none has any.
  std::string best_bundle(const std::set<std::string>& keys) const;
  /// Files that have any of the keys.
  std::vector<const File*> files_with(const std::set<std::string>& keys) const;

 private:
  std::vector<File> files_;
  std::map<std::string, bool, std::less<>> is_html_;
};

/// A bundle in UTF-8. Java read bundles as ISO-8859-1 (until version 9), so bytes that are not UTF-8 are meant so; then
/// `is_converted` becomes true.
std::string bundle_text(std::string bytes, bool& is_converted);

/// The name of the bundle in a file such as `i18n/messages_de_CH.properties`: `i18n.messages`.
std::string bundle_name(std::string_view path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_MESSAGE_KEYS_H_
