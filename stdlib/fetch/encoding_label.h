#ifndef QUIRE_STDLIB_FETCH_ENCODING_LABEL_H_
#define QUIRE_STDLIB_FETCH_ENCODING_LABEL_H_

#include <string_view>

namespace quire {

/// The name that iconv(3) has for the encoding that browsers use for a label such as `latin1`, which is windows-1252;
/// case and blanks around it do not matter. Null for any other label: iconv knows a thousand names, some of which are
/// options (`//IGNORE`) or paths, and loads a library for each. Encoding Standard (WHATWG), section 4.2; without
/// `replacement` and `x-user-defined`, which are not encodings of text.
const char* encoding_of_label(std::string_view label);

}  // namespace quire

#endif  // QUIRE_STDLIB_FETCH_ENCODING_LABEL_H_
