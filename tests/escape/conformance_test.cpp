// The tokenizer tests of html5lib: a real HTML parser and HtmlContext must agree on where each offset of each input is,
// and a value there must not change the document's structure.

#include "tests/unit/runtime/http/conformance.h"
#include "compiler/html/html_context.h"
#include "tests/escape/html_structure.h"
#include "tests/escape/random_document.h"
#include "tests/escape/tally.h"

#include <gumbo.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace quire::escape_test;
using quire::compiler::HtmlContext;
using quire::compiler::ValuePart;
using quire::compiler::ValuePlace;

namespace {

constexpr std::string_view kMarker = "zqx";
constexpr std::string_view kBefore = "<!DOCTYPE html><body>x";

bool has_marker(std::string_view text) {
  return std::search(text.begin(), text.end(), kMarker.begin(), kMarker.end(),
                     [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; }) != text.end();
}

std::string tag_name(const GumboElement& element) {
  GumboStringPiece piece = element.original_tag;
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  gumbo_tag_from_original_text(&piece);
  return piece.data == nullptr ? std::string() : std::string(piece.data, piece.length);
}

/// Where the marker is in a tree: "text", "text of `<x>`", "value of `x`", "name", "tag" or "comment"; empty if it is
/// nowhere.
std::string find_marker(const GumboNode& node, const std::string& parent) {
  switch (node.type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      return has_marker(node.v.text.text) ? "text" + parent : std::string();
    case GUMBO_NODE_COMMENT:
      return has_marker(node.v.text.text) ? "comment" : "";
    default:
      break;
  }
  const bool is_document = node.type == GUMBO_NODE_DOCUMENT;
  std::string inside;
  if (!is_document) {
    const GumboElement& element = node.v.element;
    const std::string name = tag_name(element);
    if (has_marker(name)) return "tag";
    for (unsigned index = 0; index < element.attributes.length; ++index) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[index]);
      if (has_marker(attribute.name)) return "name";
      if (has_marker(attribute.value)) return "value of `" + std::string(attribute.name) + "`";
    }
    constexpr std::string_view kRaw[] = {"script", "style", "textarea", "title", "xmp", "plaintext"};
    if (std::find(std::begin(kRaw), std::end(kRaw), name) != std::end(kRaw)) inside = " of `<" + name + ">`";
  }
  const GumboVector& children = is_document ? node.v.document.children : node.v.element.children;
  for (unsigned index = 0; index < children.length; ++index)
    if (std::string found = find_marker(*static_cast<const GumboNode*>(children.data[index]), inside); !found.empty())
      return found;
  return {};
}

std::string parsed_place(const std::string& document) {
  GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, document.data(), document.size());
  std::string found = find_marker(*output->document, "");
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return found;
}

/// The same as the context sees it; nullopt if no value can be printed there.
std::optional<std::string> expected_place(const HtmlContext& html) {
  if (!html.objection().empty()) return std::nullopt;
  const std::string described = html.describe();
  const ValuePart part = html.place().part;
  if (part == ValuePart::kComment) return "comment";
  if (part == ValuePart::kAttributeName || part == ValuePart::kNamePart) return "name";
  if (part == ValuePart::kHeading) return "tag";
  if (html.is_unquoted() && !described.starts_with("the value")) return "value";
  if (described.starts_with("the value of")) return described.substr(std::string_view("the ").size());
  if (described == "text") return html.is_text() ? "text" : "text of `<plaintext>`";
  // The language of a script, and its element.
  const std::size_t in = described.rfind(" in `<");
  return "text of " + (in == std::string::npos ? described : described.substr(in + 4));
}

