"""Page text with the attributes it is run with and what it must print: `pagec/expressions/README.md` has the format."""

import collections
import json
import os

from .programs import run
from .site import TOP, Site

FOLDER = os.path.join(TOP, "tests", "pagec", "expressions")

# What all cases are asked with.
REQUEST = (
    *("--param", "mode=edit", "--param", "draft=yes", "--param", "count=7", "--param", "blank=", "--param", "x-id=9"),
    *("--param", "pair=de:en", "--param", "key=K1", "--param", "tag=a", "--param", "tag=b"),
    *("--header", "X-Theme: dark", "--header", "Cookie: theme=dark; seen=1"),
)

_LIBRARIES = (
    '<%@ taglib prefix="c" uri="jakarta.tags.core" %><%@ taglib prefix="fn" uri="jakarta.tags.functions" %>'
    '<%@ taglib prefix="shop" header="shop.h" namespace="shop" %>')
_OBJECTS = '<% const quire::Value all_cases = request.attribute("cases"); shop::Parcel parcel; shop::Form form; shop::Maths maths; %>\n'

Case = collections.namedtuple("Case", "text attributes expected")


def read_cases(name):
    """The texts of a file, each with its cases."""
    texts = []
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
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


def page_of(texts, escape, head, before):
    """A page that prints each case on a line; where errors are expected, `!` and what they say."""
    page = f'<%@ page escape="{escape}" errorOnELNotFound="false" import="shop.h" %>{_LIBRARIES}{head}{_OBJECTS}'
    for number, (text, cases) in enumerate(texts):
        # After an error, the page would be in another part of the HTML.
        if escape == "off" or any(case.expected.startswith("! ") for case in cases):
            text = f"<% try {{ %>{text}<% }} catch (const std::exception& problem) {{ %>! <%= problem.what() %><% }} %>"
        page += (f"<% for (const quire::Value& one_case : all_cases.at({number}).as_list()) {{ shop::set_attributes(context, one_case); %>"
                 f"{before}{text}\n<% }} %>")
    return page


def print_cases(texts, escape="off", files=None, head="", before=""):
    """What each case prints. `files` are further files of the site; the page begins with `head`, each case with `before`."""
    with open(os.path.join(FOLDER, "shop.h"), encoding="utf-8") as file:
        header = file.read()
    data = {"cases": [[case.attributes for case in cases] for _, cases in texts]}
    files = {"WEB-INF/web.toml": '[params]\nsupport = "help@example.com"\n', "WEB-INF/src/shop.h": header, "cases.page": page_of(texts, escape, head, before),
             "cases.json": json.dumps(data), **(files or {})}
    with Site(files) as site:
        done = run("pagec", "render", site.path("cases.page"), "--data", site.path("cases.json"), *REQUEST)
    if done.returncode != 0 or " error: " in done.stderr:
        raise AssertionError(done.stderr)
    return done.stdout.lstrip("\n").split("\n")[:-1]


def wrong_cases(name, spaces="", **options):
    """Runs the cases of a file and describes those that print something else. Each of `spaces` counts as a blank."""
    texts = read_cases(name)
    cases = [case for _, of_text in texts for case in of_text]
    printed = print_cases(texts, **options)
    assert len(printed) == len(cases), (len(printed), len(cases))
    wrong = []
    for case, got in zip(cases, printed):
        attributes = json.dumps(case.attributes)
        got = got.translate({ord(space): " " for space in spaces})
        expected = case.expected
        is_right = got.startswith("! ") and expected[2:] in got if expected.startswith("! ") else got == expected
        if not is_right:
            wrong.append(f"{case.text}\n  {attributes} -> {expected}\n  prints {got}")
    return wrong
