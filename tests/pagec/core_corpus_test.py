"""Every way in which real pages combine the core tags, with the text that Jakarta Tags 3.0 demands (`expressions/core_tags.txt`)."""

import json
import os
import unittest

from support.forms import shape_of
from support.page_cases import read_cases, wrong_cases
from support.server import Server
from support.site import Site

_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
CONFORMANCE = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))

REDIRECTS = (
    ('<c:redirect url="/p/q"/>', "/p/q"),
    ('<c:redirect url="q"><c:param value="text" name="kind"/><c:param value="${param.mode}" name="mode"/></c:redirect>', "q?kind=text&mode=a%26b"),
)
PARTS = {"part.page": "part(<%= request.param(\"note\") %>)", "parts/part.page": "deep(<%= request.param(\"note\") %>)"}


class CoreTags(unittest.TestCase):
    maxDiff = None

    def test_tags(self):
        self.assertEqual(wrong_cases("core_tags.txt", escape="auto", files=PARTS), [])

    def test_redirects(self):
        library = '<%@ taglib prefix="c" uri="jakarta.tags.core" %>'
        pages = {f"p{number}.page": f"{library}before{tag}after" for number, (tag, _) in enumerate(REDIRECTS)}
        with Site(pages) as site, Server("dev", site.root) as server:
            for number, (tag, target) in enumerate(REDIRECTS):
                with self.subTest(tag):
                    answer = server.get(f"/p{number}.page?mode=a%26b")
                    self.assertEqual((answer.status, answer.header("location")), (302, target))
                    self.assertNotIn("before", answer.text)
                    self.assertNotIn("after", answer.text)

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), f"{CONFORMANCE} does not exist")
    def test_all_shapes_are_here(self):
        ours = "\n" + "".join(shape_of(text) + "\n" for text, _ in (*read_cases("core_tags.txt"), *REDIRECTS))
        with open(os.path.join(CONFORMANCE, "corpus", "el-usage.json"), encoding="utf-8") as file:
            used = [row["shape"] for row in json.load(file)["shapes"] if row["root"].startswith("c:")]
        # Tags of other libraries are tested with these.
        used = [shape for shape in used if "<fmt:" not in shape and "<sql:" not in shape]
        self.assertEqual(len(used), 57)
        self.assertEqual([shape for shape in used if "\n" + shape_of(shape) not in ours], [])
        self.assertEqual([shape for shape in used if shape_of(shape).count("\n") != shape.count("<c:") + shape.count("</c:")], [])


if __name__ == "__main__":
    unittest.main()
