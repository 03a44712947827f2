#include "runtime/serve/error_page.h"

#include "tests/unit/temporary_folder.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

constexpr const char* kHostile = "</title></pre></p><script>alert(\"1\" + '2')</script>&lt;";

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Nothing of `kHostile` may be markup.
void check_harmless(const std::string& page) {
  CHECK_FALSE(contains(page, "<script>"));
  CHECK_FALSE(contains(page, "</script>"));
  CHECK(contains(page, "&lt;script&gt;alert(&#34;1&#34; + &#39;2&#39;)&lt;/script&gt;&amp;lt;"));
}

json::object diagnostic(const std::string& message) {
  return {{"kind", "cpp-error"},
          {"severity", "error"},
          {"message", message},
          {"file", "a.page"},
          {"line", 3},
          {"column", 5},
          {"excerpt", ""},
          {"caret_from", 1},
          {"caret_to", 1},
          {"notes", json::array()},
          {"fixes", json::array()}};
}

TEST_CASE("the page for everyone has the status, a text and the request's id") {
  const std::string page = plain_error_page(404, "there is no such page", "id-7");
  CHECK(page.starts_with("<!DOCTYPE html>\n"));
  CHECK(contains(page, "<h1>404 Not Found</h1>"));
  CHECK(contains(page, "<p>there is no such page</p>"));
  CHECK(contains(page, "Request id-7"));
  CHECK(page.ends_with("</html>\n"));
  const std::string bare = plain_error_page(500, "", "");
  CHECK_FALSE(contains(bare, "<p>"));
}

TEST_CASE("the page for everyone escapes its text and id") {
  check_harmless(plain_error_page(400, kHostile, "id"));
  check_harmless(plain_error_page(400, "", kHostile));
}

TEST_CASE("the author's page for a status escapes its text") {
  const std::string page = development_error_page(404, kHostile, "<!-- epilogue -->\n");
  check_harmless(page);
  CHECK(contains(page, "<!-- epilogue -->\n</body>"));
}

TEST_CASE("every mistake of a page is shown with its place") {
  json::object first = diagnostic("use of `x`");
  first["excerpt"] = "<%= x %>";
  first["caret_from"] = 5;
  first["caret_to"] = 6;
  json::object second = diagnostic("unused");
  second["severity"] = "warning";
  second["notes"] = json::array{
      json::object{{"file", "b.pagef"}, {"line", 7}, {"column", 2}, {"message", "first here"}, {"excerpt", "int y;"}}};
  const std::string page = mistakes_page({"/a.page", {first, second}}, "<!-- epilogue -->\n");
  CHECK(contains(page, "<title>Mistakes in /a.page</title>"));
  CHECK(contains(page, "1 mistake;"));
  CHECK(contains(page, "<h2>use of <code>x</code></h2>\n<div class=\"place\">a.page:3:5</div>"));
  CHECK(contains(page, "<pre>&lt;%= x %&gt;\n<span class=\"caret\">    ^</span></pre>"));
  CHECK(contains(page, "<section class=\"warning\">\n<h2>unused</h2>"));
  CHECK(contains(page, "<code>b.pagef:7:2</code> first here"));
  CHECK(contains(page, "<pre>int y;</pre>"));
  CHECK(contains(page, "<!-- epilogue -->\n</body>"));
}

TEST_CASE("code in a message is set as code, and stays text") {
  const auto shown = [](const std::string& message) {
    const std::string page = mistakes_page({"/a.page", {diagnostic(message)}}, "");
    const std::size_t begin = page.find("<h2>") + 4;
    return page.substr(begin, page.find("</h2>", begin) - begin);
  };
  CHECK(shown("plain") == "plain");
  CHECK(shown("`a` & `b`") == "<code>a</code> &amp; <code>b</code>");
  CHECK(shown("no `std::vector<int>` here") == "no <code>std::vector&lt;int&gt;</code> here");
}

