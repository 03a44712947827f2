#include "runtime/serve/error_page.h"

#include "runtime/http/status.h"

#include <quire/print.h>
#include <boost/json.hpp>

#include <algorithm>
#include <fstream>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --line: #8884; --red: #c62828; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --red: #ff8a80; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; color: var(--red); }
p.lead { margin: 0 0 1.5rem; opacity: .75; }
section { border: 1px solid var(--line); border-left: 4px solid var(--red); border-radius: 6px; margin: 0 0 1rem; overflow: hidden; }
section.warning { border-left-color: #f9a825; }
section > h2 { font-size: 1rem; font-weight: 600; margin: 0; padding: .6rem 1rem 0; overflow-wrap: anywhere; }
section > .place { padding: 0 1rem .5rem; font: .85rem/1.5 ui-monospace, monospace; opacity: .75; }
code { font: .95em ui-monospace, "DejaVu Sans Mono", monospace; }
pre { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; margin: 0; padding: .6rem 1rem; background: var(--soft); overflow-x: auto; tab-size: 4; }
pre .caret { color: var(--red); font-weight: 700; }
pre .at { background: #c6282833; display: inline-block; min-width: 100%; }
.note { padding: .4rem 1rem 0; font-size: .9rem; }
footer { opacity: .6; font-size: .85rem; }
)css";

void open_page(Writer& out, std::string_view title) {
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").escape_html(title);
  out.raw("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>")
      .raw(kStyle)
      .raw("</style>\n</head>\n<body>\n<main>\n");
}

std::string close_page(Writer& out, const std::string& epilogue) {
  out.raw("</main>\n").raw(epilogue).raw("</body>\n</html>\n");
  return std::string(out.text());
}

std::string_view text_of(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::size_t number_of(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_number() ? value->to_number<std::size_t>() : 0;
}

/// A message with its `code` between backticks set as code.
void write_message(Writer& out, std::string_view message) {
  for (bool is_code = false; !message.empty(); is_code = !is_code) {
    const std::size_t end = std::min(message.find('`'), message.size());
    if (is_code) out.raw("<code>");
    out.escape_html(message.substr(0, end));
    if (is_code) out.raw("</code>");
    message.remove_prefix(std::min(end + 1, message.size()));
  }
}

void write_place(Writer& out, const json::object& at) {
  out.escape_html(text_of(at, "file")).raw(":") << number_of(at, "line");
  out.raw(":") << number_of(at, "column");
}

/// The excerpt's line, and under it a caret line. Tabs stay tabs, so that both
/// lines are as wide as each other.
void write_excerpt(Writer& out, std::string_view line, std::size_t from, std::size_t to) {
  if (line.empty()) return;
  out.raw("<pre>").escape_html(line).raw("\n<span class=\"caret\">");
  for (std::size_t column = 1; column < from && column <= line.size(); ++column) {
    const auto byte = static_cast<unsigned char>(line[column - 1]);
    if (byte == '\t') out.raw("\t");
    // One blank per character, not per byte of UTF-8.
    else if ((byte & 0xC0) != 0x80) out.raw(" ");
  }
  out.raw("^");
  for (std::size_t column = from + 1; column < to && column <= line.size(); ++column)
    if ((static_cast<unsigned char>(line[column - 1]) & 0xC0) != 0x80) out.raw("~");
  out.raw("</span></pre>\n");
}

void write_diagnostic(Writer& out, const json::object& diagnostic) {
  const bool is_warning = text_of(diagnostic, "severity") == "warning";
  out.raw(is_warning ? "<section class=\"warning\">\n<h2>" : "<section>\n<h2>");
  write_message(out, text_of(diagnostic, "message"));
  out.raw("</h2>\n<div class=\"place\">");
  write_place(out, diagnostic);
  out.raw("</div>\n");
  write_excerpt(out, text_of(diagnostic, "excerpt"), number_of(diagnostic, "caret_from"),
                number_of(diagnostic, "caret_to"));
  for (const json::value& value : diagnostic.at("notes").as_array()) {
    const json::object& note = value.as_object();
    out.raw("<div class=\"note\"><code>");
    write_place(out, note);
    out.raw("</code> ");
    write_message(out, text_of(note, "message"));
    out.raw("</div>\n");
    if (const std::string_view excerpt = text_of(note, "excerpt"); !excerpt.empty())
      out.raw("<pre>").escape_html(excerpt).raw("</pre>\n");
  }
  out.raw("</section>\n");
}

/// Five lines around a place, as they are on disk now.
void write_source(Writer& out, const std::string& root, const RunError::Place& place) {
  constexpr std::uint32_t kAround = 2;
  std::ifstream file(root + "/" + place.file);
  std::string line;
  out.raw("<pre>");
  for (std::uint32_t number = 1; std::getline(file, line) && number <= place.line + kAround; ++number) {
    if (number + kAround < place.line) continue;
    out.raw(number == place.line ? "<span class=\"at\">" : "<span>");
    const std::string digits = std::to_string(number);
    out.raw(std::string(digits.size() < 5 ? 5 - digits.size() : 0, ' '))
        .raw(digits)
        .raw("  ")
        .escape_html(line)
        .raw("</span>\n");
  }
  out.raw("</pre>\n");
}

}  // namespace

std::string plain_error_page(int status, std::string_view text, std::string_view request_id) {
  Writer out;
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</title></head>\n<body>\n<h1>") << status;
  out.raw(" ").escape_html(http::reason_phrase(status)).raw("</h1>\n");
  if (!text.empty()) out.raw("<p>").escape_html(text).raw("</p>\n");
  if (!request_id.empty()) out.raw("<p><small>Request ").escape_html(request_id).raw("</small></p>\n");
  out.raw("</body>\n</html>\n");
  return std::string(out.text());
}

std::string mistakes_page(const PageFailure& failure, const std::string& epilogue) {
  Writer out;
  open_page(out, "Mistakes in " + failure.page);
  const auto errors =
      std::count_if(failure.diagnostics.begin(), failure.diagnostics.end(),
                    [](const json::value& value) { return text_of(value.as_object(), "severity") == "error"; });
  out.raw("<h1>").escape_html(failure.page).raw(" cannot be served</h1>\n<p class=\"lead\">") << errors;
  out.raw(errors == 1 ? " mistake" : " mistakes").raw("; this page reloads when they are mended.</p>\n");
  for (const json::value& value : failure.diagnostics) write_diagnostic(out, value.as_object());
  return close_page(out, epilogue);
}

std::string run_error_page(const RunError& error, const std::string& root, const std::string& epilogue) {
  Writer out;
  std::string title = error.type.empty() ? std::string("The page failed") : error.type;
  if (error.failure) title = error.failure->page + " cannot be served";
  open_page(out, title);
  out.raw("<h1>").escape_html(title).raw("</h1>\n<p class=\"lead\">");
  write_message(out, error.message);
  out.raw("</p>\n");
  for (const ExceptionText& cause : error.causes) {
    out.raw("<p class=\"lead\">caused by <code>").escape_html(cause.type).raw("</code>: ");
    write_message(out, cause.message);
    out.raw("</p>\n");
  }
  const RunError::Place* inner = nullptr;
  for (const RunError::Place& place : error.places) {
    const char* relation = error.type.empty() ? "in " : "thrown in ";
    if (inner != nullptr) relation = inner->page == place.page ? "called from " : "included from ";
    out.raw("<section>\n<h2>").raw(relation).escape_html(place.file).raw(":") << place.line;
    out.raw(":") << place.column;
    out.raw("</h2>\n");
    write_source(out, root, place);
    out.raw("</section>\n");
    inner = &place;
  }
  if (!error.report.empty()) out.raw("<pre>").escape_html(error.report).raw("</pre>\n");
  if (error.failure)
    for (const json::value& value : error.failure->diagnostics) write_diagnostic(out, value.as_object());
  return close_page(out, epilogue);
}

std::string development_error_page(int status, std::string_view text, const std::string& epilogue) {
  Writer out;
  const std::string title = std::to_string(status) + " " + std::string(http::reason_phrase(status));
  open_page(out, title);
  out.raw("<h1>").escape_html(title).raw("</h1>\n<p class=\"lead\">");
  write_message(out, text);
  out.raw("</p>\n");
  return close_page(out, epilogue);
}

}  // namespace quire
