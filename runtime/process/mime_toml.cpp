#include "runtime/process/mime_toml.h"

#include "runtime/base/file.h"
#include "runtime/http/characters.h"
#include "runtime/protocol/toml_reader.h"

#include <cerrno>

namespace quire {
namespace {

/// `type/subtype`, and parameters, which are not examined.
bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || !http::is_field_value(text)) return false;
  const std::string_view subtype = http::trim(text.substr(slash + 1, text.find(';') - slash - 1));
  return http::is_token(text.substr(0, slash)) && http::is_token(subtype);
}

bool is_extension(std::string_view text) {
  return text.size() > 1 && text.starts_with('.') && text.find_first_of("./", 1) == std::string_view::npos;
}

void read_types(const TomlTable& table, bool is_top, TomlReader& reader, OwnMediaTypes& read) {
  for (const TomlEntry& entry : table) {
    if (is_top && entry.key == "types" && entry.value.table() != nullptr) {
      read_types(*entry.value.table(), false, reader, read);
    } else if (!is_extension(entry.key)) {
      reader.mistake(entry.key_place, "`" + entry.key + "` is not an extension such as \".md\"");
    } else if (entry.value.text() == nullptr || !is_media_type(*entry.value.text())) {
      reader.mistake(entry.value.place, "bad value for `" + entry.key + "`; it must be a type such as \"text/plain\"");
    } else {
      read.types[to_lower(std::string_view(entry.key).substr(1))] = *entry.value.text();
    }
  }
}

}  // namespace

OwnMediaTypes parse_media_types(std::string_view text, const std::string& file) {
  OwnMediaTypes read;
  const TomlDocument document(text);
  TomlReader reader(document, {.file = file});
  read_types(document.top(), true, reader, read);
  read.mistakes = reader.mistakes();
  return read;
}

OwnMediaTypes read_media_types(const std::string& base) {
  const std::string path = base + "/conf/mime.toml";
  const Result<std::string> text = read_file(path);
  if (text) return parse_media_types(*text, path);
  OwnMediaTypes none;
  if (text.error().code != ENOENT && text.error().code != ENOTDIR) none.mistakes.push_back(text.error().sentence);
  return none;
}

}  // namespace quire
