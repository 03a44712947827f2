#include "compiler/assemble/content_type.h"

#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {

ContentType read_content_type(std::string_view written) {
  constexpr std::string_view kCharset = "charset=";
  const bool printable = std::all_of(written.begin(), written.end(), [](char c) { return c >= ' ' && c <= '~'; });
  const std::size_t slash = written.find('/');
  if (!printable || slash == 0 || slash == std::string_view::npos || slash + 1 == written.size())
    return {{}, "it must be a media type such as `text/html`"};
  const std::string folded = to_lower(written);
  const std::size_t charset = folded.find(kCharset);
  if (charset != std::string::npos) {
    std::string value = folded.substr(charset + kCharset.size());
    value = value.substr(0, value.find_first_of("; "));
    std::erase(value, '"');
    if (value != "utf-8") return {{}, "responses are always sent as UTF-8"};
  }
  ContentType type{std::string(written), {}};
  // Without a charset, browsers guess.
  if (charset == std::string::npos && folded.starts_with("text/")) type.value += ";charset=UTF-8";
  return type;
}

}  // namespace quire::compiler
