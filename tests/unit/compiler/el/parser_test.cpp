#include "compiler/el/parser.h"

#include "compiler/el/dump.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// The tree, or the diagnostics: `3-4: message`, columns as in the text.
std::string parsed(std::string_view text) {
  Sink sink;
  const Span inner{0, 2, static_cast<std::uint32_t>(text.size() + 2)};
  const RareVector<ElNode> nodes = parse_el(text, inner, {}, {0, 0, inner.end + 1}, sink);
  std::string result = nodes.empty() ? "" : dump(nodes[0]);
  for (const Diagnostic& diagnostic : sink.diagnostics())
    result += std::to_string(static_cast<int>(diagnostic.span.begin) - 2) + "-" +
              std::to_string(static_cast<int>(diagnostic.span.end) - 2) + ": " + diagnostic.message;
  return result;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (; count > 0; --count) result += text;
  return result;
}

}  // namespace

TEST_CASE("literals keep what they mean") {
  CHECK(parsed(" null\n") == "null");
  CHECK(parsed("true") == "true");
  CHECK(parsed("007") == "7");
  CHECK(parsed("0") == "0");
  CHECK(parsed("9223372036854775807") == "9223372036854775807");
  for (const char* number : {"1.", "1.5", ".5", "1e5", "1.e5", "1E-3", "1.5e+3"}) CHECK(parsed(number) == number);
  CHECK(parsed("'a \"b\" \\'c\\' \\\\ \\d'") == R"("a \"b\" 'c' \\ \\d")");
  CHECK(parsed("\"it's}\"") == "\"it's}\"");
  CHECK(parsed("''") == "\"\"");
}

TEST_CASE("names are those of Java and of C++") {
  for (const char* name : {"a", "_b$1", "$", "class", "template", "errno", "größe", "имя", "名前", "andy", "trueish"})
    CHECK(parsed(name) == name);
  CHECK(parsed("a::b :: c") == "a::b::c");
  CHECK(parsed("a::f(1)") == "(a::f() 1)");
  CHECK(parsed("a.empty.class.not") == "(.not (.class (.empty a)))");
}

TEST_CASE("suffixes follow a value") {
  CHECK(parsed("a.b.c") == "(.c (.b a))");
  CHECK(parsed("a [ 'k.l' ] [0]") == "([] ([] a \"k.l\") 0)");
  CHECK(parsed("a.b(c, 'd').e()") == "(.e() (.b() a c \"d\"))");
  CHECK(parsed("a['b'](c)") == "(.b() a c)");
  CHECK(parsed("a[b](c)") == "(() ([] a b) c)");
  CHECK(parsed("(a.b)(c)") == "(() (.b a) c)");
  CHECK(parsed("f()(1)(2)") == "(() (() (f()) 1) 2)");
  CHECK(parsed("'a'.length()") == "(.length() \"a\")");
  CHECK(parsed("[1, 2].stream().toList()") == "(.toList() (.stream() (list 1 2)))");
  CHECK(parsed("a.b.c(x -> x.d == 1)") == "(.c() (.b a) (-> x (== (.d x) 1)))");
}

TEST_CASE("a prefix makes a function, even after a question mark") {
  CHECK(parsed("fn:length(a)") == "(fn:length() a)");
  CHECK(parsed(" do : it ( a eq 1 ? true : false, y ) ") == "(do:it() (? (== a 1) true false) y)");
  CHECK(parsed("a ? b:c") == "(? a b c)");
  CHECK(parsed("a?b : (c)") == "(? a b c)");
  CHECK(parsed("a ? p:f(b) : c") == "(? a (p:f() b) c)");
  CHECK(parsed("a ? b : p:f(c)") == "(? a b (p:f() c))");
  CHECK(parsed("a ? b:c(d)") ==
        "2-3: `?` is missing its `:`, because `b:c(…)` is a function; after a name, write ` : (…)`");
  CHECK(parsed("p:f = x -> x + 1; p:f(0)") == "(; (= p:f (-> x (+ x 1))) (p:f() 0))");
}

