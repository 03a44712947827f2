"""Expressions over C++ values: what they pass to C++ functions, and members whose names C++ reserves."""

import unittest

from support.programs import run
from support.site import Site

HEAD = """<%@ page escape="off" import="<map>, <optional>, <string>, <vector>" %><%@ taglib prefix="c" uri="jakarta.tags.core" %><%!
double twice(double n) { return 2 * n; }
std::string loud(const std::string& text) { return text + "!"; }
bool opposite(bool flag) { return !flag; }
struct Item { double price = 2; std::optional<double> discount; };
%><%
std::map<std::string, double> prices{{"tea", 1.5}}; std::map<std::string, std::string> names{{"a", "x"}};
std::vector<double> list{1, 2}; std::vector<bool> flags{true, false}; std::optional<double> some = 3, none; std::string three = "3";
Item item; [[maybe_unused]] Item *pointer = &item, *nowhere = nullptr; [[maybe_unused]] const char* four = "4"; [[maybe_unused]] int twelve = 12;
std::optional<quire::Value> values = quire::Value::list({1, 2}); std::optional<std::vector<int>> numbers{{1, 2}};
request.set_attribute("text", "3"); request.set_attribute("number", 2.5); request.set_attribute("map", quire::Value::map({{"class", "c"}}));
%>"""


class TypedExpressions(unittest.TestCase):
    maxDiff = None

    VALUES = (
        ("${twice(item.price)}", "4"), ("${loud(four)}", "4!"), ("${twice(twelve)}", "24"), ("${twice(number)}", "5"), ("${twice(text)}", "6"),
        ("${loud(number)}", "2.5!"), ("${twice(map.none)}", "0"), ("${loud(map.none)}", "!"), ("${flags[1]}", "false"), ("${!flags[1]}", "true"),
        ("${flags[1] == false}", "true"), ("${prices.none + 1}", "1"), ("${none + 1}", "1"), ("${some > 2}", "true"), ("${item.discount == null}", "true"),
        ("${nowhere.price == null}", "true"), ("${names.a += names.none}", "x"), ("${values[0]}", "1"), ("${values.size()}", "2"),
        ('<c:forEach items="${flags}" var="flag">${flag},</c:forEach>', "true,false,"), ('<c:forEach items="${numbers}" var="n">${n},</c:forEach>', "1,2,"),
    )

    def test_values(self):
        page = HEAD + "\n" + "".join(f"{text}\n" for text, _ in self.VALUES)
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([(text, got) for (text, _), got in zip(self.VALUES, done.stdout.strip("\n").split("\n"), strict=True)], list(self.VALUES))

    # Arguments become what the function takes (Expression Language 6.1, 1.6 and 1.23), and a member can have any name.
    # These do not compile yet; what they must print. Move them to `VALUES` when they do.
    EXPECTED_FAILURES = (
        ("${twice(list[0])}", "2"), ("${twice(list[9])}", "0"), ("${twice(prices.tea)}", "3"), ("${twice(prices['tea'])}", "3"), ("${twice(prices.none)}", "0"),
        ("${loud(names.a)}", "x!"), ("${loud(names.none)}", "!"), ("${opposite(flags[1])}", "true"), ("${twice(some)}", "6"), ("${twice(none)}", "0"),
        ("${twice(item.discount)}", "0"), ("${twice(pointer.price)}", "4"), ("${twice(nowhere.price)}", "0"), ("${twice(three)}", "6"), ("${twice('3')}", "6"),
        ("${loud(twelve)}", "12!"), ("${loud(5)}", "5!"), ("${twice(null)}", "0"), ("${map.class}", "c"), ("${map.default}", ""), ("${map.NULL}", ""), ("${map.EOF}", ""),
        ("${map.errno}", ""),
        ('<c:forEach items="${values}" var="value">${value},</c:forEach>', "1,2,"),
    )

    def test_expected_failures(self):
        for text, _ in self.EXPECTED_FAILURES:
            with self.subTest(text), Site({"p.page": f"{HEAD}\n{text}\n"}) as site:
                self.assertEqual(run("pagec", "check", site.root).returncode, 1)


if __name__ == "__main__":
    unittest.main()
