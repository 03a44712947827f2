#ifndef QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_
#define QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_

#include "compiler/import/tags/message_keys.h"
#include "compiler/import/tags/tag_map.h"
#include "compiler/lex/token.h"

#include <functional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// What a tag of a Java library becomes in a page.
struct MappedTag {
  /// Why it has no equivalent; then the rest is empty.
  std::string why = {};
  /// With the usual prefix of its library, such as `fmt:message`, or an element such as `button`; empty if it becomes
  /// text.
  std::string name = {};
  /// In place of the opening tag, or the whole one if it has no body.
  std::string text = {};
  /// In place of the closing tag, if it has a body.
  std::string closing = {};
  /// The key of the message that it prints; empty if it prints none, or if the key is known only when the page runs.
  std::string message = {};
  /// An assumption; empty if there is none.
  std::string guess = {};
  /// Whether it is one tag again, with nothing around it or in it.
  bool is_one = false;
};

/// The prefix that a library has in a page, given the usual one.
using PrefixOf = std::function<std::string(std::string_view usual)>;

/// Maps an opening tag such as `<spring:message code="a" arguments="${b},${c}"/>`, as written, whose attributes may
/// contain expressions. The result has the usual prefixes, or those that `prefix_of` says.
MappedTag map_tag(std::string_view tag, ElSyntax el, const TagMapping& mapping, const MessageKeys& messages,
                  const PrefixOf& prefix_of = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_
