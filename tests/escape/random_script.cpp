#include "tests/escape/random_script.h"

#include <cstddef>
#include <string_view>

namespace quire::escape_test {
namespace {

constexpr unsigned kDeepest = 4;

/// The placeholders: `E` is an expression, `S` statements, `T` text of a string, `R` of a regular
/// expression, `C` of a comment on one line, `V` a new variable, `_` a blank, a line, a comment or nothing.
constexpr std::string_view kStatements[] = {
    "E;",
    "E;",
    "a_=_E;",
    "var V_=_E;",
    "let V = E,_V = E;",
    "const {a: V, b = E} = E;",
    "if (E) S else S",
    "if (E) /R/.test(E);",
    "if_(E)_{S}_/R/g.exec(E);",
    "while (E)_/R/.test(E);",
    "for (var V = E; E; a++)_S",
    "for (const V of E)_{S}",
    "for (var V in E) /R/.test(E)",
    "with (E) /R/;",
    "do {S} while (E) /R/;",
    "switch (E) { case E: S default:_S }",
    "switch (E) { case /R/: case E: }",
    "try {S} catch {S} finally {S}",
    "throw E;",
    "{S}_/R/;",
    "{}_/R/i.test(E);",
    "function V(a, b = E) { S return E }",
    "function V() { return /R/ }",
    "function* V() { yield /R/; yield E; }",
    "async function V() { await /R/; for await (const x of E) S }",
    "function V() {}_/R/.test(E);",
    "class V { m(a) {S} static b = E; [E]() {S} get c() { return E } }",
    "l: for (;;) { S break l }",
    ";",
    "debugger;",
    "// C\n",
    "a = E // C\n",
    "/* T */",
    "a_=_b\n/E/c;",
    "a = b\n++c;",
    "a++\n/R/.test(E);",
    "\n<!-- C\n",
    "\n--> C\n",
    "\n/* T\n */ --> C\n",
    "a = b<!--C\n+ E;",
    "a = b-->c;",
    "a_=_{a: E}_/_E;",
    "a = function () {S} / E;",
};

constexpr std::string_view kExpressions[] = {
    "@",
    "@",
    "@",
    "@",
    "a",
    "$b",
    "x1",
    "\xC3\xA9t\xC3\xA9",
    "\\u0061b",
    "1",
    "1.",
    ".5",
    "0x1f",
    "1e3",
    "1_000n",
    "true",
    "null",
    "this",
    "\"T\"",
    "'T'",
    "`T`",
    "\"\"",
    "''",
    "``",
    "\"T\"",
    "'T'",
    "`T`",
    "`T${E}T`",
    "`${E}`",
    "`${`T${E}`}T`",
    "`${{a: E}}T`",
    "`$T`",
    "`$${E}$`",
    "a`T${E}`",
    "`{${E}}`",
    "`${(() => { S return `T` })()}T`",
    "/R/",
    "/R/gi",
    "(/R/)",
    "/R/.test(E)",
    "[/R/,_/R/]",
    "!/R/.test(E)",
    "a_/_E",
    "(E)_/_E",
    "[E]_/_E",
    "a++ / E",
    "a--_/_E",
    "a[E]_/_b_/_E",
    "1_/_E",
    "`T` / E",
    "\"T\"_/_E",
    "f(E)_/_E",
    "a_/=_E",
    "this / E",
    "null / E",
    "/R/ / E",
    "/R/g_/_E",
    "a.return / E",
    "a.if(E) / E",
    "a?.in / E",
    "a.b_/_c_/_E",
    "x1 / E / 2",
    "a_?_/R/ : /R/",
    "a_?_E_:_E",
    "a ? .5 : E",
    "-E",
    "!E",
    "typeof E",
    "typeof /R/",
    "void /R/",
    "delete E.a",
    "(E,_E)",
    "E_+_E",
    "E_*_E",
    "E - -E",
    "E_<_E",
    "E_>>>_E",
    "E === E",
    "(E) && E",
    "(E) ?? (E)",
    "\"T\" in E",
    "E instanceof a",
    "/R/ in E",
    "a < /R/",
    "(E)",
    "((E))",
    "{a: E}.b",
    "({a: E, \"T\": E})",
    "({a,_...E,_[E]: E, 'T'_: E})",
    "({a() {S}, get b() { return E }, set c(d) {S}})",
    "({async *a() {S}, if: E, return: /R/})",
    "[E,_E]",
    "[,_E, ...E]",
    "[]",
    "f(E,_E)",
    "f(...E)",
    "a.b(E)",
    "E.length",
    "a[E]",
    "a?.[E]",
    "a?.b?.(E)",
    "new a(E)",
    "new a",
    "new (E)",
    "a_-=_E",
    "a_=_E",
    "a_+=_E",
    "a ||= E",
    "++a",
    "a--",
    "(a => E)",
    "(() => ({a: E}))",
    "((a, b = E) => { S return E })",
    "(async a => await E)",
    "(function () {S})",
    "(function () { S return /R/ })",
    "(class { a = E; static {S} })",
    "function () {S}.call(E)",
    "(E)/* T */",
    "E/* @*/",
    "E // C\n",
    "(// C\nE)",
    "of / E",
    "async / E",
    "get / E",
    "let_/_E",
};

/// In a string or template: `\` is never before a value.
constexpr std::string_view kText[] = {
    "@", "@",    "@",   "a",       " ",    "/",   "//", "/*",       "<", "</b>", "{",  "}",
    "$", "\\\\", "\\n", "\\u0041", "\\\n", "\\/", "&",  "&amp;",    "%", "%41",  "#",  "(",
    ")", ";",    "=",   "+",       "-",    "*",   "0",  "\xC3\xA9", "!", "--",   "->",
};

constexpr std::string_view kRegexp[] = {
    "@",      "@",       "@",   "a",   "b+",      ".",     "\\/", "\\\\",    "[@]", "[/@]", "[^@a]", "[\"@]",
    "[a-z@]", "[\\]@/]", "[[]", "(@)", "(?:@|b)", "(a|@)", "\\d", "\\(",     "\\[", "\\n",  "'",     "\"",
    "`",      "(?=@)",   "^",   "$",   "a{1,2}",  "{",     "}",   "\\u0041", " ",   "&",    "%",     "\xC3\xA9",
};

constexpr std::string_view kComment[] = {
    "@", "@", "a", " ", "'", "\"", "`", "/", "/*", "\\", "${", "it's", "<", "(", "}", "don\"t", "-->", "<!--",
};

class ScriptWriter {
 public:
  explicit ScriptWriter(std::mt19937& random) : random_(random) {}
  std::string write() {
    statements(0);
    return text_;
  }

