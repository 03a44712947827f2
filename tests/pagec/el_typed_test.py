"""Expressions over C++ values: what they pass to C++ functions, and members whose names C++ reserves."""

import unittest

from support.programs import run
from support.site import Site

HEAD = """<%@ page escape="off" import="<climits>, <cstdio>, <limits>, <map>, <optional>, <string>, <vector>, <sys/sysmacros.h>" %><%@ taglib prefix="c" uri="jakarta.tags.core" %><%!
double twice(double n) { return 2 * n; }
std::string loud(const std::string& text) { return text + "!"; }
bool opposite(bool flag) { return !flag; }
#undef EOF
struct Item {
  double price = 2; std::optional<double> discount; int EOF = 6;
  bool isNew() const { return true; }
  int get_default() const { return 5; }
  double times(double a, double b) const { return a * b; }
};
#define EOF (-1)
double label(const Item& item) { return item.price; }
const char* describe(const Item* item) { return item == nullptr ? "none" : "2"; }
const std::string& echo(const std::string& text) { return text; }
std::string_view first_word(const std::string& text) { return std::string_view(text).substr(0, text.find(' ')); }
const double& maximum(const double& a, const double& b) { return a < b ? b : a; }
const char* kind(int) { return "int"; }
const char* kind(double) { return "double"; }
const char* kind(const std::string&) { return "text"; }
void nothing_to_say() {}
// struct Commented { };
enum { kUnnamed }; struct hidden { int n; };
struct Limits { static constexpr int kMost = 7; static double half(double n) { return n / 2; } struct Inner {}; }; enum class Color { kRed = 1, kGreen }; QUIRE_ENUM(Color, kRed, kGreen)
class [[maybe_unused]] Box final { public: inline static int count = 3; }; using Short = std::numeric_limits<short>;
%><%
hidden hidden{4}; std::map<std::string, double> prices{{"tea", 1.5}}; std::map<std::string, std::string> names{{"a", "x"}};
std::vector<double> list{1, 2}; std::vector<bool> flags{true, false}; std::optional<double> some = 3, none; std::string three = "3";
Item item; [[maybe_unused]] Item *pointer = &item, *nowhere = nullptr; [[maybe_unused]] const char* four = "4"; [[maybe_unused]] const char* nothing = nullptr; [[maybe_unused]] int twelve = 12;
std::map<std::string, std::vector<int>> grouped{{"a", {1, 2}}};
std::optional<quire::Value> values = quire::Value::list({1, 2}); std::optional<std::vector<int>> numbers{{1, 2}};
request.set_attribute("text", "3"); request.set_attribute("number", 2.5); request.set_attribute("map", quire::Value::map({{"class", "c"}, {"major", 7}, {"UINT_MAX", 9}, {"NEW", "n"}}));
%>"""


