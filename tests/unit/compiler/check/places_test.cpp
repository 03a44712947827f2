#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace quire::compiler;

namespace {

/// The places in generated code, `Text` for HTML text: `Attribute, UrlStart in Attribute`.
std::string places_in(const std::string& code) {
  std::string found;
  const std::size_t body = code.find("static void render_");
  for (std::size_t at = code.find("quire::print_", body); at != std::string::npos;
       at = code.find("quire::print_", at + 1)) {
    if (!found.empty()) found += ", ";
    if (code.compare(at, 17, "quire::print_html") == 0) found += "Text";
    if (code.compare(at, 16, "quire::print_raw") == 0) found += "raw";
    const std::string_view line = std::string_view(code).substr(at, code.find('\n', at) - at);
    const auto named = [&](std::string_view type) {
      const std::size_t name = line.find(type);
      if (name == std::string_view::npos) return std::string();
      const std::string_view rest = line.substr(name + type.size());
      return std::string(rest.substr(0, rest.find_first_of(",}")));
    };
    found += named("quire::Part::k");
    if (const std::string within = named("quire::Within::k"); !within.empty() && within != "Nothing")
      found += " in " + within;
  }
  return found;
}

/// The places of a page's values, or what is wrong with it.
std::string places(const std::string& page) {
  const Translation t = translate_text(page, "/a.page");
  std::string errors;
  for (const Diagnostic& each : t.sink.diagnostics())
    if (each.severity == Severity::kError) errors += kind_name(each.kind) + ": " + each.message + "\n";
  return errors.empty() ? places_in(t.unit.code) : errors;
}

bool is_refused(const std::string& page, DiagnosticKind kind) {
  const Translation t = translate_text(page, "/a.page");
  for (const Diagnostic& each : t.sink.diagnostics())
    if (each.kind == kind) return true;
  return false;
}

bool is_unclear(const std::string& page) { return is_refused(page, DiagnosticKind::kUnclearPlace); }

const std::string kUseTags = "<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>";

}  // namespace

TEST_CASE("each value is escaped for its place") {
  CHECK(places("<%= a %><p title=\"<%= b %>\"><a href='<%= c %>'><script>f('<%= d %>')</script>") ==
        "Text, Attribute, UrlStart in Attribute, JsString");
  CHECK(places("<%- a %><p title=\"<%- b %>\">") == "raw, raw");
  CHECK(places("<%@ page escape=\"html\" %><script>f(<%= a %>)</script><<%= b %>>") == "Text, Text");
  CHECK(places("<%@ page escape=\"off\" %><script>f(<%= a %>)") == "raw");
  CHECK(places("<%@ page contentType=\"application/json\" %>{\"a\": <%= a %>}") == "Json");
  CHECK(places("<%@ page contentType=\"text/plain\" %><a href=\"<%= a %>") == "raw");
  CHECK(places("<link href=\"<%= ctx %>/a.css\" rel=\"stylesheet\">") == "CodeUrlStart in Attribute");
  CHECK(places("<a href=\"<%= scheme %>://<%= host %>/\">") == "UrlScheme in Attribute, UrlPath in Attribute");
}

TEST_CASE("branches must end alike") {
  CHECK(places("<a href=\"<% if (x) { %>/a?b=<% } else { %>/b#<% } %><%= c %>\">") == "UrlQuery in Attribute");
  CHECK(places("<p <% if (x) { %>title=\"<%= a %>\"<% } %>><%= b %>") == "Attribute, Text");
  CHECK(places("<input <% if (x) %>checked<% ; %> id=\"<%= a %>\">") == "Attribute");
  CHECK(is_unclear("<% if (x) { %><a href=\"<% } %>\">"));
  CHECK(is_unclear("<% if (x) { %><a<% } %>"));
  CHECK(is_unclear("<% if (x) { %><a href=\"foo\"><% } else { %><a href=\"bar><% } %>"));
  CHECK(is_unclear("<script>var a = `<% if (x) { %>`<% } %>"));
  CHECK(places("<% if (x) { %><a><% } else if (y) { %><b><% } else { %><i><% } %><%= a %>") == "Text");
  CHECK(places("<% switch (x) { case 1: %><b><% break; default: %><i><% } %><%= a %>") == "Text");
  CHECK(is_unclear("<% switch (x) { case 1: %><b><% break; case 2: %><a <% } %>"));
}

