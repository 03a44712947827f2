#include "tests/escape/random_document.h"

#include "compiler/html/html_context.h"

#include <quire/print_in.h>

#include <iterator>
#include <stdexcept>

namespace quire::escape_test {
namespace {

using compiler::HtmlContext;
using compiler::ValuePart;
using compiler::ValuePlace;

/// A piece `@` is a value.
constexpr std::string_view kPieces[] = {
    "@",
    "@",
    "@",
    "@",
    "@",
    "@",
    "@",
    "@",
    "<p title=\"",
    "<p title='",
    "\">",
    "'>",
    ">",
    "\"",
    "'",
    " ",
    "\n",
    "<a href=\"",
    "<a href=",
    "<a href='",
    "/",
    "?q=",
    "#",
    "&",
    "javascript:",
    "mailto:",
    "https://",
    "<img src=\"",
    " srcset=\"",
    ", ",
    " 2x",
    "<script>",
    "</script>",
    "var a = ",
    "\"",
    "'",
    "`",
    "${",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "+",
    "-",
    "*",
    ";",
    "return ",
    "if (x) ",
    "// c",
    "/* c",
    "*/",
    "/",
    "\\",
    "<script type=\"application/json\">",
    "<script type=\"text/template\">",
    "<style>",
    "</style>",
    "a { color: ",
    "url(",
    "url('",
    "@import '",
    ":",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "--",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<![CDATA[",
    "]]>",
    " onclick=\"f(",
    " style=\"width: ",
    " style='background: url(",
    "<iframe srcdoc=\"",
    "&quot;",
    "&lt;",
    "&amp;",
    "<",
    "</",
    "<!",
    "<b>",
    "</b>",
    "<h",
    "1>",
    " data-",
    "=\"",
    "=",
    "='",
    "<input ",
    "checked",
    "<link rel=\"stylesheet\" href=\"",
    "<meta http-equiv=\"refresh\" content=\"0;url=",
    "<select><option>",
    "</select>",
    "<table><tr><td>",
    "</table>",
    "<xmp>",
    "</xmp>",
    "<noscript>",
    "</noscript>",
    "text",
    "\xC3\xA9",
    "<foreignObject>",
    "</foreignObject>",
    "<desc>",
    "<br/>",
    "x",
    "0",
    "<div ",
    "</div>",
    "\\${",
    "$",
    "&",
    "&#",
    "&amp;",
    " onclick='g(\"/p?x&",
    "javascript:'",
    "<font size=1>",
    "<mglyph>",
    "<mi>",
    "<title>",
    "<noembed>",
    "<plaintext>",
    "<option>",
    "<table>",
    "<template>",
    "<svg><script>",
    "<!-- <script>",
    " values=\"",
    "<animate attributeName=href",
    "<object data=\"",
    " type=\"",
    "/>",
    "\v",
    "<!--[if IE]>",
    "<![endif]-->",
    "//<![CDATA[\n",
    "--> ",
    "<td>",
    "</p>",
    "<br>",
    "h",
    "<iframe src='",
    "<a ",
};

constexpr std::string_view kHostile[] = {
    "",
    " ",
    "x",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title></textarea></xmp><b>",
    "--><script>alert(1)</script><!--",
    "-->",
    "--!>",
    "->",
    ">",
    "-",
    "--",
    "<!--",
    "<!--<script>",
    "]]>",
    "]]><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    " onmouseover=alert(1) ",
    "` onmouseover=alert(1) `",
    "/onmouseover=alert(1)",
    "\"",
    "'",
    "`",
    "\\",
    "\\\"",
    "\\'",
    "\"-alert(1)-\"",
    "'-alert(1)-'",
    "`-alert(1)-`",
    "${alert(1)}",
    "{alert(1)}",
    "$",
    "alert(1)",
    "/alert(1)/",
    "/;alert(1)//",
    "]/;alert(1)//",
    "*/alert(1)/*",
    "*",
    "/",
    "\nalert(1)\n",
    "\r\nalert(1)",
    "\xE2\x80\xA8"
    "alert(1)",
    "\xE2\x80\xA9"
    "alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript",
    ":alert(1)",
    "script:alert(1)",
    "//evil.example/a.js",
    "/\\evil.example/a.js",
    "\\\\evil.example",
    "https://evil.example/a.js",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "a.png 1x, javascript:alert(1) 2x",
    "%27-alert(1)-%27",
    "%22%3E%3Cscript%3E",
    "&quot; onclick=&quot;alert(1)",
    "&#34;><script>alert(1)</script>",
    "&lt;script&gt;",
    "&",
    "#",
    "}",
    "} body { display: none } a {",
    ";color:red",
    "expression(alert(1))",
    "url(javascript:alert(1))",
    "@import 'evil'",
    "e\\xpression(alert(1))",
    "')",
    ")",
    "(",
    "-moz-binding:url(x)",
    "/* */",
    "\0<script>",
    "\xFF\xFE<",
    "\xC3",
    "\xED\xA0\x80",
    "\xF0\x9F\x98\x80</script>",
    "a=b",
    "script",
    "scr",
    "/script",
    "!--",
    "![CDATA[",
    "?xml",
    "svg onload=alert(1)",
    "0;url=javascript:alert(1)",
    "autofocus",
    "x\ty",
    "0123456789abcdef<",
    "0123456789abcde\"",
    "0123456789abcdefg'",
    "#39;-alert(1)-",
    "quot; onclick=alert(1) ",
    "lt;script>alert(1)</script>",
    "#106;avascript:alert(1)",
    "/x;javascript:alert(1)",
    "/xmp ",
    "/style/",
    "/textarea/",
    "[CDATA[",
    "1",
    "text/javascript",
    "\vonclick=alert(1)",
};

Part part_of(ValuePart part) {
  constexpr Part kParts[] = {
#define QUIRE_VALUE_PART(name) Part::k##name,
#include "compiler/html/value_place.def"
  };
  return kParts[static_cast<std::size_t>(part)];
}

std::vector<std::string_view> pieces_of(std::span<const std::uint8_t> bytes) {
  std::vector<std::string_view> pieces;
  for (const std::uint8_t byte : bytes) pieces.push_back(kPieces[byte % std::size(kPieces)]);
  return pieces;
}

bool is_name(ValuePart part) {
  return part == ValuePart::kAttributeName || part == ValuePart::kNamePart || part == ValuePart::kHeading;
}

std::string_view name_for(ValuePart part) {
  return part == ValuePart::kHeading ? "1" : part == ValuePart::kNamePart ? "x" : "hidden";
}

}  // namespace

void print_at(Writer& out, const ValuePlace& place, std::string_view value) {
  const Place where{part_of(place.part), static_cast<Within>(place.within), place.before, place.continues};
  // Parsers open elements again for text, but not for nothing.
  if (place.is_text()) out.raw("x") << value;
  else print_in(out, where, is_name(place.part) ? name_for(place.part) : value);
}

std::string_view hostile_value(std::uint8_t choice) { return kHostile[choice % std::size(kHostile)]; }

RandomDocument::RandomDocument(std::span<const std::uint8_t> bytes) : RandomDocument(pieces_of(bytes)) {}

RandomDocument::RandomDocument(std::span<const std::string_view> pieces) {
  HtmlContext html;
  // Where each value is, by its index, as the context knows it.
  std::vector<char> ids(pieces.size());
  std::uint64_t at = 0;
  for (const std::string_view piece : pieces) {
    if (piece != "@") {
      const HtmlContext::Problem problem = html.advance(piece, at);
      if (!problem.message.empty() && !problem.is_warning) is_sure_ = false;
      for (const auto& [value, place] : html.take_code_places())
        places_[static_cast<std::size_t>(static_cast<const char*>(value) - ids.data())] = place;
      for (const void* scheme : html.take_schemes())
        places_[static_cast<std::size_t>(static_cast<const char*>(scheme) - ids.data())].part = ValuePart::kUrlScheme;
      texts_.back() += piece;
      at += piece.size();
    } else if (html.objection().empty()) {
      places_.push_back(html.place());
      html.value(&ids[places_.size() - 1]);
      texts_.emplace_back();
    }
  }
  is_sure_ = is_sure_ && html.is_sure();
}

std::string RandomDocument::outline() const {
  std::string text = texts_.front();
  for (std::size_t index = 0; index < places_.size(); ++index) text.append("@").append(texts_[index + 1]);
  return text;
}

std::optional<std::string> RandomDocument::render(std::string_view value) const {
  Writer out;
  for (std::size_t index = 0; index < places_.size(); ++index) {
    out.raw(texts_[index]);
    try {
      print_at(out, places_[index], value);
    } catch (const std::logic_error&) {
      return std::nullopt;
    }
  }
  out.raw(texts_.back());
  return std::string(out.text());
}

}  // namespace quire::escape_test
