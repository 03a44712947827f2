"""Where expressions print something else than in JSP, and why; what the cases of other projects ask that is not ours."""

import collections
import os
import subprocess
import sys
import unittest

from support.programs import environment, program, run
from support.site import Site
from support.waiting import DEADLINE

_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
CONFORMANCE = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))

# Cases of Tomcat and of its tag library that do not hold here: how many of that name, and why.
NOT_OURS = {
    "TestELProcessor.testDefineFunctionName06": (1, "a function that the test's Java registers; a page defines its own in C++"),
    "TestELEvaluation.testParserLiteralExpression": (2, r"`\$` and `\#` of text without expressions; in a page they are `$` and `#`"),
    "TestELEvaluation.testMixedTypes": (1, "a Java API refuses `${}` beside `#{}`; in a page each is an expression of its own"),
    "TestELSupport.testCoercetoFunctionalInterface01": (1, "a static function of Java that takes a `Predicate`"),
    "TestELSupport.testCoercetoFunctionalInterface02": (1, "a static function of Java that takes a `Predicate`"),
    "TestELSupport.testCoercetoFunctionalInterface04": (1, "a static function of Java that takes a `Predicate`"),
    "TestELSupport.testCoercetoFunctionalInterface06": (1, "a static function of Java that takes a `BiPredicate`"),
    "TestAstFunction.testImport01": (1, "the constructor of a class of Java"),
    "TestAstFunction.testImport02": (1, "a static method of a class of Java"),
    "FunctionsTest.testEscapeXML": (2, "`&#34;` and `&#39;` are as good as `&#034;` and `&#039;`, and shorter"),
}

HEAD = """<%@ page escape="off" import="<algorithm>, <limits>, <string>" %><%@ taglib prefix="fn" uri="jakarta.tags.functions" %><%!
int half(int n) { return n / 2; }
bool is_function(const quire::Value& value) { return value.kind() == quire::Value::Kind::kObject; }
%><% request.set_attribute("word", "Ab"); %>"""


class Differences(unittest.TestCase):
    maxDiff = None

    # (page text, what it prints, why)
    VALUES = (
        # A page quotes `$` and `#` (Pages 4.0, 1.6). An API of Java that takes text with expressions has no such escape.
        (r"\$word", "$word", "an escape of the page language"),
        (r"\#word", "#word", "an escape of the page language"),
        (r"\${word} \#{word}", "${word} #{word}", "an escape of the page language"),
        (r"\\#", r"\#", "a backslash, and an escape of the page language"),
        (r"${'\$'}", r"\$", "within an expression there is no such escape, as in Java"),
        # Pages evaluate both at once, so there is nothing to mix up.
        ("${1 + 1}#{2 + 2}", "24", "two expressions, each on its own"),
        # Character references: the shortest.
        ("""${fn:escapeXml("<a href='x'>")}""", "&lt;a href=&#39;x&#39;&gt;", "Java prints `&#039;`"),
        ("""${fn:escapeXml('"')}""", "&#34;", "Java prints `&#034;`"),
        # Functions are C++, not Java's static methods.
        ("${half(9)}", "4", "a function of the page, declared by nothing but its C++"),
        ("${std::max(3, 4)}", "4", "Java has `Math.max(3, 4)`"),
        ("${(test -> test(word))(x -> x == 'Ab')}", "true", "a lambda is an argument of a lambda"),
        ("${is_function(x -> x == 'Ab')}", "true", "a C++ function gets a lambda as a value, which only expressions can call"),
        # Doubles, as C++ prints them.
        ("${8 / 4}", "2", "Java prints `2.0`"),
        ("${1.0}", "1", "Java prints `1.0`"),
        ("${2.5e30}", "2.5e+30", "Java prints `2.5E30`"),
        # Text is code points; Java counts UTF-16 units.
        ("${fn:length('😀')}", "1", "Java finds 2"),
        # The key 1 of a map is also its key "1"; in Java, `${map[1]}` is a `Long`, which no map with text as keys has.
        ("${{'1': 'x'}[1]}", "x", "Java finds nothing"),
        # Where the specification converts text to an integer, a fraction is an error there; here the numbers are compared.
        ("${1 == '1.5'}", "false", "Java throws a `NumberFormatException`"),
        ("${2 < '2.5'}", "true", "Java throws a `NumberFormatException`"),
    )

    def test_values(self):
        page = HEAD + "\n" + "".join(f"{text}\n" for text, _, _ in self.VALUES)
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        printed = done.stdout.strip("\n").split("\n")
        self.assertEqual([(text, got, why) for (text, _, why), got in zip(self.VALUES, printed, strict=True)], list(self.VALUES))

    # What Java has in its classes. (expression, a part of the error)
    REFUSED = (
        ("Integer('5')", "`Integer` is not a function here"),
        ("valueOf(1000)", "`valueOf` is not a function here"),
        ("Integer.MAX_VALUE", "identifier [Integer] is neither a C++ variable here nor an attribute in any scope"),
        ("Math.max(3, 4)", "identifier [Math] is neither a C++ variable here nor an attribute in any scope"),
        ("word.getClass()", "`Ab` (text) has no method `getClass`"),
        ("word.replaceAll('[A-Z]', '-')", "regular expression"),
        # A name that nobody has set: JSP prints nothing by default.
        ("wrod", "identifier [wrod] is neither a C++ variable here nor an attribute in any scope; did you mean `word`?"),
    )

    def test_refused(self):
        page = HEAD + "".join(
            f"\n<% try {{ %>${{{expression}}}<% }} catch (const std::exception& problem) {{ %>error: <%= problem.what() %><% }} %>"
            for expression, _ in self.REFUSED)
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for (expression, expected), got in zip(self.REFUSED, done.stdout.strip("\n").split("\n"), strict=True):
            with self.subTest(expression):
                self.assertTrue(got.startswith("error: "), got)
                self.assertIn(expected, got)

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), f"{CONFORMANCE} does not exist")
    def test_cases_of_other_projects(self):
        script = os.path.join(CONFORMANCE, "el_cases.py")
        with Site() as site:
            done = subprocess.run(
                [sys.executable, "-B", script, program("pagec"), os.path.join(CONFORMANCE, "jsp"), "--list"], env=environment(TMPDIR=site.root),
                timeout=4 * DEADLINE, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        failed = collections.Counter(line.split(" | ")[0] for line in done.stdout.splitlines() if " | " in line)
        self.assertEqual(failed, {name: count for name, (count, _) in NOT_OURS.items()}, done.stdout)
        self.assertIn("el: ", done.stdout)


if __name__ == "__main__":
    unittest.main()
