#include "runtime/dev/report_page.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

constexpr const char* kHostile = "</title></pre></p></style><script>alert(\"1\" + '2')</script>&lt;";

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Nothing of `kHostile` may be markup.
void check_harmless(const std::string& page) {
  CHECK_FALSE(contains(page, "<script>"));
  CHECK_FALSE(contains(page, "</script>"));
  CHECK(contains(page, "&lt;script&gt;alert(&#34;1&#34; + &#39;2&#39;)&lt;/script&gt;&amp;lt;"));
}

TEST_CASE("a report is a page that needs no script") {
  Report report;
  report.title = "/a.page cannot be served";
  report.lead = "1 error";
  Report::Item item;
  item.message = "use of `x`";
  item.file = "a.page";
  item.path = "/site/a.page";
  item.line = 3;
  item.column = 5;
  item.lines = {{2, "<p>"}, {3, "<%= ", "x", " %>", true}};
  Report::Item note = item;
  note.message = "included from here";
  note.lines = {{7, "int y;"}};
  item.notes = {note};
  report.items = {item, {"warning", "unused"}};
  const std::string page = report_page(report, "<!-- epilogue -->\n");
  CHECK(contains(page, "<title>/a.page cannot be served</title>"));
  CHECK(contains(page, "<p class=\"lead\">1 error</p>"));
  CHECK(contains(page,
                 "<article>\n<h2>use of <code>x</code></h2>\n"
                 "<a class=\"place\" data-path=\"/site/a.page\" data-line=\"3\" data-column=\"5\">a.page:3:5</a>"));
  CHECK(contains(page,
                 "<span class=\"line\" data-number=\"2\">&lt;p&gt;\n</span>"
                 "<span class=\"line hit\" data-number=\"3\">&lt;%= <mark>x</mark> %&gt;\n</span>"));
  CHECK(contains(page, "<div class=\"note\">included from here <a class=\"place\""));
  CHECK(contains(page, "data-number=\"7\">int y;\n"));
  CHECK(contains(page, "<article class=\"warning\">\n<h2>unused</h2>"));
  CHECK(contains(page, "<!-- epilogue -->\n</body>"));
}

TEST_CASE("code in a message is set as code, and stays text") {
  const auto shown = [](const std::string& message) {
    const std::string page = report_page({"", "", {{"error", message}}}, "");
    const std::size_t begin = page.find("<h2>") + 4;
    return page.substr(begin, page.find("</h2>", begin) - begin);
  };
  CHECK(shown("plain") == "plain");
  CHECK(shown("`a` & `b`") == "<code>a</code> &amp; <code>b</code>");
  CHECK(shown("no `std::vector<int>` here") == "no <code>std::vector&lt;int&gt;</code> here");
}

TEST_CASE("hostile text in a report stays text, wherever it stands") {
  check_harmless(report_page({kHostile, "", {}}, ""));
  check_harmless(report_page({"", kHostile, {}}, ""));
  for (std::string Report::Item::* member : {&Report::Item::message, &Report::Item::file, &Report::Item::path}) {
    Report::Item item;
    item.file = "a";
    item.*member = kHostile;
    check_harmless(report_page({"", "", {item}}, ""));
    Report::Item outer;
    outer.notes = {item};
    check_harmless(report_page({"", "", {outer}}, ""));
  }
  for (std::string Report::Line::* member : {&Report::Line::before, &Report::Line::marked, &Report::Line::after}) {
    Report::Item item;
    item.lines = {{1, "", "", "", true}};
    item.lines[0].*member = kHostile;
    check_harmless(report_page({"", "", {item}}, ""));
  }
}

}  // namespace
}  // namespace quire
