// What other template engines that escape by context, Go's html/template and Closure Templates, say about where a text
// ends.

#include "compiler/html/html_context.h"
#include "tests/escape/tally.h"
#include "tests/unit/runtime/http/conformance.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

using namespace quire::escape_test;
using namespace quire::compiler;
using quire::http::read_conformance;
using quire::http::text_of;

namespace {

/// Feeds the text, with values where `{{.}}` is.
HtmlContext after(std::string_view text, HtmlContext html = HtmlContext()) {
  constexpr std::string_view kValue = "{{.}}";
  for (;;) {
    const std::size_t value = text.find(kValue);
    html.advance(text.substr(0, value), 0);
    if (value == std::string_view::npos) return html;
    html.value(nullptr);
    text.remove_prefix(value + kValue.size());
  }
}

/// Whether a value's part is in a list of names, such as "UrlStart UrlPath".
bool is_one_of(const HtmlContext& html, std::string_view parts) {
  const std::string name = " " + std::string(name_of(html.place().part).substr(1)) + " ";
  return (" " + std::string(parts) + " ").find(name) != std::string::npos;
}

/// What a `/` would begin.
bool begins_regexp(HtmlContext html) {
  html.advance("/", 0);
  return is_one_of(html, "JsRegexp");
}

struct Difference {
  std::string_view text;
  std::string_view reason;
};

template <std::size_t kSize>
std::string_view reason_for(const Difference (&differences)[kSize], std::string_view text) {
  for (const Difference& each : differences)
    if (each.text == text) return each.reason;
  return {};
}

// Go

constexpr Difference kGoDifferences[] = {
    {"<!--->", "by the HTML standard, this is a whole comment"},
    {"<a style=\"//</script>", "CSS has no such comments"},
    {"<a style=\"background: url( x ", "still within the parentheses; values are encoded as in URLs"},
    {"<script>let a = /</script/", "by the HTML standard, the end tag ends the script, wherever it is"},
    {"<script>document.write(\"<script>alert(1)</script>", "the end tag ends the script, wherever it is"},
    {"<script>document.write(\"<!--\");", "the same place"},
    {"<script>function f() {`${ function f() { `${1}` } }`}",
     "a `/` here is refused: a function's body may be divided"},
    {"<script>`${ (function(){}/{{.}}/g.test(x)) }`</script>", "the function is divided, so it is refused"},
};

/// The parts that Go's state stands for; empty for one that says nothing.
std::string_view parts_of_go(const std::string& state, bool is_query) {
  if (state == "stateTag" || state == "stateAttrName" || state == "stateAfterName") return "AttributeName NamePart";
  if (state == "stateURL" || state == "stateCSSSqURL" || state == "stateCSSDqURL" || state == "stateCSSURL")
    return is_query ? "UrlQuery" : "UrlStart UrlPath";
  if (state == "stateCSSSqStr" || state == "stateCSSDqStr") return is_query ? "UrlQuery" : "CssString CssStringStart";
  if (state == "stateCSSBlockCmt" || state == "stateCSSLineCmt") return "CssString";
  if (state == "stateCSS") return "Css";
  if (state == "stateHTMLCmt") return "Comment";
  if (state == "stateRCDATA") return "Rcdata";
  if (state == "stateJS") return "Js";
  if (state.starts_with("stateJS")) return "JsString";
  return "Text";
}

bool agrees_with_go(const HtmlContext& html, const boost::json::object& context) {
  const auto get = [&](const char* key) {
    const auto* const value = context.if_contains(key);
    return value == nullptr ? std::string() : text_of(*value);
  };
  // A refused value is safe.
  if (!html.objection().empty()) return true;
  if (!is_one_of(html, parts_of_go(get("state"), get("urlPart") == "urlPartQueryOrFrag"))) return false;
  const std::string delim = get("delim");
  const ValueWithin within = delim.empty()                   ? ValueWithin::kNothing
                             : delim == "delimSpaceOrTagEnd" ? ValueWithin::kUnquoted
                                                             : ValueWithin::kAttribute;
  if (html.place().within != within) return false;
  return get("state") != "stateJS" || begins_regexp(html) == (get("jsCtx") != "jsCtxDivOp");
}

// Closure

constexpr Difference kClosureDifferences[] = {
    {"JS_DQ_STRING|\n", "the line's end ends the string, as in browsers, which stop there"},
    {"JS_SQ_STRING|\r", "the line's end ends the string, as in browsers, which stop there"},
    {"CSS_DQ_STRING|\r", "the line's end ends the string, as in browsers"},
    {"CSS_DQ_STRING|\n", "the line's end ends the string, as in browsers"},
    {"CSS_SQ_STRING|\r", "the line's end ends the string, as in browsers"},
    {"CSS_SQ_STRING|\n", "the line's end ends the string, as in browsers"},
    {"JS_REGEX|[a", "values in a character class are escaped for it"},
    {"JS_REGEX|\\\rn", "browsers stop at the line's end; values are escaped for a regular expression"},
    {"JS NORMAL SCRIPT SPACE_OR_TAG_END DIV_OP|/", "with another `/`, this would be a comment"},
    {"URI MAYBE_VARIABLE_SCHEME NORMAL|=", "the start of a URL is checked, and keeps what a query encodes"},
    {"URI MAYBE_VARIABLE_SCHEME NORMAL|bah&foo=", "the start of a URL is checked, and keeps what a query encodes"},
    {"URI START NORMAL|bloB:", "a page's own text may have any scheme; what follows is encoded"},
    {"URI START NORMAL|FiLeSystem:", "a page's own text may have any scheme; what follows is encoded"},
};

struct Start {
  std::string_view name;
  std::string_view text;
};

/// A text that ends in each of the states that cases begin in.
constexpr Start kStarts[] = {
    {"CSS_COMMENT", "<style>/*"},
    {"CSS_DQ_STRING", "<style>a{b:\"x"},
    {"CSS_SQ_STRING", "<style>a{b:'x"},
    {"CSS_URI START NORMAL", "<style>a{b:url("},
    {"CSS_SQ_URI START NORMAL", "<style>a{b:url('"},
    {"CSS_SQ_URI NORMAL STYLE DOUBLE_QUOTE FRAGMENT NORMAL", "<p style=\"b:url('#"},
    {"CSS", "<style>"},
    {"JS", "<script>"},
    {"JS REGEX", "<script>"},
    {"JS NORMAL SCRIPT SPACE_OR_TAG_END REGEX", "<p onclick=("},
    {"JS DIV_OP", "<script>x"},
    {"JS NORMAL SCRIPT SPACE_OR_TAG_END DIV_OP", "<p onclick=x"},
    {"JS_LINE_COMMENT DIV_OP", "<script>x//"},
    {"JS_LINE_COMMENT NORMAL SCRIPT DOUBLE_QUOTE DIV_OP", "<p onclick=\"x//"},
    {"JS_LINE_COMMENT REGEX", "<script>//"},
    {"JS_BLOCK_COMMENT DIV_OP", "<script>x/*"},
    {"JS_BLOCK_COMMENT NORMAL SCRIPT DOUBLE_QUOTE DIV_OP", "<p onclick=\"x/*"},
    {"JS_BLOCK_COMMENT REGEX", "<script>/*"},
    {"JS_DQ_STRING", "<script>\""},
    {"JS_DQ_STRING NORMAL SCRIPT SINGLE_QUOTE", "<p onclick='\""},
    {"JS_SQ_STRING", "<script>'"},
    {"JS_SQ_STRING NORMAL SCRIPT DOUBLE_QUOTE", "<p onclick=\"'"},
    {"JS_REGEX", "<script>/x"},
    {"JS_REGEX NORMAL SCRIPT DOUBLE_QUOTE", "<p onclick=\"/x"},
    {"URI START TRUSTED_RESOURCE", "<script src=\""},
    {"URI AUTHORITY_OR_PATH TRUSTED_RESOURCE", "<script src=\"https://h"},
    {"URI START NORMAL", "<a href=\""},
    {"URI QUERY NORMAL", "<a href=\"/?"},
    {"URI FRAGMENT NORMAL", "<a href=\"/#"},
    {"URI MAYBE_SCHEME NORMAL", "<a href=\"x"},
    {"URI MAYBE_VARIABLE_SCHEME NORMAL", "<a href=\"{{.}}"},
    {"TEXT", ""},
};

bool has_word(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

/// The parts that a URL of Closure ends in.
std::string_view parts_of_closure_url(std::string_view end) {
  if (has_word(end, "QUERY") || has_word(end, "FRAGMENT")) return "UrlQuery";
  if (has_word(end, "TRUSTED_RESOURCE")) return "CodeUrlStart CodeUrlPath";
  // In `javascript:`, a value is JavaScript.
  if (has_word(end, "DANGEROUS_SCHEME")) return "Js";
  // The start of a URL is checked more strictly.
  return "UrlStart UrlPath";
}

bool agrees_with_closure(const HtmlContext& html, std::string_view end) {
  if (!html.objection().empty()) return true;
  if (has_word(end, "URI")) return is_one_of(html, parts_of_closure_url(end));
  if (end.starts_with("CSS_COMMENT")) return is_one_of(html, "CssString");
  if (end.starts_with("CSS_")) return is_one_of(html, "CssString CssStringStart");
  if (end.starts_with("CSS")) return is_one_of(html, "Css");
  if (end.starts_with("JS_REGEX")) return is_one_of(html, "JsRegexp");
  if (end.starts_with("JS_")) return is_one_of(html, "JsString");
  if (end.starts_with("JS")) return is_one_of(html, "Js") && begins_regexp(html) == has_word(end, "REGEX");
  return end.starts_with("TEXT") && is_one_of(html, "Text");
}

std::string described(const HtmlContext& html) {
  const std::string objection = html.objection();
  return objection.empty() ? std::string(name_of(html.place().part)) : "refused: " + objection;
}

}  // namespace

TEST_CASE("Go html/template: where texts end") {
  const auto cases = read_conformance("go-html-template/escape.json");
  if (!cases) return;
  Tally tally("TestEscapeText");
  for (const auto& row : cases->at("TestEscapeText").as_array()) {
    const std::string input = text_of(row.at("input"));
    const HtmlContext html = after(input);
    tally.add(agrees_with_go(html, row.at("context").as_object()), reason_for(kGoDifferences, input),
              input + ": " + described(html));
  }
  tally.finish();
}

TEST_CASE("Go html/template: values after a slash") {
  const auto cases = read_conformance("go-html-template/escape.json");
  if (!cases) return;
  Tally tally("TestRegressions");
  for (const auto& row : cases->at("TestRegressions").as_array()) {
    const std::string page = text_of(row.at("tmpl"));
    const std::string want = text_of(row.at("want"));
    const std::size_t value = page.find("{{.}}");
    const HtmlContext html = after(page.substr(0, value));
    // A value that is divided is a string.
    const bool is_divided = want[value] == '"';
    tally.add(is_one_of(html, is_divided ? "Js" : "JsRegexp"), reason_for(kGoDifferences, page),
              page + ": " + described(html));
  }
  tally.finish();
}

TEST_CASE("Go html/template: what a slash begins") {
  const auto cases = read_conformance("go-html-template/js.json");
  if (!cases) return;
  Tally tally("next_js_ctx");
  for (const auto& row : cases->at("next_js_ctx").as_array()) {
    const std::string text = text_of(row.at("text"));
    tally.add(begins_regexp(after("<script>" + text)) == (row.at("slash_after_is") == "regexp"), {}, text);
  }
  tally.finish();
}

TEST_CASE("Closure Templates: transitions") {
  const auto cases = read_conformance("closure/transitions.json");
  if (!cases) return;
  Tally tally("transitions");
  for (const auto& row : cases->at("transitions").as_array()) {
    const std::string start = text_of(row.at("start"));
    const std::string text = text_of(row.at("text"));
    const auto* const known =
        std::find_if(std::begin(kStarts), std::end(kStarts), [&](const Start& each) { return each.name == start; });
    const std::string what = start + "|" + text;
    if (known == std::end(kStarts)) {
      tally.add(false, {}, what + ": no text ends in this state");
      continue;
    }
    const HtmlContext html = after(std::string(known->text) + text);
    tally.add(agrees_with_closure(html, text_of(row.at("end"))), reason_for(kClosureDifferences, what),
              what + ": " + described(html) + " instead of " + text_of(row.at("end")));
  }
  tally.finish();
}