TEST_CASE("operators bind as the specification says") {
  CHECK(parsed("1 + 2 * 3 - 4") == "(- (+ 1 (* 2 3)) 4)");
  CHECK(parsed("a / b div c % d mod e") == "(% (% (/ (/ a b) c) d) e)");
  CHECK(parsed("1 += 2 + 3 += 4") == "(+= (+= 1 (+ 2 3)) 4)");
  CHECK(parsed("a += b < c") == "(< (+= a b) c)");
  CHECK(parsed("a < b == c ge d") == "(== (< a b) (>= c d))");
  CHECK(parsed("a lt b le c gt d") == "(> (<= (< a b) c) d)");
  CHECK(parsed("a == b != c eq d ne e") == "(!= (== (!= (== a b) c) d) e)");
  CHECK(parsed("a || b && c or d and e") == "(|| (|| a (&& b c)) (&& d e))");
  CHECK(parsed("!a == b") == "(== (! a) b)");
  CHECK(parsed("not empty a.b && - -c") == "(&& (! (empty (.b a))) (- (- c)))");
  CHECK(parsed("-a.b * 2") == "(* (- (.b a)) 2)");
  CHECK(parsed("(a + b) * c") == "(* (+ a b) c)");
  CHECK(parsed("a--b") == "(- a (- b))");
}

TEST_CASE("choices, assignments and lambdas are right-associative") {
  CHECK(parsed("a ? b : c ? d : e") == "(? a b (? c d e))");
  CHECK(parsed("a ? b ? c : d : e") == "(? a (? b c d) e)");
  CHECK(parsed("0 lt 2 ? 1 lt 2 ? 'many': 'one': 'none'") == R"((? (< 0 2) (? (< 1 2) "many" "one") "none"))");
  CHECK(parsed("a ?: b ?: c") == "(?: a (?: b c))");
  CHECK(parsed("a ?? b ?? c || d") == "(?? a (?? b (|| c d)))");
  CHECK(parsed("a ?? b ? c : d") == "(?? a (? b c d))");
  CHECK(parsed("a ?.5:1") == "(? a .5 1)");
  CHECK(parsed("a = b = c ? d : e") == "(= a (= b (? c d e)))");
  CHECK(parsed("a.b = 1; a['b'] = 2; c") == "(; (; (= (.b a) 1) (= ([] a \"b\") 2)) c)");
  CHECK(parsed("x -> y -> x + y") == "(-> x (-> y (+ x y)))");
  CHECK(parsed("(x, y) -> x ? y : 1") == "(-> x y (? x y 1))");
  CHECK(parsed("((x, y) -> x)(1, 2)") == "(() (-> x y x) 1 2)");
  CHECK(parsed("(()->y->()->2-y)()(1)()") == "(() (() (() (-> (-> y (-> (- 2 y))))) 1))");
  CHECK(parsed("f = n -> n==0? 1: n*f(n-1); f(5)") == "(; (= f (-> n (? (== n 0) 1 (* n (f() (- n 1)))))) (f() 5))");
}

TEST_CASE("lists, sets and maps") {
  CHECK(parsed("[]") == "(list)");
  CHECK(parsed("{}") == "(set)");
  CHECK(parsed("{'a', [1, {2}]}") == "(set \"a\" (list 1 (set 2)))");
  CHECK(parsed("{'a': 1, b: {c: d}}.a") == "(.a (map \"a\" 1 b (map c d)))");
  CHECK(parsed("{a ? b : c}") == "(set (? a b c))");
  CHECK(parsed("{a: b ? c : d}") == "(map a (? b c d))");
}

