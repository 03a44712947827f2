#include "compiler/check/flow.h"

#include "compiler/lex/lexer.h"
#include "compiler/parse/parse.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <string_view>

using namespace quire::compiler;

namespace {

std::string dump(const std::vector<Flow>& flows);

const char* name_of(const Flow& flow) {
  switch (flow.kind) {
    case FlowKind::kNode:
      break;
    case FlowKind::kBlock:
      return "block";
    case FlowKind::kBranch:
      return flow.has_else ? "if-else" : "if";
    case FlowKind::kLoop:
      return flow.is_macro ? "macro" : flow.runs_once ? "do" : "loop";
    case FlowKind::kSwitch:
      return flow.has_default ? "switch-default" : "switch";
    case FlowKind::kCase:
      return flow.has_default ? "default" : "case";
    case FlowKind::kTry:
      return "try";
    case FlowKind::kFunction:
      return "function";
    case FlowKind::kBreak:
      return "break";
    case FlowKind::kContinue:
      return "continue";
    case FlowKind::kReturn:
      return "return";
    case FlowKind::kThrow:
      return "throw";
    case FlowKind::kOutput:
      return flow.is_raw ? "raw" : "out";
    case FlowKind::kCode:
      return "code";
  }
  switch (flow.node->kind) {
    case NodeKind::kText:
      return flow.node->text.c_str();
    case NodeKind::kAction:
    case NodeKind::kTag:
      return flow.node->text.c_str();
    case NodeKind::kEl:
      return "el";
    default:
      return "value";
  }
}

/// `(if (block a) (block b))`; text is what it is, other nodes and simple statements are a word.
std::string dump(const Flow& flow) {
  const std::string name = name_of(flow);
  const bool is_leaf = flow.children.empty() && flow.kind != FlowKind::kBlock && flow.kind != FlowKind::kSwitch;
  if (is_leaf) return name;
  return "(" + name + (flow.children.empty() ? "" : " ") + dump(flow.children) + ")";
}

std::string dump(const std::vector<Flow>& flows) {
  std::string all;
  for (const Flow& flow : flows) all += (all.empty() ? "" : " ") + dump(flow);
  return all;
}

struct FlowPage : OneFile {
  explicit FlowPage(std::string text, const std::string& path = "a.page")
      : OneFile(std::move(text), path),
        page(path == "a.page" ? parse(lex(0, sources, sink), sources, sink)
                              : parse_file(0, sources, sink, {}, DocumentRole::kPage)),
        flows(read_flow(page.nodes, sources, reported)) {}