TEST_CASE("loops end where they begin") {
  CHECK(places("<% for (int i = 0; i < 3; ++i) { %><li id=\"<%= i %>\"><% } %><%= a %>") == "Attribute, Text");
  CHECK(is_unclear("<% for (;;) { %> x='<a<% } %>"));
  CHECK(is_unclear("<% for (;;) { %><a<% if (x) { continue; } %>><% } %>"));
  CHECK(places("<a href='/foo?<% for (;;) { %>&<%= k %>=<%= v %><% } %>'>") ==
        "UrlQuery in Attribute, UrlQuery in Attribute");
  // The second round begins in the query.
  CHECK(places("<a href='/<% for (;;) { %><%= k %>?<% } %>'>") == "UrlQuery in Attribute");
}

TEST_CASE("what follows a jump ends nowhere") {
  CHECK(places("<select><% for (;;) { if (a) { %><option><% continue; %> <% } %><%= b %><% } %></select>") == "Text");
  CHECK(places("<svg><% if (a) { throw 1; %> <% } %><%= b %></svg>") == "Text");
}

TEST_CASE("exceptions and returns") {
  // The inner `catch` may not take it.
  CHECK(
      is_unclear("<% try { try { %><p title=\"<% f(); %>\"><% } catch (const A&) { %>\"><% } } "
                 "catch (...) { %><%= b %><% } %>"));
  CHECK(places("<% try { %><p><%= a %></p><% } catch (...) { %><%= b %><% } %>") == "Text, Text");
  CHECK(is_unclear("<% try { %><p title=\"<%= a %>\"><% } catch (...) { %><%= b %><% } %>"));
  CHECK(places("<% if (x) return; %><p title=\"<%= a %>\">") == "Attribute");
  CHECK(is_refused("<p title=\"<% if (x) return; %>\">", DiagnosticKind::kUnclosedHtml));
}

TEST_CASE("what is not closed is reported where it begins") {
  const Translation t = translate_text("ab <p title=\"<%= a %>", "/a.page");
  REQUIRE(t.sink.diagnostics().size() == 1);
  CHECK(t.sink.diagnostics()[0].kind == DiagnosticKind::kUnclosedHtml);
  CHECK(t.sink.diagnostics()[0].span.begin == 12);
  CHECK(is_refused("<script>var x = \"<%= s %>", DiagnosticKind::kUnclosedHtml));
}

TEST_CASE("values that no escaping makes safe") {
  for (const char* page : {"<<%= a %>>", "<p on<%= a %>=1>", "<script></scr<%= a %>ipt>", "<script type=\"<%= a %>\">",
                           "<script src=\"//<%= a %>\"></script>", "<script>'\\<%= a %>'</script>"}) {
    CAPTURE(page);
    CHECK(is_refused(page, DiagnosticKind::kUnsafePlace));
  }
  CHECK(is_refused("<a href=<%= a %>>", DiagnosticKind::kUnquotedValue));
}

TEST_CASE("`out <<` is for text") {
  CHECK(places("<p><% out << x; %></p><p title=\"<% out << x; %>\"><script><% out.raw(x); %></script>").empty());
  CHECK(is_refused("<script>f(<% out << x; %>)</script>", DiagnosticKind::kUnsafePlace));
}

TEST_CASE("functions that are kept in variables print where they are called") {
  const std::string row = "<% auto row = [&](int n) { %><td><%= n %></td><% }; %>";
  CHECK(places(row + "<tr><% row(1); row(2); %></tr>") == "Text");
  CHECK(is_unclear(row + "<script><% row(1); %></script>"));
  CHECK(is_unclear(row + "<a href=\"<% row(1); %>\">"));
  CHECK_FALSE(is_unclear(row + "<script><% f(\"row(\"); /* row(1); */ a.row(1); b->row(1); %></script>"));
  CHECK_FALSE(is_refused("<script><% show(\"out\"); // out\n %></script>", DiagnosticKind::kOutputElsewhere));
  CHECK(places("<% each([&](int n) { %><td><%= n %></td><% }); %>") == "Text");
  CHECK(is_refused("<script><% show(out, 1); %></script>", DiagnosticKind::kOutputElsewhere));
  CHECK_FALSE(
      is_refused("<p><% show(out, 1); %></p><script><% out.raw(x); %></script>", DiagnosticKind::kOutputElsewhere));
}

