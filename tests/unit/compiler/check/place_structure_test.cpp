#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace quire::compiler;

namespace {

/// What is said about the tags, a line each: `unclosed-html-element <div`.
std::string mistakes(const Translation& t) {
  std::string found;
  for (const Diagnostic& each : t.sink.diagnostics()) {
    if (each.kind == DiagnosticKind::kUndeclaredTag) continue;
    found += found.empty() ? "" : "; ";
    found += each.kind == DiagnosticKind::kUnclosedHtmlElement     ? "unclosed "
             : each.kind == DiagnosticKind::kUnmatchedHtmlEndTag   ? "unmatched "
             : each.kind == DiagnosticKind::kRepeatedHtmlAttribute ? "repeated "
                                                                   : each.message + " ";
    found += t.sources.text(each.span);
  }
  return found;
}

std::string mistakes(const std::string& page) { return mistakes(translate_text(page, "/a.page")); }

/// Of a whole document.
std::string in_body(const std::string& text) { return mistakes("<html><body>" + text + "</body></html>"); }

}  // namespace

TEST_CASE("elements that are not closed") {
  CHECK(in_body("<div><p>a</div>").empty());
  CHECK(in_body("<div><b>a</div>") == "unclosed <b");
  CHECK(in_body("<div>") == "unclosed <div");
  CHECK(in_body("<div><div></div>") == "unclosed <div");
  CHECK(in_body("<b><i></b></i>") == "unclosed <i");
  CHECK(in_body("</div>") == "unmatched </div");
  CHECK(in_body("<div><b></div></b></b>") == "unclosed <b; unmatched </b");
  // Not the `<div>` outside of the table.
  CHECK(in_body("<div><table><tr><td></div></td></tr></table></div>") == "unmatched </div");
}

TEST_CASE("void elements and slashes") {
  CHECK(in_body("<br><img src='a'><input></input><hr/><div/><x-a/>").empty());
  CHECK(in_body("<svg><path d='M0'/><g><circle/></g></svg>").empty());
  CHECK(in_body("<svg><g></svg>") == "unclosed <g");
  CHECK(in_body("<x-a>") == "unclosed <x-a");
  CHECK(in_body("<c:if><b:x></c:if>").empty());
}

TEST_CASE("end tags that HTML lets authors omit") {
  CHECK(mistakes("<!doctype html><title>a</title><p>a<p>b<ul><li>a<li>b</ul><p>c").empty());
  CHECK(in_body("<table><tr><td>a<td>b<tr><th>c</table>").empty());
  CHECK(in_body("<table><tr><td>a</td></tr></tbody></table>").empty());
  CHECK(in_body("<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c</table>").empty());
  CHECK(in_body("<dl><dt>a<dd>b<dt>c</dl><select><optgroup><option>a<option>b<optgroup><option>c</select>").empty());
  CHECK(mistakes("<html><head><title>a</title><body><p>b</html>").empty());
  CHECK(in_body("<ul><li><b>a</ul>") == "unclosed <b");
  CHECK(in_body("<ruby>a<rt>b<rp>c</ruby>").empty());
}

TEST_CASE("what is not a tag") {
  CHECK(in_body(
            "<!-- <div> --><script>'<div>'</script><style>/*<div>*/</style><p title='<div>'><textarea><div></textarea>")
            .empty());
}

TEST_CASE("elements that branches open") {
  CHECK(in_body("<% if (a) { %><div><% } %>b<% if (a) { %></div><% } %>").empty());
  CHECK(in_body("<div><% if (a) { %></div><div><% } %>b</div>").empty());
  CHECK(in_body("<% if (a) { %><div id='a'><% } else { %><div id='b'><% } %></div></div>") == "unmatched </div");
  CHECK(in_body("<% if (a) { %><div><% } else { %><b><% } %>c<% if (a) { %></div><% } else { %></b><% } %>").empty());
  CHECK(in_body("<% if (a) { %><b><i></b></i><% } %>") == "unclosed <i");
  CHECK(in_body("<div><% if (a) { %><b><% } %></div></b>").empty());
  CHECK(in_body("<% switch (a) { case 1: %><p><% break; case 2: %><div><% } %></div>").empty());
  CHECK(in_body("<% try { %><div><% f(); %></div><% } catch (...) { %></div><% } %>").empty());
  CHECK(in_body("<div><% if (a) return; %></div>").empty());
  CHECK(in_body("<div><% if (a) { %></div></body></html><% return; } %></div>").empty());
}

TEST_CASE("elements that loops open") {
  CHECK(in_body("<ul><% for (;;) { %><li>a<% } %></ul>").empty());
  CHECK(in_body("<table><% for (;;) { %><tr><td>a<% } %></table>").empty());
  CHECK(in_body("<div><% for (;;) { if (a) { %></div><div><% } %>a<% } %></div>").empty());
  CHECK(in_body("<table><% for (;;) { if (a) { %><tr><% } %><td><% if (b) { %></tr><% } } %></table>").empty());
  CHECK(in_body("<% for (;;) { %><div><% } %>") == "unclosed <div");
  CHECK(mistakes("<% while (a) { %><div><% } %>") == "unclosed <div");
  CHECK(in_body("<div><% while (a) { %></div><% } %>") == "unmatched while");
  CHECK(in_body("<% FOREACH(a, b) { %><div><% } %></div>").empty());
  CHECK(in_body("<% for (;;) { %><b><i></b></i><% } %>") == "unclosed <i");
}