class TypedExpressions(unittest.TestCase):
    maxDiff = None

    VALUES = (
        ("${twice(item.price)}", "4"), ("${loud(four)}", "4!"), ("${twice(twelve)}", "24"), ("${twice(number)}", "5"), ("${twice(text)}", "6"),
        ("${loud(number)}", "2.5!"), ("${twice(map.none)}", "0"), ("${loud(map.none)}", "!"), ("${flags[1]}", "false"), ("${!flags[1]}", "true"),
        ("${flags[1] == false}", "true"), ("${prices.none + 1}", "1"), ("${none + 1}", "1"), ("${some > 2}", "true"), ("${item.discount == null}", "true"),
        ("${nowhere.price == null}", "true"), ("${names.a += names.none}", "x"), ("${values[0]}", "1"), ("${values.size()}", "2"),
        # Arguments become what the function takes (Expression Language 6.1, 1.6 and 1.23).
        ("${twice(list[0])}", "2"), ("${twice(list[9])}", "0"), ("${twice(prices.tea)}", "3"), ("${twice(prices['tea'])}", "3"), ("${twice(prices.none)}", "0"),
        ("${loud(names.a)}", "x!"), ("${loud(names.none)}", "!"), ("${opposite(flags[1])}", "true"), ("${twice(some)}", "6"), ("${twice(none)}", "0"),
        ("${twice(item.discount)}", "0"), ("${twice(pointer.price)}", "4"), ("${twice(nowhere.price)}", "0"), ("${twice(three)}", "6"), ("${twice('3')}", "6"),
        ("${loud(twelve)}", "12!"), ("${loud(5)}", "5!"), ("${twice(null)}", "0"), ("${opposite(null)}", "true"),
        ('<c:forEach items="${values}" var="value">${value},</c:forEach>', "1,2,"),
        ("${loud(null)}", "!"), ("${loud(nothing)}", "!"), ("${item.times(three, null)}", "0"), ("${item.times(2, pointer.price)}", "4"), ("${label(pointer)}", "2"),
        ("${loud(echo(5))}", "5!"), ("${echo('x')}", "x"), ("${first_word('a b')}", "a"), ("${kind(twelve)}", "int"), ("${kind('x')}", "text"), ("${kind(2.5)}", "double"),
        ("${kind(three)}", "text"), ("${describe(null)}", "none"), ("${describe(pointer)}", "2"), ("${maximum(null, 2)}", "2"), ("${nothing_to_say()}", ""),
        ('<c:forEach items="${grouped.a}" var="n">${n},</c:forEach>', "1,2,"), ('<c:forEach items="${grouped.b}" var="n">${n},</c:forEach>', ""),
        # Members of types that the page declares (Expression Language 6.1, 1.22).
        ("${Limits.kMost}", "7"), ("${Limits.kMost + 1}", "8"), ("${Limits.half('3')}", "1.5"), ("${Color.kGreen == 'kGreen'}", "true"), ("${Limits::kMost}", "7"),
        ("${Box.count}", "3"), ("${Short.max()}", "32767"), ("${hidden.n}", "4"), ("${(Limits -> Limits.kMost)({'kMost': 5})}", "5"), ("${Commented.x ?? 'none'}", "none"), ("${Inner.x ?? 'none'}", "none"),
        # Names that C++ reserves, or that headers define as macros.
        ("${map.class}", "c"), ("${map.default}", ""), ("${map.new}", ""), ("${map.NULL}", ""), ("${map.EOF}", ""), ("${map.errno}", ""), ("${map.stdin}", ""),
        ("${map.major}", "7"), ("${map.TRUE}", ""), ("${map.UINT_MAX}", "9"), ("${map.NEW}", "n"), ("${map.__FILE__}", ""), ("${map.assert}", ""), ("${item.new}", "true"),
        ("${item.EOF}", "6"), ("${item.default}", "5"), ("${UINT_MAX}", "4294967295"), ("${EOF ?? 'unset'}", "unset"), ("${BUFSIZ_OF ?? 'unset'}", "unset"),
        ('<c:out value="${map.class}"/>', "c"), ("${pointer.new}", "true"),
        ('<c:forEach items="${flags}" var="flag">${flag},</c:forEach>', "true,false,"), ('<c:forEach items="${numbers}" var="n">${n},</c:forEach>', "1,2,"),
    )

    def test_values(self):
        page = HEAD + "\n" + "".join(f"{text}\n" for text, _ in self.VALUES)
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([(text, got) for (text, _), got in zip(self.VALUES, done.stdout.strip("\n").split("\n"), strict=True)], list(self.VALUES))

    # What C++ says of arguments that no function takes, and where.
    MISTAKES = (
        ("${twice(1, 2)}", "", "no matching function for call to `twice`"),
        ("${kind(some)}", "", "no matching function for call to `kind`"),
        ("${kind(5)}", "", "call to `kind` is ambiguous"),
        ("${twice(item)}", "", "no matching function for call to `twice`"),
        ("${item.class}", "item.", "no member named `getClass` in `Item`"),
    )

    def test_mistakes(self):
        files = {f"p{number}.page": f"{HEAD}\n{text}" for number, (text, _, _) in enumerate(self.MISTAKES)}
        with Site(files) as site:
            done = run("pagec", "check", site.root)
        line = HEAD.count("\n") + 2
        for number, (text, before, expected) in enumerate(self.MISTAKES):
            with self.subTest(text):
                errors = [each for each in done.stderr.split("\n") if each.startswith(f"p{number}.page:") and " error: " in each]
                self.assertEqual(len(errors), 1, done.stderr)
                self.assertTrue(errors[0].startswith(f"p{number}.page:{line}:{3 + len(before)}: "), errors[0])
                self.assertIn(expected, errors[0])


if __name__ == "__main__":
    unittest.main()
