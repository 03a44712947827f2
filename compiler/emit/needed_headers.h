#ifndef QUIRE_COMPILER_EMIT_NEEDED_HEADERS_H_
#define QUIRE_COMPILER_EMIT_NEEDED_HEADERS_H_

#include "compiler/ast/page.h"

#include <string_view>
#include <vector>

namespace quire::compiler {

/// The headers of `quire/` beyond `page.h` that the page's code needs: what
/// a page does not use, its compile does not pay for.
std::vector<std::string_view> needed_headers(const Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_NEEDED_HEADERS_H_
