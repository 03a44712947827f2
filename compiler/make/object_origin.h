#ifndef QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_
#define QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_

#include "runtime/protocol/file_stamp.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// What a page's object was compiled from: as long as none of it changes, the object need not be
/// compiled again.
struct ObjectOrigin {
  /// The hash of the unit's code.
  std::string code_hash = {};
  /// Identifies the toolchain, the prelude, and whatever else affects the code.
  std::string settings = {};
  std::vector<FileStamp> headers = {};
  /// Paths at which no file exists. A file that appears there hides a header, so the object is out
  /// of date.
  std::vector<std::string> absent = {};
  /// The code uses its own line numbers through a header, so it was compiled with `#line`
  /// directives.
  bool asks_own_line = false;
};
BOOST_DESCRIBE_STRUCT(ObjectOrigin, (), (code_hash, settings, headers, absent, asks_own_line))

/// Whether the headers are unchanged and no file in `absent` has appeared. Updates the times of
/// headers that were only touched.
bool has_same_headers(ObjectOrigin& before);
/// Whether compiling now would give the same object as before. `now` need not list its headers yet.
bool is_same(ObjectOrigin& before, const ObjectOrigin& now);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_