 private:
  template <std::size_t kSize>
  std::string_view choose(const std::string_view (&choices)[kSize]) {
    return choices[random_() % kSize];
  }
  void statements(unsigned depth);
  void expand(std::string_view pattern, unsigned depth);
  void expression(unsigned depth);
  template <std::size_t kSize>
  void pieces(const std::string_view (&choices)[kSize], std::size_t least);
  /// Text in a literal that ends with `quote`.
  void quoted(char quote);
  void blank();

  std::mt19937& random_;
  std::string text_;
  /// So that no two variables have the same name.
  unsigned variables_ = 0;
};

void ScriptWriter::statements(unsigned depth) {
  const std::size_t count = depth == 0 ? 1 + random_() % 3 : random_() % 3;
  if (count == 0) text_ += ";";
  // Where one statement is expected, only the first is taken; that is a program too.
  for (std::size_t i = 0; i < count; ++i) expand(depth >= kDeepest ? "E;" : choose(kStatements), depth + 1);
}

void ScriptWriter::expression(unsigned depth) {
  if (depth >= kDeepest) text_ += random_() % 3 == 0 ? "a" : "@";
  else expand(choose(kExpressions), depth + 1);
}

template <std::size_t kSize>
void ScriptWriter::pieces(const std::string_view (&choices)[kSize], std::size_t least) {
  for (std::size_t count = least + random_() % 4; count > 0; --count) text_ += choose(choices);
}

void ScriptWriter::quoted(char quote) {
  constexpr std::string_view kQuotes = "\"'`";
  pieces(kText, 0);
  if (random_() % 3 == 0) {
    const char inner = kQuotes[random_() % kQuotes.size()];
    // The quotes of other literals need no `\`.
    if (inner == quote) text_ += '\\';
    text_ += inner;
  }
  pieces(kText, 0);
}

void ScriptWriter::blank() {
  constexpr std::string_view kBlanks[] = {"", "", "", " ", " ", "\n", "\t", "/* @ */", "/**/", " // @\n", "/*/ ' @*/"};
  text_ += choose(kBlanks);
}

void ScriptWriter::expand(std::string_view pattern, unsigned depth) {
  char quote = '\0';
  for (const char c : pattern) {
    switch (c) {
      case 'E':
        expression(depth);
        break;
      case 'S':
        statements(depth);
        break;
      case 'T':
        quoted(quote);
        break;
      case 'R':
        pieces(kRegexp, 1);
        break;
      case 'C':
        pieces(kComment, 0);
        break;
      case 'V':
        text_.append("v").append(std::to_string(++variables_));
        break;
      case '_':
        blank();
        break;
      default:
        if (c == '"' || c == '\'' || c == '`') quote = c;
        text_ += c;
    }
  }
}

}  // namespace

std::string random_script(std::mt19937& random) { return ScriptWriter(random).write(); }

}  // namespace quire::escape_test
