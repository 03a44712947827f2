#ifndef QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_
#define QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_

#include "compiler/import/tags/message_keys.h"
#include "compiler/import/tags/tag_map.h"
#include "compiler/lex/token.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// What a tag of a Java library becomes in a page.
struct MappedTag {
  /// Why it has no equivalent; then the rest is empty.
  std::string why = {};
  /// With the usual prefix of its library, such as `fmt:message`; empty if it becomes text.
  std::string name = {};
  /// In place of the opening tag, or the whole one if it has no body.
  std::string text = {};
  /// An assumption; empty if there is none.
  std::string guess = {};
};

/// Maps an opening tag such as `<spring:message code="a" arguments="${b},${c}"/>`, as written, whose attributes may
/// contain expressions. In the result, `prefix` is that of the new tag in its page; if it is empty, the usual one.
MappedTag map_tag(std::string_view tag, ElSyntax el, const TagMapping& mapping, const MessageKeys& messages,
                  std::string_view prefix = {});

/// The tag of a library that is a header: where C++ cannot have a name, as in `<my:if class="a">`, that of the header's
/// struct or field takes its place, as in `<my:if_ class_="a">`. `tag` is an opening or closing tag.
std::string with_member_names(std::string_view tag, ElSyntax el);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_MAPPED_TAG_H_
