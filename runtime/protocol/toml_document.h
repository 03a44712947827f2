#ifndef QUIRE_RUNTIME_PROTOCOL_TOML_DOCUMENT_H_
#define QUIRE_RUNTIME_PROTOCOL_TOML_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quire {

/// Bytes `begin` to `end` (exclusive) of a file; for a string, those between its quotes.
struct TomlPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// From 1.
  std::uint32_t line = 1;
};

struct TomlEntry;
struct TomlValue;
using TomlArray = std::vector<TomlValue>;
/// Sorted by key.
using TomlTable = std::vector<TomlEntry>;

struct TomlValue {
  /// Null if the value has another type. A date or a time has none of these.
  const bool* flag() const { return std::get_if<bool>(&content); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&content); }
  const double* number() const { return std::get_if<double>(&content); }
  const std::string* text() const { return std::get_if<std::string>(&content); }
  const TomlArray* array() const { return std::get_if<TomlArray>(&content); }
  const TomlTable* table() const { return std::get_if<TomlTable>(&content); }

  std::variant<std::monostate, bool, std::int64_t, double, std::string, TomlArray, TomlTable> content;
  TomlPlace place;
};

struct TomlEntry {
  std::string key;
  TomlPlace key_place;
  TomlValue value;
};

/// The value of `key`, or null.
const TomlValue* find(const TomlTable& table, std::string_view key);

/// The text of a TOML file (https://toml.io, 1.0), read whole. The text must outlive it.
class TomlDocument {
 public:
  struct Malformed {
    /// Lower case, without a full stop.
    std::string message;
    TomlPlace place;
  };

  explicit TomlDocument(std::string_view text);

  /// Empty if the text is malformed.
  const TomlTable& top() const { return top_; }
  const std::optional<Malformed>& malformed() const { return malformed_; }
  /// The line that a place begins in, without its end and without a byte order mark.
  std::string_view line_of(const TomlPlace& place) const { return line(place.line); }
  /// Where in that line it begins: in bytes, from 1.
  std::uint32_t column_of(const TomlPlace& place) const;

 private:
  friend class TomlConversion;

  std::string_view line(std::size_t number) const;

  std::string_view text_;
  std::vector<std::string_view> lines_;
  TomlTable top_;
  std::optional<Malformed> malformed_;
};

/// A mistake for people, without a last line feed; `excerpt` is the line, of which `marked` bytes
/// from `column` are wrong. Without an excerpt, only the first line:
///
///     /srv/shop/WEB-INF/web.toml:3:9: bad value for `welcome`; …
///     welcome = 3
///               ^
std::string describe_in_file(const std::string& file, std::uint32_t line, std::uint32_t column,
                             const std::string& message, std::string_view excerpt, std::size_t marked);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_TOML_DOCUMENT_H_
