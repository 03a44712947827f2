#include "compiler/translate.h"
#include "runtime/base/ascii.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <quire/print_in.h>

#include <boost/filesystem.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <stdexcept>

namespace quire::pagec {

namespace {

using compiler::Escaping;
using compiler::PrintedValue;
using compiler::SourceSet;
using compiler::ValuePart;
using compiler::ValuePlace;
using compiler::ValueWithin;

/// What a reader of a page should know about a part of a document.
struct Explanation {
  std::string_view place;
  std::string_view escaping;
  /// A value that shows it.
  std::string_view example;
};

Explanation explanation_of(ValuePart part) {
  switch (part) {
    case ValuePart::kText:
      return {"HTML text", "`& < > \" '` become character references", "<b>\"x\" & 'y'</b>"};
    case ValuePart::kRcdata:
      return {"text of an element without tags", "`& < > \" '` become character references", "</title><b>"};
    case ValuePart::kAttribute:
      return {"an attribute", "`& < > \" '` become character references", "\" onclick=\"f()"};
    case ValuePart::kComment:
      return {"an HTML comment", "as HTML text, and nothing can end the comment", "--><b>"};
    case ValuePart::kAttributeName:
      return {"where an attribute's name may be", "only harmless attributes are printed; anything else throws",
              "checked"};
    case ValuePart::kNamePart:
      return {"the rest of an attribute's name", "only letters, digits, `-` and `_` are printed; anything else throws",
              "id"};
    case ValuePart::kHeading:
      return {"the digit in the name of a heading", "only 1 to 6 are printed; anything else throws", "2"};
    case ValuePart::kUrlScheme:
      return {"the scheme of a URL", "only http, https, mailto, tel, sms and ftp are printed", "javascript"};
    case ValuePart::kUrlStart:
      return {"the start of a URL",
              "a scheme other than http, https, mailto, tel, sms and ftp is blocked; what URLs do not allow is "
              "percent-encoded",
              "javascript:f()"};
    case ValuePart::kUrlPath:
      return {"the path of a URL", "what URLs do not allow is percent-encoded", "a b/c?d"};
    case ValuePart::kUrlQuery:
      return {"the query or fragment of a URL", "all but letters, digits and `- . _ ~` is percent-encoded", "a&b=c d"};
    case ValuePart::kCodeUrlStart:
      return {"the start of a URL that loads code", "as in a URL, and the value cannot choose the host",
              "//example.com/a.js"};
    case ValuePart::kCodeUrlPath:
      return {"the path of a URL that loads code", "what URLs do not allow is percent-encoded", "a b.js"};
    case ValuePart::kSrcset:
      return {"a list of images", "each URL is checked and encoded", "a.png 1x, javascript:f() 2x"};
    case ValuePart::kSrcsetUrl:
      return {"a URL in a list of images", "as in a URL, and commas are encoded", "a,b"};
    case ValuePart::kMetaRefresh:
      return {"when and where a page goes on", "a URL with a scheme that runs code is blocked", "0;url=javascript:f()"};
    case ValuePart::kJs:
      return {"JavaScript", "text becomes a string; lists, maps and structs become JSON", "</script>\""};
    case ValuePart::kJsString:
      return {"a string, template or comment of JavaScript", "what could end it becomes an escape such as `\\u0027`",
              "');f('"};
    case ValuePart::kJsRegexp:
      return {"a regular expression of JavaScript", "its special characters are escaped", "a.b/"};
    case ValuePart::kJson:
      return {"JSON", "text becomes a string; lists, maps and structs become JSON", "</script>\""};
    case ValuePart::kCss:
      return {"CSS", "what could change the property is replaced by `blocked`", "red; position: fixed"};
    case ValuePart::kCssString:
      return {"a string or comment of CSS", "what could end it becomes an escape such as `\\27`", "';}"};
    case ValuePart::kCssStringStart:
      return {"the start of a string of CSS", "as in a string; a scheme that runs code is blocked", "javascript:f()"};
    case ValuePart::kPlain:
      return {"plain text", "nothing is escaped", "<b>"};
  }
  return {};
}

std::string_view layer_of(ValueWithin within) {
  switch (within) {
    case ValueWithin::kNothing:
      return {};
    case ValueWithin::kAttribute:
      return "in an attribute or in a script of SVG: then `& < > \" '` become character references";
    case ValueWithin::kUnquoted:
      return "in an attribute without quotes: then white space and others become character references as well";
    case ValueWithin::kJsUrl:
    case ValueWithin::kJsUrlUnquoted:
      return "in a javascript: URL: then it is percent-encoded, and escaped for the attribute";
    case ValueWithin::kTwice:
      return "in an attribute within `srcdoc`: then it is escaped as HTML twice";
  }
  return {};
}

Place place_of(const ValuePlace& place) {
  constexpr Part kParts[] = {
#define QUIRE_VALUE_PART(name) Part::k##name,
#include "compiler/html/value_place.def"
  };
  return {kParts[static_cast<std::size_t>(place.part)], static_cast<Within>(place.within), place.before,
          place.continues};
}

std::string printed(const ValuePlace& place, std::string_view value) {
  Writer out;
  if (place.is_text()) out << value;
  else print_in(out, place_of(place), value);
  return std::string(out.text());
}

std::string where(const PrintedValue& value, const SourceSet& sources) {
  const compiler::SourceFile& file = sources.file(value.span.file);
  const compiler::LineColumn at = file.line_column(value.span.begin);
  return file.name() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": `" +
         std::string(sources.text(value.span)) + "`";
}

void put(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void explain_value(const PrintedValue& value, const SourceSet& sources) {
  std::string text = where(value, sources);
  if (value.escaping == Escaping::kOff) {
    put(text + " is printed as it is, without escaping\n");
    return;
  }
  const Explanation explanation = explanation_of(value.place.part);
  text.append(" is in ").append(explanation.place).append("\n  escaping  ").append(explanation.escaping).append("\n");
  if (const std::string_view layer = layer_of(value.place.within); !layer.empty())
    text.append("            ").append(layer).append("\n");
  if (value.escaping == Escaping::kHtml) text.append("            because of `escape=\"html\"`, wherever it is\n");
  text.append("  example   `").append(explanation.example).append("` prints `");
  put(text.append(printed(value.place, explanation.example)).append("`\n"));
}

/// `cart.page:14:9`.
struct Question {
  std::string page;
  std::uint32_t line = 0;
  /// 0 for the whole line.
  std::uint32_t column = 0;
};

std::optional<std::uint32_t> take_number(std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || last != end || number == 0) return std::nullopt;
  text.resize(colon);
  return number;
}

Question read_question(const std::string& text) {
  Question question{text};
  const std::optional<std::uint32_t> last = take_number(question.page);
  if (!last)
    throw UsageError("`" + text + "` does not say which line; write, for example, `cart.page:14` or `cart.page:14:9`");
  question.line = *last;
  if (const std::optional<std::uint32_t> line = take_number(question.page)) {
    question.column = *last;
    question.line = *line;
  }
  return question;
}

bool is_asked(const Question& question, const PrintedValue& value, const SourceSet& sources) {
  if (value.span.file != 0) return false;
  const compiler::SourceFile& file = sources.file(0);
  const compiler::LineColumn begin = file.line_column(value.span.begin);
  const compiler::LineColumn end = file.line_column(value.span.end);
  if (question.line < begin.line || question.line > end.line) return false;
  if (question.column == 0) return true;
  const bool is_after_begin = question.line > begin.line || question.column >= begin.column;
  return is_after_begin && (question.line < end.line || question.column < end.column);
}

int explain_place(const ExplainOptions& options) {
  const Question question = read_question(options.place);
  const PageName page = name_page(question.page, options.common.root);
  const compiler::Translation translation = compiler::translate(page.root, page.page);
  print_diagnostics(translation.sink, translation.sources, options.common.diagnostics);
  std::size_t found = 0;
  for (const PrintedValue& value : translation.unit.values) {
    if (!is_asked(question, value, translation.sources)) continue;
    ++found;
    explain_value(value, translation.sources);
  }
  if (translation.sink.has_errors()) return kExitMistakes;
  if (found == 0) put("no value is printed there\n");
  return 0;
}

/// What is printed as it is on one page: each value, and each word that makes text trusted.
void list_raw(const compiler::Translation& translation, std::set<std::string>& lines) {
  const SourceSet& sources = translation.sources;
  for (const PrintedValue& value : translation.unit.values)
    if (value.escaping == Escaping::kOff) lines.insert(where(value, sources));
  constexpr std::string_view kWords[] = {".raw(",     "trust_html(", "trust_url(",
                                         "trust_js(", "trust_css(",  "trust_attr("};
  for (compiler::FileId id = 0; id < sources.size(); ++id) {
    const std::string_view text = sources.file(id).bytes();
    for (const std::string_view word : kWords) {
      for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto begin = static_cast<std::uint32_t>(at);
        lines.insert(
            where({{id, begin, begin + static_cast<std::uint32_t>(word.size() - 1)}, Escaping::kOff, {}}, sources));
      }
    }
  }
}

int explain_raw(const ExplainOptions& options) {
  const std::string path = options.place.empty() ? "." : options.place;
  const bool is_folder = boost::filesystem::is_directory(path);
  std::vector<PageName> pages =
      is_folder ? find_pages(path, options.common.root) : std::vector<PageName>{name_page(path, options.common.root)};
  if (is_folder)
    for (PageName& tag : find_tag_files(boost::filesystem::canonical(path).string())) pages.push_back(std::move(tag));
  std::set<std::string> lines;
  bool has_errors = false;
  for (const PageName& page : pages) {
    const compiler::Translation translation = compiler::translate(page.root, page.page);
    print_diagnostics(translation.sink, translation.sources, options.common.diagnostics);
    has_errors = has_errors || translation.sink.has_errors();
    list_raw(translation, lines);
  }
  for (const std::string& line : lines) put(line + "\n");
  return has_errors ? kExitMistakes : 0;
}

}  // namespace

int explain(const ExplainOptions& options) {
  if (options.raw) return explain_raw(options);
  if (options.place.empty()) throw UsageError("explain needs a place, such as `cart.page:14`, or --raw");
  return explain_place(options);
}

}  // namespace quire::pagec
