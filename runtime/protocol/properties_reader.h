#ifndef QUIRE_RUNTIME_PROTOCOL_PROPERTIES_READER_H_
#define QUIRE_RUNTIME_PROTOCOL_PROPERTIES_READER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace quire {

/// Reads the text of a `.properties` file, as `java.util.Properties` does, but in UTF-8:
///
///     # a comment; `!` begins one too
///     title = Corner shop
///     quoted\ key: \u00e9 and \t
///
/// A backslash at the end of a line continues it in the next one. A byte order mark is skipped. An entry with a mistake
/// is left out; those around it are read.
struct PropertiesReader {
  /// Lines are counted from 1. The same key may come several times: the last one counts.
  std::function<void(std::uint32_t line, std::string key, std::string value)> entry;
  /// Lower case, without a full stop.
  std::function<void(std::uint32_t line, std::string message)> mistake;

  void read(std::string_view text) const;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_PROPERTIES_READER_H_
