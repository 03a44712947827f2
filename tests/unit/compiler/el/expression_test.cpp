#include "compiler/el/dump.h"
#include "compiler/el/parser.h"
#include "compiler/lex/lexer.h"
#include "tests/unit/runtime/http/conformance.h"

#include <map>
#include <set>
#include <string>

using namespace quire::compiler;
using quire::http::read_conformance;
using quire::http::text_of;

namespace {

struct Parsed {
  RareVector<ElNode> nodes;
  std::string mistakes;
};

Parsed parsed(std::string_view text) {
  Sink sink;
  const Span inner{0, 2, static_cast<std::uint32_t>(text.size() + 2)};
  Parsed result{parse_el(text, inner, {}, {0, 0, inner.end + 1}, sink), ""};
  for (const Diagnostic& diagnostic : sink.diagnostics()) result.mistakes += diagnostic.message + "\n";
  return result;
}

/// The mistakes in all expressions of a text with `${…}`.
std::string mistakes_in(const std::string& text) {
  SourceSet sources;
  Sink sink;
  sources.add(SourceFile("a.page", "", text));
  std::string result;
  for (const Token& token : lex(0, sources, sink, {}).tokens)
    if (token.kind == TokenKind::kEl) result += parsed(unescaped(token, sources)).mistakes;
  for (const Diagnostic& diagnostic : sink.diagnostics()) result += diagnostic.message + "\n";
  return result;
}

/// What an expression of each category of `el-usage.json` is at its root.
const std::map<std::string, std::set<ElKind>> kRoots = {
    {"name", {ElKind::kName}},
    {"path", {ElKind::kProperty}},
    {"index path", {ElKind::kIndex, ElKind::kProperty}},
    {"comparison",
     {ElKind::kEqual, ElKind::kNotEqual, ElKind::kLess, ElKind::kLessEqual, ElKind::kGreater, ElKind::kGreaterEqual}},
    {"empty", {ElKind::kEmpty}},
    {"not empty", {ElKind::kNot}},
    {"not", {ElKind::kNot}},
    {"logical", {ElKind::kAnd, ElKind::kOr}},
    {"ternary", {ElKind::kConditional}},
    {"function call", {ElKind::kFunction, ElKind::kProperty, ElKind::kMethod}},
    {"method call", {ElKind::kMethod, ElKind::kProperty}},
    {"arithmetic", {ElKind::kAdd, ElKind::kSubtract, ElKind::kMultiply, ElKind::kDivide, ElKind::kModulo}},
    {"literal", {ElKind::kNull, ElKind::kBool, ElKind::kInteger, ElKind::kDouble, ElKind::kString}},
    {"assign", {ElKind::kAssign}},
};

}  // namespace

TEST_CASE("expressions as they are common on real pages") {
  const std::pair<const char*, const char*> kExpressions[] = {
      {"user.address.city", "(.city (.address user))"},
      {"pageContext.request.contextPath", "(.contextPath (.request pageContext))"},
      {"rows[0].name", "(.name ([] rows 0))"},
      {"labels['menu.home']", "([] labels \"menu.home\")"},
      {"cookie['theme']['value']", "([] ([] cookie \"theme\") \"value\")"},
      {"rows[7 - (day.offset)]", "([] rows (- 7 (.offset day)))"},
      {"order.total > 0", "(> (.total order) 0)"},
      {"order.state ne null", "(!= (.state order) null)"},
      {"loop.index % 2 == 0 ? 'even' : 'odd'", "(? (== (% (.index loop) 2) 0) \"even\" \"odd\")"},
      {"balance == -1", "(== balance (- 1))"},
      {"not empty param.query", "(! (empty (.query param)))"},
      {"!empty rows[n].tags", "(! (empty (.tags ([] rows n))))"},
      {"!(user == null)", "(! (== user null))"},
      {"!fn:contains(roles, 'admin')", "(! (fn:contains() roles \"admin\"))"},
      {"a != null && a.open && (a.free < a.size)", "(&& (&& (!= a null) (.open a)) (< (.free a) (.size a)))"},
      {"(not empty x and x == '1') or (empty x and y == '1')",
       "(|| (&& (! (empty x)) (== x \"1\")) (&& (empty x) (== y \"1\")))"},
      {"a % 2 == 1 || !b.last", "(|| (== (% a 2) 1) (! (.last b)))"},
      {"(a != null) ? (a) : 7", "(? (!= a null) a 7)"},
      {"s.last ? '' : ','", "(? (.last s) \"\" \",\")"},
      {"fn:substring(title, 0, fn:length(title) - 1)", "(fn:substring() title 0 (- (fn:length() title) 1))"},
      {"my:user().name", "(.name (my:user()))"},
      {"my:clean(text.body).replaceAll(\"'\", '<i>it</i>')",
       R"((.replaceAll() (my:clean() (.body text)) "'" "<i>it</i>"))"},
      {"item.toArray()[0].id", "(.id ([] (.toArray() item) 0))"},
      {"fn:length(a.rows) - 2", "(- (fn:length() (.rows a)) 2)"},
      {"form.kind = 'NEW'", "(= (.kind form) \"NEW\")"},
      {"'/images/logo'", "\"/images/logo\""},
  };
  for (const auto& [text, tree] : kExpressions) {
    const Parsed expression = parsed(text);
    INFO(text << '\n' << expression.mistakes);
    REQUIRE_FALSE(expression.nodes.empty());
    CHECK(dump(expression.nodes[0]) == tree);
  }
}

TEST_CASE("the expressions of public sites are parsed", "[conformance]") {
  const auto usage = read_conformance("corpus/el-usage.json");
  if (!usage) return;
  for (const auto& row : usage->at("expressions").as_array()) {
    const std::string text = text_of(row.at("expression"));
    const Parsed expression = parsed(text);
    INFO(text << '\n' << expression.mistakes);
    REQUIRE_FALSE(expression.nodes.empty());
    CHECK(kRoots.at(text_of(row.at("category"))).contains(expression.nodes[0].kind));
  }
  for (const auto& row : usage->at("shapes").as_array()) {
    const std::string shape = text_of(row.at("shape"));
    INFO(shape);
    CHECK(mistakes_in(shape).empty());
  }
}

TEST_CASE("what other projects parse is parsed", "[conformance]") {
  const auto cases = read_conformance("jsp/el-cases.json");
  if (!cases) return;
  for (const auto& row : cases->at("cases").as_array()) {
    const std::string text = text_of(row.at("expression"));
    // Only the tokens of `a eq1` are read there.
    if (text_of(row.at("kind")) == "error" || text == "${do:it(a eq1?true:false,y)}") continue;
    INFO(text);
    const bool is_bare = text_of(row.at("form")).starts_with("bare");
    CHECK((is_bare ? parsed(text).mistakes : mistakes_in(text)).empty());
  }
}

TEST_CASE("syntax errors of the first Expression Language are errors", "[conformance]") {
  const auto cases = read_conformance("jsp/jstl-cases.json");
  if (!cases) return;
  for (const auto& row : cases->at("el_parser_1_0").as_array()) {
    const std::string text = text_of(row.at("input"));
    INFO(text);
    // Backslashes in strings are allowed now.
    const bool is_bad = row.at("error").is_string() && text.find("escaping") == std::string::npos;
    CHECK(mistakes_in(text).empty() == !is_bad);
  }
}
