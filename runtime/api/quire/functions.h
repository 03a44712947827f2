#ifndef QUIRE_FUNCTIONS_H_
#define QUIRE_FUNCTIONS_H_

#include <quire/el_core.h>

/// The functions of Jakarta Tags 3.0, as expressions call them: `${fn:length(items)}`.
///
/// Names have underscores here: `fn:escapeXml(a)` is `escape_xml(context, a)`. An argument is any value, converted as
/// the Expression Language does; null is empty text. Positions and lengths count Unicode code points (Java counts
/// UTF-16 code units, of which there are two for an emoji). Results are valid until the expression has been printed.
namespace quire::fn {

using el::Argument;

QUIRE_API bool contains(PageContext& context, const Argument& text, const Argument& part);
/// Letters that differ only in case are equal, in every script that has cases.
QUIRE_API bool contains_ignore_case(PageContext& context, const Argument& text, const Argument& part);
QUIRE_API bool starts_with(PageContext& context, const Argument& text, const Argument& start);
QUIRE_API bool ends_with(PageContext& context, const Argument& text, const Argument& end);
/// -1 if there is none.
QUIRE_API long long index_of(PageContext& context, const Argument& text, const Argument& part);
/// The number of items of a list, set or map, or of characters of a text; of null 0. Throws `el::Error` for other
/// values.
QUIRE_API long long length(PageContext& context, const Argument& value);
/// HTML: `& < > " '` as character references.
QUIRE_API const Value& escape_xml(PageContext& context, const Argument& text);
QUIRE_API const Value& join(PageContext& context, const Argument& items, const Argument& separator);
/// A list of the parts between separators, each of the characters of `separators` being one; empty parts are left
/// out.
QUIRE_API const Value& split(PageContext& context, const Argument& text, const Argument& separators);
QUIRE_API const Value& replace(PageContext& context, const Argument& text, const Argument& before,
                               const Argument& after);
/// From `begin`, but not before the start, to before `end`; to the end of the text if `end` is negative or past it.
QUIRE_API const Value& substring(PageContext& context, const Argument& text, const Argument& begin,
                                 const Argument& end);
/// What follows the first `part`; empty if there is none.
QUIRE_API const Value& substring_after(PageContext& context, const Argument& text, const Argument& part);
QUIRE_API const Value& substring_before(PageContext& context, const Argument& text, const Argument& part);
/// In every script that has cases, a letter at a time: `ß` stays as it is.
QUIRE_API const Value& to_lower_case(PageContext& context, const Argument& text);
QUIRE_API const Value& to_upper_case(PageContext& context, const Argument& text);
/// Without the blanks and control characters at both ends.
QUIRE_API const Value& trim(PageContext& context, const Argument& text);

}  // namespace quire::fn

#endif  // QUIRE_FUNCTIONS_H_
