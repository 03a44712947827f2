#ifndef QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_
#define QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// A content type read from a page or from web.toml.
struct ContentType {
  /// As sent: text types get a charset.
  std::string value;
  /// Why the value is invalid; empty if it is valid.
  std::string_view mistake;
};

ContentType read_content_type(std::string_view written);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_CONTENT_TYPE_H_
