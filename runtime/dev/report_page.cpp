#include "runtime/dev/report_page.h"

#include "runtime/dev/client_files.h"

#include <quire/print.h>

#include <algorithm>

namespace quire {

namespace {

/// Writes a message, with text in backticks as code.
void write_message(Writer& out, std::string_view message) {
  for (bool is_code = false; !message.empty(); is_code = !is_code) {
    const std::size_t end = std::min(message.find('`'), message.size());
    if (is_code) out.raw("<code>");
    out.escape_html(message.substr(0, end));
    if (is_code) out.raw("</code>");
    message.remove_prefix(std::min(end + 1, message.size()));
  }
}

/// Writes a place, which `client/open.js` makes open the editor.
void write_place(Writer& out, const Report::Item& item) {
  if (item.file.empty()) return;
  out.raw("<a class=\"place\" data-path=\"").escape_html(item.path);
  out.raw("\" data-line=\"") << item.line;
  out.raw("\" data-column=\"") << item.column;
  out.raw("\">").escape_html(item.file).raw(":") << item.line;
  out.raw(":") << item.column;
  out.raw("</a>");
}

void write_lines(Writer& out, const std::vector<Report::Line>& lines) {
  if (lines.empty()) return;
  out.raw("<pre>");
  for (const Report::Line& line : lines) {
    out.raw(line.hit ? "<span class=\"line hit\" data-number=\"" : "<span class=\"line\" data-number=\"")
        << line.number;
    out.raw("\">").escape_html(line.before);
    if (line.hit) out.raw("<mark>").escape_html(line.marked).raw("</mark>").escape_html(line.after);
    out.raw("\n</span>");
  }
  out.raw("</pre>\n");
}

void write_item(Writer& out, const Report::Item& item) {
  out.raw(item.severity == "warning" ? "<article class=\"warning\">\n<h2>" : "<article>\n<h2>");
  write_message(out, item.message);
  out.raw("</h2>\n");
  write_place(out, item);
  out.raw("\n");
  write_lines(out, item.lines);
  for (const Report::Item& note : item.notes) {
    out.raw("<div class=\"note\">");
    write_message(out, note.message);
    out.raw(" ");
    write_place(out, note);
    out.raw("\n");
    write_lines(out, note.lines);
    out.raw("</div>\n");
  }
  out.raw("</article>\n");
}

}  // namespace

std::string report_page(const Report& report, const std::string& epilogue) {
  Writer out;
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").escape_html(report.title);
  out.raw("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n")
      .raw(find_client_file("report.css")->text)
      .raw("</style>\n</head>\n<body>\n<main class=\"report\">\n<h1>")
      .escape_html(report.title)
      .raw("</h1>\n<p class=\"lead\">");
  write_message(out, report.lead);
  out.raw("</p>\n");
  for (const Report::Item& item : report.items) write_item(out, item);
  out.raw("<footer>This page is updated as you edit.</footer>\n</main>\n").raw(epilogue).raw("</body>\n</html>\n");
  return std::string(out.text());
}

}  // namespace quire