/// Renders hostile values at the place, and returns the first that changes the structure.
std::string find_breakout(const HtmlContext& before, std::string_view begin, std::string_view end, unsigned seed) {
  HtmlContext html = before;
  ValuePlace place = html.place();
  html.value(&place);
  html.advance(end, 0);
  if (!html.is_sure()) return {};
  if (!html.take_schemes().empty()) place.part = ValuePart::kUrlScheme;
  const auto render = [&](std::string_view value) {
    quire::Writer out;
    out.raw(begin);
    print_at(out, place, value);
    out.raw(end);
    return std::string(out.text());
  };
  const std::string harmless = html_structure(render("x"));
  constexpr unsigned kValues = 10;
  for (unsigned index = 0; index < kValues; ++index) {
    const std::string_view value = hostile_value(static_cast<std::uint8_t>(seed + index * 23));
    try {
      if (html_structure(render(value)) != harmless) return "`" + std::string(value) + "` escapes";
    } catch (const std::logic_error&) {
      continue;
    }
  }
  return {};
}

struct Input {
  std::string begin;
  std::string text;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; at + from.size() <= text.size();) {
    const bool is_here = std::equal(from.begin(), from.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
    if (is_here) text.replace(at, from.size(), to);
    at += is_here ? to.size() : 1;
  }
  return text;
}

/// The input after a tag that leads to the state that it is for; nullopt if none does.
std::optional<Input> input_for(std::string_view state, const std::string& last_tag, const std::string& text) {
  if (state == "Data state") return Input{"", text};
  if (state == "RCDATA state") return Input{"<textarea>", replaced(text, last_tag, "textarea")};
  if (state == "RAWTEXT state") return Input{"<xmp>", replaced(text, last_tag, "xmp")};
  if (state == "PLAINTEXT state") return Input{"<plaintext>", text};
  if (state == "Script data state") return Input{"<script>", text};
  return std::nullopt;
}

/// Why the parser and the context may disagree; empty if they may not.
std::string_view reason(const std::string& parsed, const std::string& expected) {
  if (parsed.empty() && expected != "text")
    return "the parser drops it: a declaration, an end tag, or what the input does not finish";
  return {};
}

void try_offset(Tally& tally, const Input& input, std::size_t offset) {
  const std::string begin = input.begin + input.text.substr(0, offset);
  const std::string end = input.text.substr(offset);
  HtmlContext html;
  html.advance("x" + begin, 0);
  const std::optional<std::string> expected = expected_place(html);
  const std::string what = begin + "@" + end;
  if (!expected) return tally.add(true, {}, what);
  std::string parsed = parsed_place(std::string(kBefore).append(begin).append(kMarker).append(end));
  // Unfinished tags and comments are dropped.
  for (const std::string_view finish : {">x", "'>x", "\">x", "-->x"})
    if (parsed.empty())
      parsed = parsed_place(std::string(kBefore).append(begin).append(kMarker).append(end).append(finish));
  const bool agrees = parsed == *expected || (*expected == "value" && parsed.starts_with("value of"));
  tally.add(agrees, reason(parsed, *expected),
            what + ": the parser says " + (parsed.empty() ? "nowhere" : parsed) + ", the context " + *expected);
  if (!agrees) return;
  const std::string breakout = find_breakout(html, begin, end, static_cast<unsigned>(offset + begin.size()));
  if (!breakout.empty()) tally.add(false, {}, what + ": " + breakout);
}

}  // namespace

TEST_CASE("html5lib: values are where the parser sees them, and stay there") {
  for (const char* file : {"test1", "test2", "contentModelFlags", "escapeFlag"}) {
    const auto cases = quire::http::read_conformance("html5lib/" + std::string(file) + ".test");
    if (!cases) return;
    Tally tally(file);
    for (const auto& row : cases->at("tests").as_array()) {
      const auto& test = row.as_object();
      const auto* const states = test.if_contains("initialStates");
      const auto* const last_tag = test.if_contains("lastStartTag");
      const boost::json::array only_data = {"Data state"};
      for (const auto& state : states ? states->as_array() : only_data) {
        const auto input = input_for(quire::http::text_of(state), last_tag ? quire::http::text_of(*last_tag) : "xmp",
                                     quire::http::text_of(test.at("input")));
        if (!input) continue;
        for (std::size_t offset = 0; offset <= input->text.size(); ++offset)
          if (offset == input->text.size() || (input->text[offset] & 0xC0) != 0x80) try_offset(tally, *input, offset);
      }
    }
    tally.finish();
  }
}
