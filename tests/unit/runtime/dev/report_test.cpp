#include "runtime/dev/report.h"

#include "tests/unit/temporary_folder.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

ReportedDiagnostic diagnostic(const std::string& message, const std::string& excerpt, std::uint32_t from,
                              std::uint32_t to) {
  ReportedDiagnostic one;
  one.kind = "cpp-error";
  one.message = message;
  one.file = "a.page";
  one.line = 3;
  one.column = 5;
  one.excerpt = excerpt;
  one.caret_from = from;
  one.caret_to = to;
  return one;
}

/// The lines of the only item, as `number before[marked]after`.
std::vector<std::string> lines_of(const Report::Item& item) {
  std::vector<std::string> lines;
  for (const Report::Line& line : item.lines)
    lines.push_back(std::to_string(line.number) + " " + line.before +
                    (line.hit ? "[" + line.marked + "]" + line.after : ""));
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("a mistake is shown between the lines around it") {
  const TemporaryFolder folder;
  folder.write("a.page", "one\r\ntwo\nabc x def\nfour\nfive\nsix\n");
  const Report report = report_of(PageFailure{"/a.page", {diagnostic("bad `x`", "abc x def", 5, 6)}}, folder.path());
  CHECK(report.title == "/a.page cannot be served");
  CHECK(report.lead == "1 error");
  REQUIRE(report.items.size() == 1);
  CHECK(report.items[0].message == "bad `x`");
  CHECK(report.items[0].file == "a.page");
  CHECK(report.items[0].path == folder.path() + "/a.page");
  CHECK(lines_of(report.items[0]) == Lines{"1 one", "2 two", "3 abc [x] def", "4 four", "5 five"});
}

TEST_CASE("a file that has moved on shows nothing but the excerpt") {
  const TemporaryFolder folder;
  folder.write("a.page", "one\ntwo\nother\n");
  CHECK(lines_of(report_of(PageFailure{"/a.page", {diagnostic("m", "abc x def", 5, 6)}}, folder.path()).items[0]) ==
        Lines{"3 abc [x] def"});
  CHECK(report_of(PageFailure{"/a.page", {diagnostic("m", "", 1, 1)}}, folder.path()).items[0].lines.empty());
}

TEST_CASE("carets outside the excerpt are brought back to it") {
  const TemporaryFolder folder;
  const auto hit = [&](std::uint32_t from, std::uint32_t to) {
    return lines_of(report_of(PageFailure{"/b.page", {diagnostic("m", "abc", from, to)}}, folder.path()).items[0])[0];
  };
  CHECK(hit(2, 3) == "3 a[b]c");
  CHECK(hit(4, 4) == "3 abc[]");
  CHECK(hit(400, 500) == "3 abc[]");
  CHECK(hit(3, 1) == "3 ab[]c");
  CHECK(hit(0, 0) == "3 []abc");
}

TEST_CASE("notes have their line, without a mark") {
  const TemporaryFolder folder;
  folder.write("b.page", "first\nsecond\n");
  ReportedDiagnostic one = diagnostic("m", "", 1, 1);
  one.notes = {{"b.page", 2, 3, "included from here", "second"}};
  const Report report = report_of(PageFailure{"/a.page", {one}}, folder.path());
  REQUIRE(report.items[0].notes.size() == 1);
  const Report::Item& note = report.items[0].notes[0];
  CHECK(note.message == "included from here");
  CHECK(lines_of(note) == Lines{"2 second"});
}

TEST_CASE("only so many mistakes are shown, and only so much of a line") {
  const TemporaryFolder folder;
  std::vector<ReportedDiagnostic> many;
  for (int n = 0; n < 200; ++n) many.push_back(diagnostic("m", "", 1, 1));
  const Report report = report_of(PageFailure{"/a.page", many}, folder.path());
  CHECK(report.lead == "200 errors");
  CHECK(report.items.size() == 50);
  std::string wide;
  for (int n = 0; n < 1000; ++n) wide += "é";
  folder.write("a.page", wide + "\n" + wide + "x" + wide + "\n");
  RunError error;
  error.places = {{"/a.page", "a.page", 2, 2001}};
  const Report::Item item = report_of(error, folder.path()).items[0];
  REQUIRE(item.lines.size() == 2);
  CHECK(item.lines[0].before.size() < 310);
  CHECK(item.lines[1].before.size() < 310);
  CHECK(item.lines[1].marked.starts_with("x"));
  CHECK(item.lines[1].marked.size() < 310);
  for (const std::string& text : {item.lines[0].before, item.lines[1].before, item.lines[1].after})
    CHECK(json::parse(json::serialize(json::value(text))) == json::value(text));
}

TEST_CASE("an error at run time is shown from where it was thrown to the outermost page") {
  const TemporaryFolder folder;
  folder.write("inner.page", "<ul>\n<li><%= v.at(7)  %></li>\n</ul>\n");
  folder.write("outer.page", "<% include_it()\n%>\n");
  RunError error;
  error.type = "std::out_of_range";
  error.message = "no such item";
  error.places = {{"/inner.page", "inner.page", 2, 9}, {"/outer.page", "outer.page", 1, 4}};
  const Report report = report_of(error, folder.path());
  CHECK(report.title == "std::out_of_range");
  CHECK(report.lead == "no such item");
  REQUIRE(report.items.size() == 2);
  CHECK(report.items[0].message == "thrown in `/inner.page`");
  CHECK(lines_of(report.items[0]) == Lines{"1 <ul>", "2 <li><%= [v.at(7)]  %></li>", "3 </ul>"});
  CHECK(report.items[1].message == "included from `/outer.page`");
  CHECK(lines_of(report.items[1]) == Lines{"1 <% [include_it()]", "2 %>"});
}

TEST_CASE("a part that cannot be built stands before those that include it") {
  const TemporaryFolder folder;
  RunError error;
  error.message = "`/inner.page` has errors";
  error.places = {{"/outer.page", "outer.page", 1, 4}};
  error.failure = std::make_shared<PageFailure>(PageFailure{"/inner.page", {diagnostic("bad", "", 1, 1)}});
  const Report report = report_of(error, folder.path());
  CHECK(report.title == "/inner.page cannot be served");
  REQUIRE(report.items.size() == 2);
  CHECK(report.items[0].message == "bad");
  CHECK(report.items[1].message == "included from `/outer.page`");
}

TEST_CASE("files that are no files of text are not read") {
  const TemporaryFolder folder;
  RunError error;
  for (const char* file : {"/dev/zero", "missing", "."}) {
    error.places = {{"/a.page", file, 1, 1}};
    CHECK(report_of(error, folder.path()).items[0].lines.empty());
  }
}

TEST_CASE("a report is JSON with all its members") {
  const TemporaryFolder folder;
  const json::value object =
      json::value_from(report_of(PageFailure{"/a.page", {diagnostic("bad", "abc", 2, 3)}}, folder.path()));
  CHECK(object.at("title") == "/a.page cannot be served");
  const json::value& item = object.at("items").at(0);
  CHECK(item.at("severity") == "error");
  CHECK(json::value_to<std::string>(item.at("path")) == folder.path() + "/a.page");
  CHECK(item.at("lines").at(0) ==
        json::value({{"number", 3}, {"hit", true}, {"before", "a"}, {"marked", "b"}, {"after", "c"}}));
}

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
