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

/// A mutable object in a header that lives as long as the program: each page's library has a separate one.
struct SharedStatic {
  enum class Kind : unsigned char { kVariable, kMember, kLocal };
  /// The header on disk, and the position of the name in it.
  std::string path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::kVariable;

  friend bool operator==(const SharedStatic&, const SharedStatic&) = default;
};
BOOST_DESCRIBE_ENUM(SharedStatic::Kind, kVariable, kMember, kLocal)
BOOST_DESCRIBE_STRUCT(SharedStatic, (), (path, begin, end, kind))

/// The objects in headers that `compiler` has read itself, except for system headers and
/// precompiled code. Excludes constants, references, `thread_local` objects, and mere declarations.
std::vector<SharedStatic> find_shared_statics(const clang::CompilerInstance& compiler);

/// Warns about those in headers of the page's site.
void report_shared_statics(const std::vector<SharedStatic>& statics, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_SHARED_STATICS_H_
