#ifndef QUIRE_COMPILER_EMIT_CPP_UNIT_H_
#define QUIRE_COMPILER_EMIT_CPP_UNIT_H_

#include "compiler/source/source_file.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// A piece of embedded C++, copied byte for byte from the page into the unit.
struct Segment {
  std::uint32_t unit_begin = 0;
  Span page;
};

/// A page as C++: what Clang compiles, and the data that stand beside it.
struct CppUnit {
  /// The page's path within the webapp, as in `/cart/view.page`.
  std::string path;
  /// Without `#line`; complete, to be compiled as it is.
  std::string code;
  /// 16 hexadecimal digits over `code` before its own hash was put into it:
  /// equal exactly when nothing must be compiled again.
  std::string code_hash;
  /// The exported `quire::PageEntry`.
  std::string entry_symbol;
  /// The texts between the elements; `code` refers to them by number.
  std::vector<std::string> texts;
  /// In the order of `unit_begin`, never overlapping.
  std::vector<Segment> segments;
  /// What `Frame::at` stores → where the element stands in the page.
  std::vector<Span> elements;
  /// As the page directive says, or `text/html;charset=UTF-8`.
  std::string content_type;
  /// Whether a standard header beyond `runtime/api` is imported: such a page
  /// compiles faster with the `std` prelude.
  bool imports_std = false;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_CPP_UNIT_H_
