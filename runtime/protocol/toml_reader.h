#ifndef QUIRE_RUNTIME_PROTOCOL_TOML_READER_H_
#define QUIRE_RUNTIME_PROTOCOL_TOML_READER_H_

#include "runtime/protocol/toml_document.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// Reads the settings in a TOML file into the fields of structs, and collects what is wrong with
/// them. A field with a mistake is left unchanged:
///
///     const TomlDocument document(text);
///     TomlReader reader(document, {.file = "conf/server.toml", .base = "/srv/quire"});
///     reader.read(document.top(), {
///         {"limits", reader.table([&](const TomlTable& limits) {
///           reader.read(limits, {{"head", reader.size(settings.head, 1024, 1 << 20)},
///                                {"fields", reader.number(settings.fields, 1, 10'000)}});
///         })},
///     });
///     for (const std::string& mistake : reader.mistakes()) log_line(mistake);
///
/// The fields must outlive `read`, the document and this object whatever they return.
class TomlReader {
 public:
  struct Options {
    /// What messages call the file.
    std::string file;
    /// The folder that relative paths are relative to.
    std::string base = {};
    /// Instead of reading, note the names of all keys: each has an empty table as its value, and mistakes
    /// mean nothing.
    bool lists_keys = false;
  };
  using Take = std::function<void(const TomlValue&)>;
  struct Key {
    std::string_view name;
    Take take;
  };

  /// Notes a mistake if the document is malformed.
  TomlReader(const TomlDocument& document, Options options);

  /// Passes each value to its key; an unknown key is a mistake.
  void read(const TomlTable& table, std::initializer_list<Key> keys);
  /// Described with file, line and column, in the order of the file.
  std::vector<std::string> mistakes() const;
  /// With `lists_keys`: for example `limits.head`, in the order of `read`.
  const std::vector<std::string>& key_names() const { return key_names_; }

  void mistake(const TomlPlace& place, const std::string& message);
  /// `rule` says what the value must be: "it must be …".
  void bad(const TomlValue& value, const std::string& rule);

  Take flag(bool& field);
  /// An integer; both limits are allowed.
  template <class T>
  Take number(T& field, std::int64_t least, std::int64_t most) {
    return [this, &field, least, most](const TomlValue& value) {
      if (const auto given = read_number(value, least, most)) field = static_cast<T>(*given);
    };
  }
  /// Bytes, or a string such as "16 KB" or "2 MB" (a KB is 1024 bytes).
  template <class T>
  Take size(T& field, std::int64_t least, std::int64_t most) {
    return [this, &field, least, most](const TomlValue& value) {
      if (const auto given = read_size(value, least, most)) field = static_cast<T>(*given);
    };
  }
  /// Seconds, or a string such as "100 ms", "20 s", "5 min", "2 h" or "1 d".
  template <class Duration>
  Take duration(Duration& field, std::chrono::milliseconds least, std::chrono::milliseconds most) {
    return [this, &field, least, most](const TomlValue& value) {
      if (const auto given = read_duration(value, least, most)) field = std::chrono::duration_cast<Duration>(*given);
    };
  }
  using IsValid = std::function<bool(const std::string&)>;
  /// A string. If it is not valid, the message is "it must be" and `what`.
  Take text(std::string& field, std::string what = "a string", IsValid is_valid = nullptr);
  /// A string that should not be in the file: also `{ env = "NAME" }`, the value of an environment
  /// variable, or `{ file = "path" }`, the content of a file without its last line feed.
  Take secret(std::string& field);
  /// The path of a file or folder, made absolute.
  Take path(std::string& field);
  /// A string, or a list of them, which replaces the field's.
  Take texts(std::vector<std::string>& field, std::string what = "a string", IsValid is_valid = nullptr);
  /// One of some words, each of which means a value.
  template <class T>
  Take word(T& field, std::vector<std::pair<std::string, T>> words) {
    return [this, &field, words = std::move(words)](const TomlValue& value) {
      const auto found = std::ranges::find_if(
          words, [&](const auto& word) { return value.text() != nullptr && word.first == *value.text(); });
      if (found != words.end()) return void(field = found->second);
      std::vector<std::string> names;
      for (const auto& word : words) names.push_back(word.first);
      bad_word(value, names);
    };
  }
  /// A table, `[name]`.
  Take table(std::function<void(const TomlTable&)> take);
  /// Each table of an array of tables, `[[name]]`. The value is that table.
  Take tables(std::function<void(const TomlValue&)> take);

 private:
  struct Mistake {
    TomlPlace place;
    std::string text;
  };

  std::optional<std::int64_t> read_number(const TomlValue& value, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> read_size(const TomlValue& value, std::int64_t least, std::int64_t most);
  std::optional<std::chrono::milliseconds> read_duration(const TomlValue& value, std::chrono::milliseconds least,
                                                         std::chrono::milliseconds most);
  void bad_word(const TomlValue& value, const std::vector<std::string>& words);
  void take_secret(const TomlValue& value, std::string& field);
  std::string absolute(const std::string& path) const;

  const TomlDocument& document_;
  const Options options_;
  std::vector<Mistake> mistakes_;
  std::vector<std::string> key_names_;
  /// With a dot behind each table's name, such as `limits.`.
  std::string prefix_;
  /// The key of the value that is being read.
  std::string key_;
};

/// Bytes, from text such as "2 MB"; nullopt if it is not a size, or larger than an integer can be.
std::optional<std::int64_t> parse_size(std::string_view text);
/// From text such as "100 ms"; nullopt if it is not a duration, or longer than a hundred years.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// In the largest unit in which it is whole, such as "16 KB".
std::string size_text(std::int64_t bytes);
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_TOML_READER_H_
