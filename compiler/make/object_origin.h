#ifndef QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_
#define QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_

#include "runtime/protocol/file_stamp.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// What a page's object was compiled of: while all of it is the same, the
/// object need not be compiled again.
struct ObjectOrigin {
  /// Of the unit.
  std::string code_hash = {};
  /// Of the toolchain, the prelude, and whatever else shapes the code.
  std::string settings = {};
  std::vector<FileStamp> headers = {};
  /// Files whose appearance makes the object old: they would hide the headers.
  std::vector<std::string> absent = {};
  /// The code asks for its own lines by way of a header, and was compiled with
  /// `#line` directives for that.
  bool asks_own_line = false;
};
BOOST_DESCRIBE_STRUCT(ObjectOrigin, (), (code_hash, settings, headers, absent, asks_own_line))

/// Whether the headers are as they were then. Refreshes the times of those that
/// were merely touched.
bool has_same_headers(ObjectOrigin& before);
/// Whether what was compiled then is what would be compiled now, where `now`
/// does not know its headers yet.
bool is_same(ObjectOrigin& before, const ObjectOrigin& now);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_OBJECT_ORIGIN_H_
