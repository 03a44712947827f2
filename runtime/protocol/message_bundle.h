#ifndef QUIRE_RUNTIME_PROTOCOL_MESSAGE_BUNDLE_H_
#define QUIRE_RUNTIME_PROTOCOL_MESSAGE_BUNDLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The messages of one file: texts by key, in one language. Immutable once it is read.
///
///     messages/shop_de.properties      messages/shop_de.toml
///     cart.title = Warenkorb           [cart]
///                                      title = "Warenkorb"
class MessageBundle {
 public:
  struct Text {
    std::string text;
    /// From 1.
    std::uint32_t line = 1;
  };
  using Texts = std::map<std::string, Text, std::less<>>;

  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  static constexpr std::size_t kMostTexts = 100'000;
  static constexpr std::size_t kLongestKey = 1000;

  MessageBundle() = default;
  /// Reads the text of a file; its name ends in `.properties`, or in `.toml`, where tables are the first parts of keys.
  MessageBundle(std::string_view text, std::string file);

  /// Null if there is no such message.
  const std::string* find(std::string_view key) const;
  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
  const Texts& texts() const { return texts_; }
  /// For example `/WEB-INF/messages/shop_de.properties`, as given.
  const std::string& file() const { return file_; }
  /// What is wrong with the file, as `FILE:LINE: …`: at most 20 mistakes. The messages of other lines are read all the
  /// same.
  const std::vector<std::string>& mistakes() const { return mistakes_; }

 private:
  void add(std::uint32_t line, std::string key, std::string text);
  void add_mistake(std::uint32_t line, const std::string& message);
  void read_properties(std::string_view text);
  void read_toml(std::string_view text);

  std::string file_;
  Texts texts_;
  std::vector<std::string> mistakes_;
};

/// Where the file of a bundle for a locale (such as `de_CH`, empty for the one for all languages) can be in a site: the
/// first path that exists counts. A dot in the name is a folder, as in Java: `shop.cart` is
/// `/WEB-INF/messages/shop/cart.properties`. Empty if there can be no bundle of that name.
std::vector<std::string> bundle_paths(std::string_view name, std::string_view locale);

/// The files of a bundle in the site in folder `root`, by locale.
std::map<std::string, MessageBundle> read_bundles(const std::string& root, std::string_view name);
/// All names of bundles in the site, sorted.
std::vector<std::string> bundle_names(const std::string& root);

/// The locale whose messages a locale uses if it does not have one: `de` for `de_CH`, nothing for `de`.
std::string_view parent_locale(std::string_view locale);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_MESSAGE_BUNDLE_H_