TEST_CASE("a mistake is reported once, where it is") {
  CHECK(parsed("") == "-2-1: expression is empty; write a name or a value");
  CHECK(parsed("a.") == "1-2: `.` is missing the name of a property or method after it");
  CHECK(parsed("'open") == "0-1: string in an expression is missing its closing `'`");
  CHECK(parsed("a + \"b") == "4-5: string in an expression is missing its closing `\"`");
  CHECK(parsed("1 +") == "2-3: `+` is missing its right operand");
  CHECK(parsed("1 + * 2") == "2-3: `+` is missing its right operand");
  CHECK(parsed("+1") == "0-1: `+` is missing its left operand");
  CHECK(parsed("?") == "0-1: `?` is missing its left operand");
  CHECK(parsed("not") == "0-3: `not` is missing its operand");
  CHECK(parsed("f(") == "1-2: `(` is never closed; write `)` where it ends");
  CHECK(parsed("f(a") == "1-2: `(` is never closed; write `)` where it ends");
  CHECK(parsed("f(a,)") == "3-4: `,` is missing a value after it");
  CHECK(parsed("a[") == "1-2: `[` is never closed; write `]` where it ends");
  CHECK(parsed("a[]") == "1-3: `[]` is missing its key; write `a[0]` or `a['key']`");
  CHECK(parsed("(a") == "0-1: `(` is never closed; write `)` where it ends");
  CHECK(parsed("()") == "0-2: `()` is missing a value between the parentheses");
  CHECK(parsed("(a]") == "2-3: `]` closes nothing; the `(` before it is closed by `)`");
  CHECK(parsed("a)") == "1-2: `)` has no `(` before it");
  CHECK(parsed("a b") == "2-3: unexpected `b` after `a`; an operator such as `+` or `==` is missing before it");
  CHECK(parsed("a ? b") == "2-3: `?` is missing its `:`; write `a ? b : c`");
  CHECK(parsed("a[b ? c]") == "4-5: `?` is missing its `:`; write `a ? b : c`");
  CHECK(parsed("a ? b c : d") == "6-7: unexpected `c` after `b`; an operator such as `+` or `==` is missing before it");
  CHECK(parsed("a : b") == "2-3: `:` has no `?` before it");
  CHECK(parsed("a;") == "1-2: `;` is missing a value after it");
  CHECK(parsed("{'a': 1, 'b'}") == "9-12: key of a map is missing its value; write `key: value`");
  CHECK(parsed("{'a', 'b': 1}") == "9-10: `:` has no `?` before it");
  CHECK(parsed("a.5") == "1-3: `.5` is a number; to read an element of a list, write `a[5]`");
  CHECK(parsed("(x, x) -> x") == "4-5: lambda has two parameters named `x`");
  CHECK(parsed("1 + x -> x") ==
        "6-8: a lambda must be in parentheses here, and its parameters must be names: `((x, y) -> …)`");
}

TEST_CASE("operators of other languages get a hint") {
  CHECK(parsed("a === b") == "2-5: `===` is not an operator of the Expression Language; write `==`");
  CHECK(parsed("a & b") == "2-3: `&` is not an operator of the Expression Language; write `&&` or `and`");
  CHECK(parsed("a = = b") == "2-5: `= =` is not an operator; to compare, write `==`");
  const std::string no_target =
      ": an assignment needs a name, `a.b` or `a[b]` on its left, and parentheses around it if it is part of an "
      "expression; to compare, write `==`";
  CHECK(parsed("a + 1 = 2") == "6-7" + no_target);
  CHECK(parsed("a ? b = 1 : c") == "6-7" + no_target);
  CHECK(parsed("a?.b") ==
        "1-3: `?.` is not an operator of the Expression Language; write `.`, which allows null before it");
  CHECK(parsed("i++") ==
        "1-3: `++` is not an operator of the Expression Language; write `a + 1`, or `+=` to join texts");
  CHECK(parsed("a instanceof b") == "2-12: `instanceof` is a reserved word, and no operator; decide by type in C++");
  CHECK(parsed("new Foo()") ==
        "0-3: expressions cannot create objects with `new`; create it in C++, and use its name here");
  CHECK(parsed("a @ b") == "2-3: `@` has no meaning in an expression");
  CHECK(parsed("“a”") == "0-3: `“` has no meaning in an expression; strings have straight quotes, `'` or `\"`");
}

