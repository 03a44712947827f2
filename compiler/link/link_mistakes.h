#ifndef QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
#define QUIRE_COMPILER_LINK_LINK_MISTAKES_H_

#include "compiler/link/so_linker.h"
#include "compiler/translate.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What the page's `link` attributes ask for, as in `-lfoo`.
std::vector<std::string> link_options(const CppUnit& unit);

/// Whether the page's own code has the name of a symbol, as in `ns::foo(int)`.
bool mentions(const CppUnit& unit, const std::string& symbol);

/// Reports what the linker said of a page: a name that nothing defines where the
/// page uses it, a library that is not there at the `link` attribute.
void report_link(const LinkResult& linked, Translation& translation);

/// Whether an object has a `thread_local` object with a destructor: what
/// registers a destructor that runs as a thread ends keeps the library in memory
/// until then, and threads that serve pages do not end.
bool keeps_library_in_memory(std::string_view object);
/// Warns of that.
void report_pins(std::string_view object, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
