#ifndef QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_
#define QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_

#include "compiler/source/source_file.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// A value that stands in web.toml, and where, for notes.
template <typename T>
struct Setting {
  T value;
  /// Of a string, between the quotes.
  Span span;
};

/// What the groups of web.toml say of one page. What none of them says is
/// absent: then the page's own directives decide, or the default.
struct GroupSettings {
  /// Scriptlets, expressions and declarations are allowed.
  std::optional<Setting<bool>> scripting;
  /// `${…}` is an expression, unless the page's `isELIgnored` says otherwise.
  std::optional<Setting<bool>> el;
  std::optional<Setting<bool>> is_xml;
  std::optional<Setting<bool>> error_on_el_not_found;
  /// `<%- … %>` is refused.
  std::optional<Setting<bool>> raw_is_error;
  /// False where files are never pages, whatever they are called.
  std::optional<Setting<bool>> pages;
  /// One of `off`, `directives`, `lines`, `collapse`.
  std::optional<Setting<std::string>> trim;
  /// One of `auto`, `html`, `off`.
  std::optional<Setting<std::string>> escape;
  /// `none`, or a size as in `8kb`.
  std::optional<Setting<std::string>> buffer;
  /// As written.
  std::optional<Setting<std::string>> content_type;
  /// Paths from the site's root, in the order of web.toml, of all groups that
  /// the page belongs to.
  std::vector<Setting<std::string>> preludes;
  std::vector<Setting<std::string>> codas;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_GROUP_SETTINGS_H_
