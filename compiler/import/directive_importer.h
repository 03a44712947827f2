#ifndef QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// How an attribute of a directive is imported.
struct ImportedAttribute {
  /// The new value; nullopt if the attribute is dropped.
  std::optional<std::string> value;
  /// What remains to be done; empty if nothing does.
  std::string left = {};
  bool is_name = false;
};

/// `directive` is its name, such as `page`; `name` and `value` are those of the attribute.
/// `reencoded` means that the file was not in UTF-8, but the result is.
ImportedAttribute import_attribute(std::string_view directive, std::string_view name, std::string_view value,
                                   bool reencoded);

/// The C++ headers for `java.util.List, com.example.*`, and the names without one.
struct ImportedHeaders {
  std::vector<std::string> headers = {};
  std::vector<std::string> unknown = {};
};
ImportedHeaders import_headers(std::string_view imports);

/// Whether the `uri` of a taglib directive is supported in pages.
bool is_known_library(std::string_view uri);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_DIRECTIVE_IMPORTER_H_