TEST_CASE("quotes in the wrong place are found") {
  CHECK(parsed("it's a 'b") ==
        "2-8: unexpected string after `it`; an operator such as `+` or `==` is missing before it");
  CHECK(
      parsed("'it's'") ==
      "4-5: unexpected `s` after a string; an operator such as `+=` is missing, or the string contains a quote, to be "
      "written as `\\'`");
  CHECK(parsed("'open} <p>it's ${x") == "0-1: string that begins here may be missing its closing `'`");
}

TEST_CASE("numbers, sizes and depths have limits") {
  CHECK(parsed("1 + 9223372036854775808") ==
        "4-23: integer is greater than 9,223,372,036,854,775,807; a greater one needs a decimal point");
  CHECK(parsed("1e999") == "0-5: number is outside the range of a double, about 1e-308 to 1e308");
  const std::string too_deep = ": expression is nested more than 100 levels deep";
  for (const char* bracket : {"(", "[", "{", "!", "-", "not ", "f(", "a[", "a ? ", "a ?: ", "a = ", "x -> "}) {
    CHECK(parsed(repeated(bracket, 5'000)).ends_with(too_deep));
    CHECK(parsed(repeated(bracket, 100'000)).ends_with("expression has more than 32,768 bytes"));
  }
  CHECK(parsed(repeated("(", 100) + "a" + repeated(")", 100)) == "a");
  CHECK(parsed(repeated("(", 101) + "a" + repeated(")", 101)) == "101-102" + too_deep);
  for (const char* chain : {".a", "[1]", "+a", "&&a", ";a", ".a()"}) {
    CHECK(parsed("a" + repeated(chain, 5'000))
              .ends_with(": more than 200 operations depend on each other in this expression; split it up"));
    CHECK(parsed("a" + repeated(chain, 199)).starts_with("("));
  }
  // Depths add up, whatever they consist of.
  const std::string half = repeated(".a", 120);
  CHECK(parsed("a" + half + "+ b" + half).starts_with("(+ "));
  CHECK(parsed("f(a" + half + ")" + half).ends_with("split it up"));
  // Width has none.
  CHECK(parsed("[1" + repeated(",1", 10'000) + "]").starts_with("(list 1 1"));
}

TEST_CASE("nodes know their places in the file, past escapes") {
  // ${\"a\" + b + \"c\"} in an attribute's value, each \" written in two bytes.
  const RareVector<Escape> escapes = {{2, 4, "\""}, {5, 7, "\""}, {14, 16, "\""}, {17, 19, "\""}};
  Sink sink;
  const RareVector<ElNode> sum = parse_el("\"a\" + b + \"c\"", {0, 2, 19}, escapes, {0, 0, 20}, sink);
  REQUIRE(sum.size() == 1);
  CHECK(sum[0].span == Span{0, 2, 19});
  CHECK(sum[0].operands[0].operands[0].span == Span{0, 2, 7});
  CHECK(sum[0].operands[0].operands[1].span == Span{0, 10, 11});
  CHECK(sum[0].operands[1].span == Span{0, 14, 19});
  CHECK(sum[0].name_span == Span{0, 12, 13});
  CHECK_FALSE(sink.has_errors());
}

TEST_CASE("spans leave out parentheses around an expression, but not inside") {
  Sink sink;
  const RareVector<ElNode> nodes = parse_el("((a) + b.c(d)) ", {0, 2, 17}, {}, {0, 0, 18}, sink);
  REQUIRE(nodes.size() == 1);
  const ElNode& sum = nodes[0];
  CHECK(sum.span == Span{0, 3, 15});
  CHECK(sum.operands[0].span == Span{0, 4, 5});
  CHECK(sum.operands[1].span == Span{0, 9, 15});
  CHECK(sum.operands[1].name_span == Span{0, 11, 12});
}
