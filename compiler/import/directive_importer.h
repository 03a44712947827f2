#ifndef QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What becomes of one attribute of a directive.
struct ImportedAttribute {
  /// As it stands in the page; nothing: the attribute is dropped.
  std::optional<std::string> value;
  /// What is left to do; empty when nothing is.
  std::string left = {};
  bool is_name = false;
};

/// `directive` as in `page`; `name` and `value` of the attribute. `reencoded`:
/// the file was not in UTF-8, and its result is.
ImportedAttribute import_attribute(std::string_view directive, std::string_view name, std::string_view value,
                                   bool reencoded);

/// The C++ headers for `java.util.List, com.example.*`, and what has none.
struct ImportedHeaders {
  std::vector<std::string> headers = {};
  std::vector<std::string> unknown = {};
};
ImportedHeaders import_headers(std::string_view imports);

/// Whether a taglib directive's `uri` is one that pages know.
bool is_known_library(std::string_view uri);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_