  Sink reported;
  Page page;
  std::vector<Flow> flows;
};

std::string flow_of(std::string text) {
  const FlowPage page(std::move(text));
  CHECK(messages(page.reported).empty());
  return dump(page.flows);
}

/// The texts at which something is reported.
std::string reported(std::string text) {
  const FlowPage page(std::move(text));
  std::string all;
  for (const Diagnostic& diagnostic : page.reported.diagnostics()) {
    CHECK(diagnostic.kind == DiagnosticKind::kUnclearFlow);
    all += std::string(page.sources.text(diagnostic.span)) + std::to_string(diagnostic.span.begin) + " ";
  }
  return all;
}

/// The flow of code in one scriptlet.
std::string code(const std::string& text) { return flow_of("<% " + text + " %>"); }

std::size_t count_nodes(const std::vector<Flow>& flows) {
  std::size_t count = 0;
  for (const Flow& flow : flows) count += (flow.kind == FlowKind::kNode ? 1U : 0U) + count_nodes(flow.children);
  return count;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// What the random pages are made of.
constexpr const char* kPieces[] = {"if",
                                   "else",
                                   "for",
                                   "while",
                                   "do",
                                   "switch",
                                   "case",
                                   "default",
                                   "try",
                                   "catch",
                                   "break",
                                   "(",
                                   ")",
                                   "{",
                                   "}",
                                   "[",
                                   "]",
                                   ";",
                                   ":",
                                   "?",
                                   "::",
                                   "a",
                                   "M",
                                   "out << b",
                                   "return",
                                   "goto",
                                   "[&] {",
                                   "%>a<% ",
                                   "%>b<%=c%><% ",
                                   "%> <% ",
                                   "if (x)",
                                   "if (x) {",
                                   "\n#if A\n",
                                   "\n#else\n",
                                   "\n#endif\n",
                                   "=",
                                   ",",
                                   "});",
                                   "(1)",
                                   "throw",
                                   "[[b]]",
                                   "\"s\"",
                                   "%\\>",
                                   "goto"};

}  // namespace

TEST_CASE("a list without scriptlets is its nodes") {
  CHECK(flow_of("").empty());
  CHECK(flow_of("a<%= b %><%- c %>${d}<%@ page session=\"true\" %><%! int e; %>f") == "a value value el f");
  CHECK(flow_of("<page:text>a<%= b %></page:text><page:element name=\"c\">d</page:element>") == "a value page:element");
}

TEST_CASE("a branch has a block for each arm") {
  CHECK(flow_of("<% if (x) { %>a<% } %>b") == "(if (block a)) b");
  CHECK(flow_of("<% if (x) { %>a<% } else { %>b<% } %>") == "(if-else (block a) (block b))");
  CHECK(flow_of("<% if (x) %>a<% else %>b<%= c %>") == "(if-else (block a) (block b)) value");
  CHECK(flow_of("<% if (x) { %>a<% } else if (y) { %>b<% } else if (z) %>c<% else { %><% } %>") ==
        "(if-else (block a) (block b) (block c) (block))");
  CHECK(flow_of("<% if (x) if (y) { %>a<% } else { %>b<% } %>") == "(if (block (if-else (block a) (block b))))");
  CHECK(flow_of("<% if (int i = f(); i > 0) [[likely]] { %>a<% } else [[unlikely]] { %>b<% } %>") ==
        "(if-else (block a) (block b))");
  CHECK(flow_of("<% if constexpr (x) { %>a<% } if consteval { %>b<% } if !consteval { %>c<% } if not consteval { %>d<% "
                "} %>") == "(if (block a)) (if (block b)) (if (block c)) (if (block d))");
  CHECK(code("if (a) b(); else c();") == "(if-else (block code) (block code))");
  CHECK(code("if (a) ; else { }") == "(if-else (block) (block))");
}

TEST_CASE("a statement left open takes the next node or run of text") {
  CHECK(flow_of("<% if (x) %><%= a %>b") == "(if (block value)) b");
  CHECK(flow_of("<% if (x) %>a<%! int i; %>b<page:text>c</page:text>d<% e(); %>f") == "(if (block a b c d)) code f");
  CHECK(flow_of("<% if (x) %>a<%-- --%>b<% /* c */ %>d<%= e %>") == "(if (block a b d)) value");
  CHECK(flow_of("<% if (x) %> <% a(); %>") == "(if (block  )) code");
  CHECK(flow_of("<% if (x) %><% a(); %>b") == "(if (block code)) b");
  CHECK(flow_of("<% if (x) %>a<%\n#pragma b\n%>c") == "(if (block a)) c");
  CHECK(flow_of("<% for (;;) %><page:include page=\"a\"/>b") == "(loop (block page:include)) b");
}

TEST_CASE("white space before else and catch is not emitted") {
  CHECK(flow_of("<% if (x) { %>a<% } %> \n <% /* b */ else { %>c<% } %>") == "(if-else (block a) (block c))");
  CHECK(flow_of("<% try { %>a<% } %> <page:text> </page:text><% catch (...) { %>b<% } %>") ==
        "(try (block a) (block b))");
  CHECK(flow_of("<% if (x) { %>a<% } %> <% f(); %>") == "(if (block a))   code");
}

TEST_CASE("loops") {
  CHECK(flow_of("<% for (const auto& a : b) { %>c<% } for (;;) %>d<% while (auto e = f()) { %>g<% } %>") ==
        "(loop (block c)) (loop (block d)) (loop (block g))");
  CHECK(flow_of("<% do { %>a<% } while (b); %>c<% do %>d<% while (e); %>") == "(do (block a)) c (do (block d))");
  CHECK(flow_of("<% for co_await (auto a : b) { if (c) continue; %>d<% if (e) break; } %>") ==
        "(loop (block (if (block continue)) d (if (block break))))");
  CHECK(flow_of("<% for (int i = 0; i < 3; ++i) for (;;) %>a<%= b %>") == "(loop (block (loop (block a)))) value");
}

TEST_CASE("a switch has its labels among its statements") {
  CHECK(flow_of("<% switch (x) { case 1: case 2: %>a<% break; case X::Y: %>b<% [[fallthrough]]; default: %>c<% } %>") ==
        "(switch-default case case a break case b default c)");
  CHECK(flow_of("<% switch (x) { %> <% case 1 ... 5: { %>a<% break; } case 'b': return; } %>") ==
        "(switch   case (block a break) case return)");
  CHECK(flow_of("<% switch (x) { case (a ? b : c): %>a<% case a ? b : ::c: %>b<% case f({1}): %>c<% } %>") ==
        "(switch case a case b case c)");
  CHECK(flow_of("<% switch (auto a = b(); a) case 1: %>c<% d(); %>") == "(switch case) c code");
  CHECK(flow_of("<% switch (x) { case 1: if (y) { %>a<% } else break; %>b<% } %>") ==
        "(switch case (if-else (block a) (block break)) b)");
  CHECK(flow_of("<% switch (a) { case 1: switch (b) { default: %>c<% } break; } %>") ==
        "(switch case (switch-default default c) break)");
  // Without page content, labels may be anywhere.
  CHECK(code("switch (n % 2) { case 0: do { a(); case 1: b(); } while (--n > 0); }") ==
        "(switch case (do (block code case code)))");
}

TEST_CASE("try, jumps and labels") {
  CHECK(flow_of("<% try { %>a<% b(); } catch (const A& a) { %>c<% } catch (...) { throw; } %>") ==
        "(try (block a code) (block c) (block throw))");
  CHECK(code("return; return f(a, {1}); co_return 1; throw A{1}; break; continue;") ==
        "return return return throw break continue");
  CHECK(code("a: b(); c: { d: e(); }") == "code (block code)");
  CHECK(code("a ? b : c; x ? throw 1 : y; auto d = a ? B::c : ::d;") == "code");
}

TEST_CASE("plain statements are one entry") {
  CHECK(code("a(); b = c; int d = 1, e{2}; ; std::vector<int> v{1, 2}; auto w = new T{3};") == "code");
  CHECK(code("struct A { int b = 1; void c() { return; } }; enum class D { e, f }; namespace g = h;") == "code");
  CHECK(code("A a = {.b = {1}, .c = 2}; auto [d, e] = f(); [[maybe_unused]] G g; using H = I<J>;") == "code");
  CHECK(code("auto a = [b](int c) mutable -> D { if (c) return d; else throw e; }; [] { return 1; }();") == "code");
  CHECK(code("\"{\"; '{'; R\"(})\"; u8R\"x(})x\"; 1'000; // }\n/* { */") == "code");
  CHECK(code(";;{};") == "(block)");
}

TEST_CASE("lambdas with page content are functions") {
  CHECK(flow_of("<% each(rows, [&](auto& row) { %>a<% }); %>b") == "(function (block a)) code b");
  CHECK(flow_of("<% auto a = [&]() -> std::vector<int> { %>a<% return b; }; %>") == "(function (block a return)) code");
  CHECK(flow_of("<% f([&] { %>a<% }, [&] { g([&] { %>b<% }); }); %>") ==
        "(function (block a)) (function (block (function (block b)) code)) code");
  CHECK(flow_of("<% [&] { if (x) { %>a<% } }(); %>b") == "(function (block (if (block a)))) code b");
  CHECK(flow_of("<% A a = {1, {[&] { %>b<% }}}; %>c") == "(function (block b)) code c");
  CHECK(flow_of("<% if (f([&] { %>a<% })) { %>b<% } %>") == "(function (block a)) (if (block b))");
  CHECK(flow_of("<% return f([&] { %>a<% }); %>") == "(function (block a)) return");
}

TEST_CASE("statements that print") {
  CHECK(code("out << a << b; out.raw(c); out.escape_html(d);") == "out code raw code out code");
  CHECK(code("if (a) out << b; else c && (out << d);") == "(if-else (block out code) (block out code))");
  CHECK(code("a.out << 1; b->out << 2; c::out << 3; out(4); int out = 5; f(out); out < 6;") == "code");
  CHECK(code("auto a = [&](int b) { out << b; };") == "(function (block out code)) code");
  const FlowPage page("<% x(), out.raw(\"a\"); %>");
  REQUIRE(page.flows.size() == 2);
  CHECK(page.sources.text(page.flows[0].span) == "out");
}

TEST_CASE("macros that look like calls") {
  CHECK(code("CHECK(x); NAMES::check(y);") == "code");
  CHECK(flow_of("<% FOREACH(auto a, b) { %>c<% } FOREACH(d, e) %>f<%= g %>") ==
        "(macro (block c)) (macro (block f)) value");
  CHECK(flow_of("<% FOREVER { %>a<% if (b) break; } %>") == "(macro (block a (if (block break))))");
  CHECK(flow_of("<% FOREACH(a, b) if (c) { %>d<% } %>") == "(macro (block (if (block d))))");
  CHECK(flow_of("<% WHEN(a) { %>b<% } else { %>c<% } %>") == "(if-else (block b) (block c))");
  CHECK(code("if (a) LOG(b) else LOG(c)") == "(if-else (block code) (block code))");
}

TEST_CASE("the content of other actions is not read") {
  CHECK(flow_of("<% if (x) { %><page:element name=\"a\"><% } %></page:element><% } %>") == "(if (block page:element))");
  const FlowPage page(
      "<jsp:root xmlns:jsp=\"http://java.sun.com/JSP/Page\" version=\"3.0\">"
      "<jsp:scriptlet>if (a &lt;&lt; b) {</jsp:scriptlet>c<jsp:scriptlet>} out &lt;&lt; 1;"
      "</jsp:scriptlet></jsp:root>",
      "a.pagex");
  CHECK(dump(page.flows) == "(if (block c)) out code");
  CHECK(page.sources.text(page.flows[1].span) == "out");
}

TEST_CASE("an escaped delimiter is the digraph for a brace") {
  CHECK(flow_of("<% if (x) { %>a<% %\\> %>b") == "(if (block a)) b");
}

TEST_CASE("#if around whole statements is a branch") {
  CHECK(flow_of("<%\n#if A\n%>a<%\n#else\n%>b<%\n#endif\n%>c") == "(if-else (block a) (block b)) c");
  CHECK(flow_of("<%\n#if A\nreturn;\n#endif\n%>a") == "(if (block return)) a");
  CHECK(flow_of("<%\n#ifdef A\nf();\n#elif B\ng();\n#endif\n%>a") == "code a");
  CHECK(flow_of("<%\n#if 0\n} don't\n#endif\n%>a") == "code a");
  CHECK(flow_of("<% if (a)\n#if B\nb();\n#else\nc();\n#endif\n%>d") == "(if (block code)) d");
  CHECK(flow_of("<% f(a,\n#if B\nb,\n#endif\nc); int d =\n#if E\n1\n#else\n2\n#endif\n; %>e") == "code e");
}

TEST_CASE("#if within a statement is accepted where nothing depends on it") {
  CHECK(flow_of("<%\n#if A\nif (a) {\n#else\nif (b) {\n#endif\n%>c<% } %>") == "(if (block c))");
  CHECK(flow_of("<%\n#if A\nif (a) {\n#else\nwhile (b) {\n#endif\nc(); } %>d") == "(if (block code)) d");
  CHECK(flow_of("<%\n#if A\nif (a) b(); else\n#endif\n{ c(); } %>d") == "(if-else (block code) (block code)) d");
  CHECK(flow_of("<%\n#if A\nif (a) {\n#endif\nb();\n#if A\n}\n#endif\n%>c") == "(if (block code)) c");
  CHECK(flow_of("<%\nf(a\n#if B\n, b);\n#else\n);\n#endif\n%>c") == "code c");
}

TEST_CASE("what cannot be followed is reported") {
  CHECK(reported("<% again: %>a<% goto again; %>") == "goto16 ");
  CHECK(reported("a<% else { %>b<% } %>") == "else4 ");
  CHECK(reported("<% if (x) { %>a<% } %>b<% else { %>c<% } %>") == "else26 ");
  CHECK(reported("<% case 1: %>a<% default: %>") == "case3 default17 ");
  CHECK(reported("<% switch (x) { case 1: if (y) { case 2: %>a<% } } %>") == "case33 ");
  CHECK(reported("<% switch (x) { case 1: { case 2: %>a<% } } %>") == "case26 ");
  CHECK(reported("<% switch (x) { case 1: f([&] { case 2: %>a<% }); } %>") == "case32 ");
  CHECK(reported("<%\n#if A\nif (a) {\n#else\n{\n#endif\n%>x<% } %>") == "{16 ");
  CHECK(reported("<%\n#if A\nif (a) {\n#endif\n%>x<%\n#if A\n}\n#endif\n%>") == "{16 }37 ");
  CHECK(reported("<%\n#if A\nif (a)\n#else\nif (b)\n#endif\n%>x") == "");
  CHECK(reported("<%\n#if A\nif (a)\n#else\nwhile (b)\n#endif\n%>x") == "if9 ");
  CHECK(reported("<%\n#if A\n#else\n{\n#endif\n} %>x") == "{15 ");
  CHECK(reported("<%\n#if A\n#else\nif (b) {\n#endif\n%>x<%\n#if A\n#else\n}\n#endif\n%>") == "{22 }49 ");
  CHECK(reported("<%\n#if A\na();\n#elif B\n{\n#else\nb();\n#endif\n%>x") == "{22 ");
  CHECK(reported("<%\n#if A\nif (a) return; else\n#else\nif (b) return; else\n#endif\n%>x") == "else24 ");
  CHECK(reported("<% switch (x) {\n#if A\ncase 1: %>a<%\n#endif\n} %>") == "case22 ");
}

TEST_CASE("code with other errors is not reported again") {
  CHECK(reported("<% } else { %>").empty());
  CHECK(reported("<% else { %>a").empty());
  CHECK(reported("<% else 'a %>b").empty());
  CHECK(dump(FlowPage("<% if (x) { %>a").flows) == "(if (block a))");
  CHECK(dump(FlowPage("<% } %>a<% ) %>b").flows) == "a code b");
  CHECK(dump(FlowPage("<% f( %>a<% ); %>b").flows) == "a code b");
  CHECK(dump(FlowPage("<% f( %>a<% if (b) { %>c<% } %>").flows) == "code a (if (block c))");
  CHECK(dump(FlowPage("<% if %>a<% for ( %>b<% switch %>c<% case %>d<% try %>e<% do %>").flows) ==
        "(if (block a)) (loop (block code)) b (switch c) case d (try (block e)) (do (block))");
}

TEST_CASE("nesting is limited") {
  CHECK(reported("<% " + repeated("{", 199) + " %>a<% " + repeated("}", 199) + " %>").empty());
  CHECK(reported("<% " + repeated("{", 201) + " %>a<% " + repeated("}", 201) + " %>") == "{203 ");
  for (const char* opener :
       {"{",  "if (a) ", "do ",   "M(a) ", "f([&] {", "try {", "else ", "switch (a) {", "[",    "(",
        "a{", "={",      "case ", "M(",    "a:",      "[[",    "if (",  "for (;[&] {",  "a ? ", "a."}) {
    CAPTURE(opener);
    const FlowPage page("<% " + repeated(opener, 20000) + " %>a<%= b %>");
    CHECK(count_nodes(page.flows) == 2);
    const FlowPage closed("<% " + repeated(opener, 1000) + " %>a<% " + repeated("}", 1000) + " %>b");
    CHECK(count_nodes(closed.flows) == 2);
  }
  const std::string chain = "<% if (a) { %>b<% }" + repeated(" else if (a) { %>b<% }", 5000) + " %>";
  CHECK(reported(chain).empty());
  CHECK(count_nodes(FlowPage(chain).flows) == 5001);
  CHECK(count_nodes(
            FlowPage("<%\n" + repeated("#if A\n{\n", 20000) + "%>a<%\n" + repeated("#endif\n", 20000) + "%>").flows) ==
        1);
}

TEST_CASE("whatever the tokens, every node is in the tree") {
  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> any(0, std::size(kPieces) - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string text = "<% ";
    for (std::size_t i = any(random); i > 0; --i) (text += kPieces[any(random)]) += ' ';
    text += "%>end<%=d%>";
    CAPTURE(text);
    const FlowPage page(text);
    std::size_t expected = 0;
    for (const Node& node : page.page.nodes)
      if (node.kind != NodeKind::kScriptlet && node.text != " ") ++expected;
    std::size_t blank = 0;
    for (const Node& node : page.page.nodes) blank += node.text == " " ? 1U : 0U;
    const std::size_t found = count_nodes(page.flows);
    CHECK(found >= expected);
    CHECK(found <= expected + blank);
  }
}
