#ifndef QUIRE_COMPILER_CLANG_SHARED_STATICS_H_
#define QUIRE_COMPILER_CLANG_SHARED_STATICS_H_

#include "compiler/translate.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
}

namespace quire::compiler {

/// A mutable object that lives as long as its library. In a header, each page's library has a separate one;
/// in a source file of the site, it is replaced when the library is.
struct SharedStatic {
  enum class Kind : unsigned char { kVariable, kMember, kLocal };
  /// The file on disk, and the position of the name in it.
  std::string path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::kVariable;

  friend bool operator==(const SharedStatic&, const SharedStatic&) = default;
};
BOOST_DESCRIBE_ENUM(SharedStatic::Kind, kVariable, kMember, kLocal)
BOOST_DESCRIBE_STRUCT(SharedStatic, (), (path, begin, end, kind))

/// The objects in headers that `compiler` has read itself, except for system headers and
/// precompiled code, and in the unit itself if its path is given. Excludes constants, references,
/// `thread_local` objects, and mere declarations.
std::vector<SharedStatic> find_shared_statics(const clang::CompilerInstance& compiler, const std::string& unit = {});

/// Warns about those in headers of the page's site.
void report_shared_statics(const std::vector<SharedStatic>& statics, Translation& translation);
/// Warns about those of a source file of the site itself: its headers are reported for the pages that
/// include them.
void report_reloaded_statics(const std::vector<SharedStatic>& statics, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_SHARED_STATICS_H_
