#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Case {
  const char* page;
  /// The page's texts, one after the other, with `|` between them.
  const char* expected;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (&text == texts.data() ? "" : "|") + text;
  return all;
}

void check_trimmed(const char* mode, const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    CAPTURE(mode, each.page);
    const std::string directive = "<%@ page escape=\"html\" trim=\"" + std::string(mode) + "\" %>";
    // Behind the page, so that the first line is the case's own.
    const Translation t = translate_text(each.page + directive, "/a.page");
    CHECK_FALSE(t.sink.has_errors());
    CHECK(joined(t.unit.texts) == each.expected);
  }
}

}  // namespace

TEST_CASE("trim off leaves text as it is") {
  check_trimmed("off", {
                           {" <% a(); %> \n b", " | \n b"},
                           {"<%-- c --%>\r\n\t", "\r\n\t"},
                       });
}

TEST_CASE("trim directives drops blank text and the ends of directives' lines") {
  check_trimmed("directives", {
                                  {"a<%@ page info=\"i\" %>\nb", "ab"},
                                  {"<%@ page info=\"i\" %>\r\nb", "b"},
                                  {"<%@ page info=\"i\" %> \t\n  b", "  b"},
                                  {"<%@ page info=\"i\" %> b\n", " b\n"},
                                  {"<%@ page info=\"i\" %>\n\n b", "\n b"},
                                  {"<% a(); %>\n<% b(); %>\nc", "||\nc"},
                                  {"<%= a %> <%= b %>", "||"},
                                  {"<%-- c --%>\n<%= a %>.\n", "|.\n"},
                              });
}

TEST_CASE("trim lines drops the lines of tags alone") {
  check_trimmed("lines",
                {
                    {"a\n<% b(); %>\nc", "a\n|c"},
                    {"a\n  <% b(); %>\t\nc", "a\n|c"},
                    {"a\r\n<% b(); %>\r\nc", "a\r\n|c"},
                    {"a\n<%-- c --%>\nd", "a\nd"},
                    {"a\n <%-- c\n c --%> \nd", "a\nd"},
                    {"a\n<%@ page info=\"i\" %>\nd", "a\nd"},
                    {"a\n<%! int b; %>\nd", "a\nd"},
                    {"a\n\nb", "a\n\nb"},
                    {"\n<% b(); %>\n\n", "\n|\n"},
                    {"a <% b(); %>\nc", "a |\nc"},
                    {"<% b(); %> a\nc", "| a\nc"},
                    {"<%= a %>\n<%= b %>\n", "|\n|\n"},
                    {"<%= a %> <%= b %>", "| |"},
                    {"${a} ${b}\n", "| |\n"},
                    {" <%= a %> <% b(); %> \n", " | | \n"},
                    {"<% if (a) { %>\n  b\n<% } %>\nc", "|  b\n|c"},
                    {"<% a(); %><% b(); %>\n<% c(); %>\nd", "|||d"},
                    {"<% a();\n b(); %>\nc", "|c"},
                    {"<page:text>\na\n</page:text>\nb", "a\nb"},
                    {"<page:element name=\"p\">\n  <page:body>\n  a\n</page:body>\n</page:element>\nb", "|  a\n|b"},
                    {"<pre>\n<% b(); %>\n</pre>", "<pre>\n|</pre>"},
                    {"a\n<% b(); %>", "a\n|"},
                });
}

TEST_CASE("trim collapse makes runs of white space short") {
  check_trimmed("collapse", {
                                {"a  b\t\tc", "a b c"},
                                {"a \n\n  b", "a\nb"},
                                {"a\r\n\r\nb", "a\nb"},
                                {"a  <%= b %>  c", "a | c"},
                                {"<%= a %>   <%= b %>", "| |"},
                                {"<pre>\n  a  b\n</pre>  c  d", "<pre>\n  a  b\n</pre> c d"},
                                {"<PRE class='x'>a  b</PRE >  c", "<PRE class='x'>a  b</PRE > c"},
                                {"<prefix>a  b</prefix>", "<prefix>a b</prefix>"},
                                {"<textarea>a  b</textarea>  c", "<textarea>a  b</textarea> c"},
                                {"<script>a  \n b</script>  c", "<script>a  \n b</script> c"},
                                {"<style>a  b</style  >  c", "<style>a  b</style > c"},
                                {"<pre>  <%= a %>  </pre>  b", "<pre>  |  </pre> b"},
                                {"<pre>  <script>  </pre>  b", "<pre>  <script>  </pre>  b"},
                                {"<title>a  <b  'c</title>  d", "<title>a <b 'c</title> d"},
                                {"a <  b  &  <3  c", "a < b & <3 c"},
                            });
}

