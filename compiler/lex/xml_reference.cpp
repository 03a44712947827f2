#include "compiler/lex/xml_reference.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

enum class Problem : unsigned char { kNone, kAlone, kUndefined, kBadNumber };

struct Reference {
  Problem problem = Problem::kNone;
  std::size_t size = 1;
  std::string text = {};
};

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};

/// `&#60;`, `&#x3c;`.
Reference read_number(std::string_view text) {
  constexpr int kBeyondUnicode = 0x110000;
  const bool hex = text.size() > 2 && text[2] == 'x';
  const int base = hex ? 16 : 10;
  const std::size_t first = hex ? 3 : 2;
  std::size_t at = first;
  int value = 0;
  for (; at < text.size(); ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || digit >= base) break;
    value = std::min(value * base + digit, kBeyondUnicode);
  }
  if (at == first || at >= text.size() || text[at] != ';') return {Problem::kBadNumber, at};
  const auto character = static_cast<char32_t>(value);
  if (!is_xml_character(character)) return {Problem::kBadNumber, at + 1};
  Reference reference{Problem::kNone, at + 1};
  append_utf8(reference.text, character);
  return reference;
}

/// Reads the reference that begins with the `&` at the start of `text`.
Reference read_reference(std::string_view text) {
  if (text.starts_with("&#")) return read_number(text);
  const std::size_t end = skip_xml_name(text, 1);
  // A C++ `&&` is a single error.
  if (end == 1 || end >= text.size() || text[end] != ';') return {Problem::kAlone, text.starts_with("&&") ? 2UL : 1UL};
  const auto* const known =
      std::ranges::find(kEntities, text.substr(1, end - 1), &std::pair<std::string_view, std::string_view>::first);
  if (known == std::end(kEntities)) return {Problem::kUndefined, end + 1};
  return {Problem::kNone, end + 1, std::string(known->second)};
}

/// Calls `f` with the offset of each `&` in `text` and the reference that begins there.
template <class F>
void for_each_reference(std::string_view text, const F& f) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos;) {
    const Reference reference = read_reference(text.substr(at));
    f(at, reference);
    at = text.find('&', at + reference.size);
  }
}

}  // namespace

void check_references(Span text, const SourceSet& sources, Sink& sink) {
  for_each_reference(sources.text(text), [&](std::size_t at, const Reference& reference) {
    const auto begin = text.begin + static_cast<std::uint32_t>(at);
    const Span span{text.file, begin, begin + static_cast<std::uint32_t>(reference.size)};
    const std::string seen = "`" + std::string(sources.text(span)) + "`";
    if (reference.problem == Problem::kAlone) {
      sink.report(DiagnosticKind::kBadReference, span,
                  "`&` begins a reference such as `&lt;`; write `&amp;`, or put code in `<![CDATA[…]]>`")
          .fixes.push_back({span, span.size() == 2 ? "&amp;&amp;" : "&amp;"});
    } else if (reference.problem == Problem::kUndefined) {
      sink.report(
          DiagnosticKind::kBadReference, span,
          "undefined entity " + seen +
              "; XML defines only `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`; write other characters as in `&#160;`");
    } else if (reference.problem == Problem::kBadNumber) {
      sink.report(DiagnosticKind::kBadReference, span,
                  seen + " is not a valid character reference; write one as in `&#160;` or `&#xA0;`");
    }
  });
}

void append_decoded(DecodedText& decoded, Span span, const SourceSet& sources) {
  const std::string_view text = sources.text(span);
  std::size_t done = 0;
  for_each_reference(text, [&](std::size_t at, const Reference& reference) {
    if (reference.problem != Problem::kNone) return;
    decoded.append(text.substr(done, at - done));
    decoded.append_escape(static_cast<std::uint32_t>(reference.size), reference.text);
    done = at + reference.size;
  });
  decoded.append(text.substr(done));
}

DecodedText decode_references(Span span, const SourceSet& sources) {
  DecodedText decoded(span);
  append_decoded(decoded, span, sources);
  return decoded;
}

}  // namespace quire::compiler
