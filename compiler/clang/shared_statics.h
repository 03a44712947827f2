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

/// An object of a header that may change and lives as long as the program:
/// each page's library has one of its own.
struct SharedStatic {
  enum class Kind : unsigned char { kVariable, kMember, kLocal };
  /// The header on disk, and where in it the name stands.
  std::string path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::kVariable;

  friend bool operator==(const SharedStatic&, const SharedStatic&) = default;
};
BOOST_DESCRIBE_ENUM(SharedStatic::Kind, kVariable, kMember, kLocal)
BOOST_DESCRIBE_STRUCT(SharedStatic, (), (path, begin, end, kind))

/// Those of the headers, but for the system's, that `compiler` has read itself;
/// what was precompiled is not asked again. Constants, references and
/// `thread_local` objects are none, nor is what is only declared.
std::vector<SharedStatic> find_shared_statics(const clang::CompilerInstance& compiler);

/// Warns of those whose headers stand in the page's site.
void report_shared_statics(const std::vector<SharedStatic>& statics, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_SHARED_STATICS_H_