TEST_CASE("an optional attribute may follow the name of the tag") {
  CHECK(places("<li<% if (x) { %> class=\"a\"<% } %>><%= a %>") == "Text");
  CHECK(places("<input type=checkbox<% if (x) { %> checked<% } %> id=\"<%= a %>\">") == "Attribute");
  CHECK(places("<script<% if (x) { %> defer<% } %>>f(<%= a %>)</script>") == "Js");
  CHECK_FALSE(places("<li<% if (x) { %> a<% } %><%= b %>>").starts_with("AttributeName"));
  CHECK_FALSE(places("<li<% if (x) { %> a=\"b\"<% } %>st>").empty());
}

TEST_CASE("tags, their content and fragments") {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/tags/card.tag", "<section><page:doBody/></section>");
  site.write("WEB-INF/tags/head.tag", "<title><page:doBody/></title>");
  site.write("WEB-INF/tags/js.tag", "<script><page:doBody/></script>");
  site.write("WEB-INF/tags/twice.tag", "<page:doBody/><p title=\"<page:doBody/>\">");
  site.write("WEB-INF/tags/self.tag", kUseTags + "<p><t:self/></p>");
  site.write("WEB-INF/tags/link.tag", "<%@ tag context=\"url\" %><%@ attribute name=\"to\" %>/x?to=<%= to %>");
  site.write("WEB-INF/tags/attr.tag", "<%@ tag context=\"attribute\" %>a b");
  const auto translated = [&](const std::string& text) {
    site.write("a.page", kUseTags + text);
    const Translation t = translate(site.path(), "/a.page");
    const std::string errors = [&] {
      std::string all;
      for (const Diagnostic& each : t.sink.diagnostics())
        if (each.severity == Severity::kError) all += kind_name(each.kind) + " ";
      return all;
    }();
    return errors.empty() ? places_in(t.unit.code) : errors;
  };
  CHECK(translated("<t:card><%= a %></t:card>") == "Text");
  CHECK(translated("<t:head><%= a %></t:head>") == "Rcdata");
  CHECK(translated("<t:js>f(<%= a %>)</t:js>") == "Js");
  CHECK(translated("<t:card><a href=\"</t:card>\">") == "unclear-place ");
  CHECK(translated("<p title=\"<t:card/>\">") == "unsafe-place ");
  CHECK(translated("<p title=\"<t:attr/>\" class='<t:attr/>'>").empty());
  CHECK(translated("<t:attr/>") == "unsafe-place ");
  CHECK(translated("<a href=\"<t:link to=\"x\"/>\">").empty());
  CHECK(translated("<t:twice><%= a %></t:twice>") == "unclear-place ");
  CHECK(translated("<t:self/><%= a %>") == "Text");
}

TEST_CASE("expressions in script elements are known") {
  const auto is_in_script = [](const std::string& page) {
    const std::string code = translate_text(page, "/a.page").unit.code;
    REQUIRE(code.find("(context, b)") != std::string::npos);
    return code.find("quire::el::find_in_script(context, b)") != std::string::npos;
  };
  CHECK(is_in_script("<script>f(`${b}`)</script>"));
  CHECK(is_in_script("<script>if (x <y) f(`${b}`)</script>"));
  CHECK_FALSE(is_in_script("<script>f()</script>${b}"));
  CHECK_FALSE(is_in_script("<p title=\"<script>${b}\">"));
  CHECK_FALSE(is_in_script("<script src=\"${b}\"></script>"));
  CHECK_FALSE(is_in_script("<!-- <script>${b} -->"));
}

TEST_CASE("a site gives attributes a meaning") {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/web.toml", "[escape]\nattributes = { \"hx-on*\" = \"js\", \"data-url\" = \"text\" }\n");
  site.write("a.page", "<p hx-on:click=\"f(<%= a %>)\" data-url='<%= b %>' data-src='<%= c %>'>");
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  CHECK(places_in(t.unit.code) == "Js in Attribute, Attribute, UrlStart in Attribute");
}

TEST_CASE("elements made by an action") {
  CHECK(places("<page:element name=\"a\"><page:attribute name=\"href\"><%= a %></page:attribute><page:body><%= b "
               "%></page:body></page:element>") == "UrlStart, Text");
  CHECK(places("<page:element name=\"textarea\"><%= b %></page:element>") == "Rcdata");
}
