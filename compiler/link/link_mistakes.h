#ifndef QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
#define QUIRE_COMPILER_LINK_LINK_MISTAKES_H_

#include "compiler/link/so_linker.h"
#include "compiler/translate.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The options in the page's `link` attributes, such as `-lfoo`.
std::vector<std::string> link_options(const CppUnit& unit);

/// Whether the page's own code contains the name of a symbol such as `ns::foo(int)`.
bool mentions(const CppUnit& unit, const std::string& symbol);

/// The message about a symbol that none of the linked things defines; `where` describes them, such
/// as "source file of the site". The remedy is to link the library on this machine that defines it,
/// or, if there is none, `otherwise`.
std::string undefined_message(const LinkResult& linked, const std::string& symbol, const std::string& where,
                              const std::string& otherwise);

/// An object that was linked; empty if it is not known.
struct LinkedObject {
  std::string_view bytes = {};
  /// The path of the code that it was compiled from, as it was for Clang.
  std::string path = {};
  /// The site's folder.
  std::string root = {};
};

/// Where the object uses a symbol, in a file of the site, which is added to `sources`. Without a line
/// table, the first place in the object's own source file that contains the name. Returns nullopt if
/// the object does not use the symbol, or only outside the site.
std::optional<Span> find_use(const LinkedObject& object, const std::string& symbol, SourceSet& sources);

/// Reports the linker's errors for a page: an undefined symbol where the page or one of the site's
/// headers uses it, a missing library at the `link` attribute.
void report_link(const LinkResult& linked, Translation& translation, const LinkedObject& object = {});

/// Whether an object has a `thread_local` variable with a destructor. A destructor that is
/// registered to run at the end of a thread keeps the library in memory until then, and
/// threads that serve pages do not end.
bool keeps_library_in_memory(std::string_view object);
/// Reports such objects as warnings.
void report_pins(std::string_view object, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LINK_MISTAKES_H_
