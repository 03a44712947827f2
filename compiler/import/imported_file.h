#ifndef QUIRE_COMPILER_IMPORT_IMPORTED_FILE_H_
#define QUIRE_COMPILER_IMPORT_IMPORTED_FILE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/import/beans.h"
#include "compiler/source/source_file.h"

#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <set>
#include <string>

namespace quire::compiler {

/// How many elements of a file were imported in which way.
struct ImportCounts {
  std::size_t kept = 0;
  std::size_t turned = 0;
  /// Left in comments that say what to do.
  std::size_t left = 0;
  /// References to pages that were renamed.
  std::size_t names = 0;
  /// `.jsp` that may refer to a page, but was not renamed.
  std::size_t mentions = 0;
  /// Not supported in pages yet: tags of libraries, expressions.
  std::size_t waiting = 0;
};

/// Why something was left, by what has to be done about it.
struct ImportCause {
  enum class Kind : unsigned char { kJava, kBean, kForeignLibrary, kOther };
  Kind kind = Kind::kJava;
  /// The library.
  std::string detail = {};

  auto operator<=>(const ImportCause&) const = default;
};

/// What a file needs beside itself, and how often each cause made something be left.
struct ImportNeeds {
  std::map<ImportCause, std::size_t> causes = {};
  /// For the header of each library of the site, such as `shop_tags.h`: how many tags and functions of it are used.
  std::map<std::string, std::size_t> libraries = {};
  /// The attributes that tags of these headers get, as `shop_tags.h`, `price`, `amount`.
  std::set<std::array<std::string, 3>> attributes = {};
  /// Tags of these headers in attributes, scripts or the like, as `shop_tags.h`, `price`.
  std::set<std::array<std::string, 2>> tags_in_values = {};
  /// Whether the site has to say who may see parts of it.
  bool has_guards = false;
  /// The keys of the messages that it prints.
  std::set<std::string> messages = {};
};

struct ImportedFile {
  /// For example `cart/view.page`.
  std::string name;
  /// In UTF-8.
  std::string text;
  /// The JSP, for the places in `sink`.
  SourceSet sources;
  /// Warnings for what was left or converted by a guess. Errors are those of the translator
  /// in the result that no comment could avoid.
  Sink sink;
  ImportCounts counts;
  /// Beans that became attributes of the request, and what the file reads of them.
  BeanProperties beans = {};
  ImportNeeds needs = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORTED_FILE_H_