TEST_CASE("functions may print the tags that seem to be missing") {
  CHECK(
      in_body("<% auto open = [&] { %><div><% }; auto close = [&] { %></div><% }; open(); %>a<% close(); %>").empty());
  CHECK(in_body("<% head(out); %></div>").empty());
  CHECK(in_body("<% out.raw(\"<div>\"); %></div>").empty());
  CHECK(in_body("<%- head() %></div>").empty());
  CHECK(in_body("<page:include page=\"head.page\"/></div>").empty());
  CHECK(in_body("<page:include page=\"head.page\"/></b>") == "unmatched </b");
  CHECK(in_body("<% f(\"out\"); /* out */ %></div>") == "unmatched </div");
}

TEST_CASE("a page may be a part of another") {
  CHECK(mistakes("<html><body><div><table>").empty());
  CHECK(mistakes("<div id='main'>").empty());
  CHECK(mistakes("</div></body></html>").empty());
  CHECK(mistakes("</table></div>").empty());
  CHECK(mistakes("<div><b>") == "unclosed <b");
  CHECK(mistakes("a</b></div>") == "unmatched </b");
}

TEST_CASE("contents of tags are balanced by themselves") {
  quire::TemporaryFolder site;
  site.write("WEB-INF/tags/a.tag", "<div><page:doBody/></div>");
  site.write("WEB-INF/tags/b.tag", "<div><page:doBody/>");
  site.write("WEB-INF/tags/head.tag", "<html><body><div><page:doBody/>");
  const std::string use = "<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>";
  const auto of = [&](const std::string& text) {
    site.write("a.page", use + text);
    return mistakes(translate(site.path(), "/a.page"));
  };
  CHECK(of("<t:a><i>x</i></t:a>").empty());
  CHECK(of("<t:a><div>x</t:a></div>") == "unclosed <div");
  CHECK(of("<t:b/>") == "unclosed <div");
  CHECK(of("<t:head/>").empty());
}

TEST_CASE("attributes that occur twice") {
  CHECK(mistakes("<p id='a' class=b ID=c>") == "repeated ID");
  CHECK(mistakes("<p id='a'></p><p id='a'>").empty());
  CHECK(mistakes("<input checked checked>") == "repeated checked");
  CHECK(mistakes("<p <% if (a) { %>class='a'<% } %> class='b'>") == "repeated class");
  CHECK(mistakes("<p class='b' <% if (a) { %>class='a'<% } %>>") == "repeated class");
  CHECK(mistakes("<p <% if (a) { %>class='a'<% } else { %>class='b'<% } %>>").empty());
  CHECK(mistakes("<p <% if (a) { %>class='a'<% } %> <% if (!a) { %>class='b'<% } %>>").empty());
  CHECK(mistakes("<input <% if (a) { %>checked<% } %> <% if (b) { %>disabled<% } %>>").empty());
  CHECK(mistakes("<p data-<%= a %>='1' data-<%= b %>='2'>").empty());
  CHECK(mistakes("<p <%= a %> <%= b %>>").empty());
}

TEST_CASE("a group decides what mistakes in the structure are") {
  quire::TemporaryFolder site;
  site.write("a.page", "<i><b></i>");
  const auto of = [&](const std::string& setting) {
    site.write("WEB-INF/web.toml", "[[group]]\npattern = \"*.page\"\n" + setting);
    const Translation t = translate(site.path(), "/a.page");
    return mistakes(t) + (t.sink.has_errors() ? " error" : "");
  };
  CHECK(of("") == "unclosed <b");
  CHECK(of("structure = \"warn\"") == "unclosed <b");
  CHECK(of("structure = \"error\"") == "unclosed <b error");
  CHECK(of("structure = \"off\"").empty());
  CHECK(of("escape = \"html\"").empty());
}

TEST_CASE("nonces of scripts and styles") {
  quire::TemporaryFolder site;
  site.write("WEB-INF/web.toml", "[[group]]\npattern = \"*.page\"\nnonce = true\n");
  // The texts, with `@` for a nonce.
  const auto of = [&](const std::string& page) {
    site.write("a.page", page);
    const Translation t = translate(site.path(), "/a.page");
    REQUIRE_FALSE(t.sink.has_errors());
    std::string all;
    for (const std::string& text : t.unit.texts) all += (all.empty() ? "" : "@") + text;
    return all;
  };
  CHECK(of("<script>f()</script>") == "<script nonce=\"@\">f()</script>");
  CHECK(of("a<style>b</style><SCRIPT SRC=/a/></script>") ==
        "a<style nonce=\"@\">b</style><SCRIPT SRC=/a/ nonce=\"@\"></script>");
  CHECK(of("<link rel=stylesheet href=a><link rel=icon href=b><link rel=modulepreload href=c />") ==
        "<link rel=stylesheet href=a nonce=\"@\"><link rel=icon href=b><link rel=modulepreload href=c  nonce=\"@\"/>");
  CHECK(of("<script nonce=x></script>") == "<script nonce=x></script>");
  CHECK(of("<p title='<script>'><!--<script>--><textarea><script></textarea><script>'<script>'</script>") ==
        "<p title='<script>'><!--<script>--><textarea><script></textarea><script nonce=\"@\">'<script>'</script>");
  CHECK(of("<% for (;;) { %><script></script><% } %>") == "<script nonce=\"@\"></script>@");
  CHECK(of("<script <% if (a) { %>nonce=b<% } %>></script>") == "<script @nonce=b@></script>");
}
