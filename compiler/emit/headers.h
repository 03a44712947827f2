#ifndef QUIRE_COMPILER_EMIT_HEADERS_H_
#define QUIRE_COMPILER_EMIT_HEADERS_H_

#include "compiler/ast/page.h"

#include <string_view>
#include <vector>

namespace quire::compiler {

/// The `quire/` headers beyond `page.h` that the page's code needs, so that no page
/// compiles headers that it does not use.
std::vector<std::string_view> needed_headers(const Page& page);

/// Whether `name`, such as `vector` or `stdio.h`, is that of a standard header: C++ headers
/// have neither a folder nor an extension.
bool is_std_header(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_HEADERS_H_
