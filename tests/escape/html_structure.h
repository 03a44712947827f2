#ifndef QUIRE_TESTS_ESCAPE_HTML_STRUCTURE_H_
#define QUIRE_TESTS_ESCAPE_HTML_STRUCTURE_H_

#include <string>
#include <string_view>

namespace quire::escape_test {

/// The elements, names of attributes, and comments of what is in the body of a document, as a real HTML parser sees
/// them, one a line: what a value must not change. Schemes of URLs that run code are shown as well.
std::string html_structure(std::string_view text_in_body);

}  // namespace quire::escape_test

#endif  // QUIRE_TESTS_ESCAPE_HTML_STRUCTURE_H_
