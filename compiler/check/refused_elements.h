#ifndef QUIRE_COMPILER_CHECK_REFUSED_ELEMENTS_H_
#define QUIRE_COMPILER_CHECK_REFUSED_ELEMENTS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Reports elements that the page's groups in web.toml forbid.
void check_refused_elements(const Page& page, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_REFUSED_ELEMENTS_H_
