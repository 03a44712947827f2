#ifndef QUIRE_COMPILER_HTML_VOID_ELEMENTS_H_
#define QUIRE_COMPILER_HTML_VOID_ELEMENTS_H_

#include <algorithm>
#include <iterator>
#include <string_view>

namespace quire::compiler {

/// Elements without an end tag (HTML 13.1.2), and old ones like them.
constexpr std::string_view kVoidElements[] = {"area",  "base",  "basefont", "bgsound", "br",    "col",
                                              "embed", "frame", "hr",       "img",     "input", "link",
                                              "meta",  "param", "source",   "track",   "wbr"};

inline bool is_void_element(std::string_view name) {
  return std::find(std::begin(kVoidElements), std::end(kVoidElements), name) != std::end(kVoidElements);
}

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_VOID_ELEMENTS_H_
