"""Every form of expression that real pages use, with the text that the specification demands (`expressions/`)."""

import collections
import json
import os
import unittest

from support.forms import expressions_of, form_of
from support.page_cases import read_cases, wrong_cases

_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
CONFORMANCE = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))

FILES = ("paths", "index_paths", "comparisons", "conditions", "choices", "functions", "methods", "arithmetic")

class Expressions(unittest.TestCase):
    maxDiff = None

    def test_values(self):
        for name in FILES:
            with self.subTest(name):
                self.assertEqual(wrong_cases(f"{name}.txt"), [])

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), f"{CONFORMANCE} does not exist")
    def test_all_forms_are_here(self):
        ours = collections.Counter(
            form_of(expression) for name in FILES for text, _ in read_cases(f"{name}.txt") for expression in expressions_of(text))
        with open(os.path.join(CONFORMANCE, "corpus", "el-usage.json"), encoding="utf-8") as file:
            used = collections.Counter(form_of(row["expression"]) for row in json.load(file)["expressions"])
        self.assertEqual({form: count for form, count in used.items() if ours[form] < count}, {})


if __name__ == "__main__":
    unittest.main()
