#ifndef QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
#define QUIRE_COMPILER_LINK_LINK_MISTAKES_H_

#include "compiler/link/so_linker.h"
#include "compiler/translate.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The options in the page's `link` attributes, such as `-lfoo`.
std::vector<std::string> link_options(const CppUnit& unit);

/// Whether the page's own code contains the name of a symbol such as `ns::foo(int)`.
bool mentions(const CppUnit& unit, const std::string& symbol);

/// Reports the linker's errors for a page: an undefined symbol where the page uses it, a
/// missing library at the `link` attribute.
void report_link(const LinkResult& linked, Translation& translation);

/// Whether an object has a `thread_local` variable with a destructor. A destructor that is
/// registered to run at the end of a thread keeps the library in memory until then, and
/// threads that serve pages do not end.
bool keeps_library_in_memory(std::string_view object);
/// Reports such objects as warnings.
void report_pins(std::string_view object, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
