#ifndef QUIRE_RUNTIME_API_FORMAT_LONE_APOSTROPHE_H_
#define QUIRE_RUNTIME_API_FORMAT_LONE_APOSTROPHE_H_

#include <algorithm>
#include <string_view>

namespace quire::format {

/// Whether the text of a message has an argument such as `{0}`.
inline bool has_argument(std::string_view text) {
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    if (at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9') return true;
  return false;
}

/// Whether a single apostrophe is beside an argument: Java takes it, and all up to the next one, as quoted.
inline bool has_lone_apostrophe(std::string_view text) {
  bool is_lone = false;
  for (std::size_t at = text.find('\''); at < text.size(); at = text.find('\'', at + 1)) {
    const std::string_view next = text.substr(at + 1, 1);
    if (next == "'") ++at;
    // Up to the apostrophe that ends it, all is as it is.
    else if (next == "{" || next == "}") at = std::min(text.find('\'', at + 1), text.size());
    else is_lone = true;
  }
  return is_lone && has_argument(text);
}

}  // namespace quire::format

#endif  // QUIRE_RUNTIME_API_FORMAT_LONE_APOSTROPHE_H_
