"""Every form of expression that real pages use, with the text that the specification demands (`expressions/`)."""

import collections
import json
import os
import re
import unittest

from support.programs import run
from support.site import Site

FOLDER = os.path.join(os.path.dirname(__file__), "expressions")
_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
CONFORMANCE = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))

HEAD = """<%@ page escape="off" errorOnELNotFound="false" import="shop.h" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %><%@ taglib prefix="fn" uri="jakarta.tags.functions" %>
<%@ taglib prefix="shop" header="shop.h" namespace="shop" %>
<% const quire::Value all_cases = request.attribute("cases"); shop::Parcel parcel; shop::Form form; shop::Maths maths; %>
"""

REQUEST = (
    *("--param", "mode=edit", "--param", "draft=yes", "--param", "count=7", "--param", "blank=", "--param", "x-id=9"),
    *("--param", "pair=de:en", "--param", "key=K1", "--param", "tag=a", "--param", "tag=b"),
    *("--header", "X-Theme: dark", "--header", "Cookie: theme=dark; seen=1"),
)

# What prints something else than the specification says, until it is mended: what it prints now.
EXPECTED_FAILURES = {
    ("${word.hashCode()}", '{"word": "Ab"}'): "! `Ab` (text) has no method `hashCode` with 0 arguments",
    ("${word.hashCode()}", '{"word": ""}'): "! `` (text) has no method `hashCode` with 0 arguments",
    ("${cookie.theme.getValue()}", "{}"): "! a map of 2 entries has no method `getValue` with 0 arguments",
}

Case = collections.namedtuple("Case", "text attributes expected")


def read_cases(path):
    """The cases of a file; each text with all of its cases."""
    texts = []
    with open(path, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if not line or line.startswith("#"):
                continue
            if not line.startswith(" "):
                texts.append((line, []))
                continue
            attributes, arrow, expected = line.strip(" ").partition(" ->")
            assert arrow, line
            texts[-1][1].append(Case(texts[-1][0], json.loads(attributes), expected[1:]))
    return texts


def page_of(texts):
    """A page that prints each case on a line; after an error, `!` and what it says."""
    page = HEAD
    for number, (text, _) in enumerate(texts):
        page += (f"<% for (const quire::Value& one_case : all_cases.at({number}).as_list()) {{ shop::set_attributes(context, one_case); try {{ %>"
                 f"{text}<% }} catch (const std::exception& problem) {{ %>! <%= problem.what() %><% }} %>\n<% }} %>")
    return page


# Words whose meaning is not that of the names of attributes and their members.
_WORDS = frozenset(
    "pageContext param paramValues header headerValues cookie initParam pageScope requestScope sessionScope applicationScope empty not and or "
    "eq ne lt gt le ge div mod null true false request session contextPath requestURI requestURL queryString".split())
_EXPRESSION = re.compile(r"""\$\{((?:[^}'"]|'[^']*'|"[^"]*")*)\}""")
_TOKEN = re.compile(r"""(?P<text>'[^']*'|"[^"]*")|(?P<number>\d+(?:\.\d+)?)|(?P<function>\w+:\w+)|(?P<name>[A-Za-z_]\w*)|\S""")


def form_of(expression):
    """The expression with one name for all names, one text, and one number."""
    form = []
    for token in _TOKEN.finditer(expression):
        word = token.group()
        if token.lastgroup == "function" and word.startswith("fn:") or word in _WORDS or token.lastgroup is None:
            form.append(word)
        else:
            form.append(token.lastgroup)
    return " ".join(form)


class Corpus(unittest.TestCase):
    maxDiff = None

    def check_file(self, name):
        texts = read_cases(os.path.join(FOLDER, name))
        cases = [case for _, of_text in texts for case in of_text]
        data = {"cases": [[case.attributes for case in of_text] for _, of_text in texts]}
        with open(os.path.join(FOLDER, "shop.h"), encoding="utf-8") as file:
            header = file.read()
        files = {"cases.page": page_of(texts), "cases.json": json.dumps(data), "WEB-INF/src/shop.h": header,
                 "WEB-INF/web.toml": '[params]\nsupport = "help@example.com"\n'}
        with Site(files) as site:
            done = run("pagec", "render", site.path("cases.page"), "--data", site.path("cases.json"), *REQUEST)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        printed = done.stdout.lstrip("\n").split("\n")[:-1]
        self.assertEqual(len(printed), len(cases))
        wrong = [f"{case.text}\n  {json.dumps(case.attributes)} -> {case.expected}\n  prints {got}"
                 for case, got in zip(cases, printed) if not self.is_right(case, got)]
        self.assertEqual(wrong, [])

    @staticmethod
    def is_right(case, printed):
        known = EXPECTED_FAILURES.get((case.text, json.dumps(case.attributes)))
        if known is not None:
            return printed == known
        if case.expected.startswith("! "):
            return printed.startswith("! ") and case.expected[2:] in printed
        return printed == case.expected

    def test_paths(self):
        self.check_file("paths.txt")

    def test_index_paths(self):
        self.check_file("index_paths.txt")

    def test_comparisons(self):
        self.check_file("comparisons.txt")

    def test_conditions(self):
        self.check_file("conditions.txt")

    def test_choices(self):
        self.check_file("choices.txt")

    def test_functions(self):
        self.check_file("functions.txt")

    def test_methods(self):
        self.check_file("methods.txt")

    def test_arithmetic(self):
        self.check_file("arithmetic.txt")

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), f"{CONFORMANCE} does not exist")
    def test_all_forms_are_here(self):
        files = sorted(name for name in os.listdir(FOLDER) if name.endswith(".txt"))
        ours = collections.Counter(form_of(expression) for name in files for text, _ in read_cases(os.path.join(FOLDER, name))
                                   for expression in _EXPRESSION.findall(text))
        with open(os.path.join(CONFORMANCE, "corpus", "el-usage.json"), encoding="utf-8") as file:
            used = collections.Counter(form_of(row["expression"]) for row in json.load(file)["expressions"])
        self.assertEqual({form: count for form, count in used.items() if ours[form] < count}, {})


if __name__ == "__main__":
    unittest.main()