TEST_CASE("carets stand under their characters") {
  const auto caret_line = [](const std::string& excerpt, int from, int to) {
    json::object one = diagnostic("m");
    one["excerpt"] = excerpt;
    one["caret_from"] = from;
    one["caret_to"] = to;
    const std::string page = mistakes_page({"/a.page", {one}}, "");
    const std::string mark = "<span class=\"caret\">";
    const std::size_t begin = page.find(mark) + mark.size();
    return page.substr(begin, page.find("</span>", begin) - begin);
  };
  CHECK(caret_line("abc", 1, 2) == "^");
  CHECK(caret_line("abc", 2, 4) == " ^~");
  CHECK(caret_line("\tabc", 3, 5) == "\t ^~");
  CHECK(caret_line("éabc", 3, 5) == " ^~");
  CHECK(caret_line("aéb", 2, 4) == " ^");
  CHECK(caret_line("abc", 4, 4) == "   ^");
  CHECK(caret_line("abc", 4, 400) == "   ^");
}

TEST_CASE("hostile text in a mistake stays text, wherever it stands") {
  for (const char* key : {"message", "file", "excerpt"}) {
    CAPTURE(key);
    json::object one = diagnostic("m");
    one[key] = kHostile;
    check_harmless(mistakes_page({"/a.page", {one}}, ""));
    json::object note = {{"file", "a"}, {"line", 1}, {"column", 1}, {"message", "m"}, {"excerpt", "e"}};
    note[key] = kHostile;
    json::object with_note = diagnostic("m");
    with_note["notes"] = json::array{note};
    check_harmless(mistakes_page({"/a.page", {with_note}}, ""));
  }
  check_harmless(mistakes_page({kHostile, {diagnostic("m")}}, ""));
}

TEST_CASE("an error at run time is shown with its source and those who include it") {
  const TemporaryFolder folder;
  folder.write("inner.page", "one\ntwo\nthree <b>\nfour\nfive\nsix\n");
  RunError error;
  error.type = "std::out_of_range";
  error.message = "no such item";
  error.places = {{"/inner.page", "inner.page", 3, 4}, {"/outer.page", "outer.page", 1, 1}};
  const std::string page = run_error_page(error, folder.path(), "<!-- epilogue -->\n");
  CHECK(contains(page, "<h1>std::out_of_range</h1>"));
  CHECK(contains(page, "no such item"));
  CHECK(contains(page, "thrown in inner.page:3:4"));
  CHECK(contains(page, "included from outer.page:1:1"));
  CHECK(contains(page, "<span>    1  one</span>"));
  CHECK(contains(page, "<span class=\"at\">    3  three &lt;b&gt;</span>"));
  CHECK(contains(page, "<span>    5  five</span>"));
  CHECK_FALSE(contains(page, "six"));
  CHECK(contains(page, "<!-- epilogue -->\n</body>"));
}

TEST_CASE("calls within a page, causes and a sanitizer's report are shown") {
  const TemporaryFolder folder;
  RunError error;
  error.type = "std::logic_error";
  error.causes = {{"std::out_of_range", "no `at` <7>"}};
  error.report = "READ of size 4\n  <heap>";
  error.places = {{"/a.page", "a.page", 3, 4}, {"/a.page", "a.page", 9, 1}, {"/b.page", "b.page", 1, 1}};
  const std::string page = run_error_page(error, folder.path(), "");
  CHECK(contains(page, "caused by <code>std::out_of_range</code>: no <code>at</code> &lt;7&gt;"));
  CHECK(contains(page, "<pre>READ of size 4\n  &lt;heap&gt;</pre>"));
  CHECK(contains(page, "thrown in a.page:3:4"));
  CHECK(contains(page, "called from a.page:9:1"));
  CHECK(contains(page, "included from b.page:1:1"));
}

TEST_CASE("hostile text in an error at run time stays text") {
  const TemporaryFolder folder;
  folder.write("a.page", kHostile);
  RunError error;
  error.message = kHostile;
  check_harmless(run_error_page(error, folder.path(), ""));
  error.message = "m";
  error.type = kHostile;
  check_harmless(run_error_page(error, folder.path(), ""));
  error.type = "T";
  error.causes = {{kHostile, kHostile}};
  error.report = kHostile;
  check_harmless(run_error_page(error, folder.path(), ""));
  error.places = {{"/a.page", "a.page", 1, 1}};
  check_harmless(run_error_page(error, folder.path(), ""));
  error.places = {{"/a.page", kHostile, 1, 1}};
  check_harmless(run_error_page(error, folder.path(), ""));
  error.places.clear();
  error.failure = std::make_shared<PageFailure>(PageFailure{"/b.page", {diagnostic(kHostile)}});
  check_harmless(run_error_page(error, folder.path(), ""));
}

}  // namespace
}  // namespace quire