TEST_CASE("trim collapse leaves the values of attributes and comments as they are") {
  check_trimmed("collapse", {
                                {"<p  title=\"a  b\"\n  id='c  d'>  e", "<p title=\"a  b\"\nid='c  d'> e"},
                                {"<p title = \"a  b\"  c>", "<p title = \"a  b\" c>"},
                                {"<p a=it's  b>  c  d'", "<p a=it's b> c d'"},
                                {"<p don't  a>  b  c", "<p don't a> b c"},
                                {"<option value=\"a  b\">c  d</option>", "<option value=\"a  b\">c d</option>"},
                                {"<p onclick=\"f('a  b', 1 > 0)\">  c", "<p onclick=\"f('a  b', 1 > 0)\"> c"},
                                {"<!-- a  \"b -->  c", "<!-- a  \"b --> c"},
                                {"<!-->  a  <!doctype  html>  b", "<!--> a <!doctype  html> b"},
                            });
}

TEST_CASE("trim collapse is not confused by what a page prints") {
  check_trimmed("collapse", {
                                {"<p title=\"<%= a %>  b\">  c", "<p title=\"|  b\"> c"},
                                {"<p title=<%= a %>  b>  c", "<p title=| b> c"},
                                {"<p  <%= a %>  b=\"c  d\">", "<p | b=\"c  d\">"},
                                {"<<%= a %> b=\"c  d\">  e", "<| b=\"c  d\"> e"},
                                {"<h<%= a %> b=\"c  d\">  e</h<%= a %>>  f", "<h| b=\"c  d\"> e</h|> f"},
                                {"<pre<%= a %>>  b", "<pre|> b"},
                                {"<p title=\"<% if (a) { %>  b<% } %>  \">", "<p title=\"|  b|  \">"},
                                {"<page:element name=\"pre\">  a  </page:element>  b", "|  a  | b"},
                            });
}

TEST_CASE("lines go over the borders of included files") {
  const quire::TemporaryFolder site;
  site.write("a.page",
             "<%@ page trim=\"lines\" %>\n<%@ include file=\"b.html\" %>\nc\n<%@ include file=\"empty.html\" %>\nd");
  site.write("b.html", "<% b(); %>\nb");
  site.write("empty.html", "");
  CHECK(joined(translate(site.path(), "/a.page").unit.texts) == "|b\nc\nd");
}

TEST_CASE("bodies of tags are trimmed as the page is, tag files as they say") {
  const quire::TemporaryFolder site;
  site.write("a.page",
             "<%@ page trim=\"lines\" %>\n<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>\n<t:x>\n  a\n</t:x>\nb");
  site.write("WEB-INF/tags/x.tag", "\n<page:doBody/>\n");
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  CHECK(joined(t.unit.texts) == "\n|\n||  a\n|b");
}

TEST_CASE("trim collapse works in fragments of tags, not in the values of their attributes") {
  const quire::TemporaryFolder site;
  site.write(
      "a.page",
      "<%@ page trim=\"collapse\" escape=\"html\" %><%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %><a title=\"<t:x>"
      "<page:attribute name=\"head\">a  b</page:attribute><page:attribute name=\"text\">c  <%= d %></page:attribute>"
      "<page:body>e  f</page:body></t:x>\">");
  site.write("WEB-INF/tags/x.tag",
             "<%@ attribute name=\"head\" fragment=\"true\" %><%@ attribute name=\"text\" %><page:doBody/>");
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  const std::string texts = joined(t.unit.texts);
  CHECK(texts.find("a b") != std::string::npos);
  CHECK(texts.find("c  ") != std::string::npos);
  CHECK(texts.find("e  f") != std::string::npos);
}
