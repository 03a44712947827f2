#ifndef QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_
#define QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// A content type as an author writes it, read.
struct ContentType {
  /// As it is sent: texts have their charset.
  std::string value;
  /// Why it cannot be one; empty when it can.
  std::string_view mistake;
};

ContentType read_content_type(std::string_view written);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_
