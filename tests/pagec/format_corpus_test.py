"""Every way in which real pages use the format tags, with the text that Jakarta Tags 3.0 demands (`expressions/format_tags.txt`).

Texts of dates and numbers are those of CLDR. Its versions differ in which space they use, so all spaces count as one.
"""

import json
import os
import unittest

from support.forms import shape_of
from support.page_cases import read_cases, wrong_cases

_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
CONFORMANCE = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))

HEAD = '<%@ taglib prefix="fmt" uri="jakarta.tags.fmt" %>'
BEFORE = """<fmt:setLocale value="${empty locale ? 'en_US' : locale}"/><fmt:setTimeZone value="UTC"/><fmt:setBundle basename="messages"/>"""
BUNDLES = {
    "WEB-INF/messages/messages.properties":
        "cart.title = Cart\ncart.english = only here\ncart.quoted = \"A\" & it's\ngreeting = It's {0}!\nrange = from {0} to {1}\n",
    "WEB-INF/messages/messages_de.properties": "cart.title = Warenkorb\ngreeting = Das ist {0}!\nrange = bis {1} von {0}\n",
    "WEB-INF/messages/other.properties": "cart.title = Other cart\n",
}


class FormatTags(unittest.TestCase):
    maxDiff = None

    def test_tags(self):
        self.assertEqual(wrong_cases("format_tags.txt", spaces="\u00a0\u202f", escape="auto", files=BUNDLES, head=HEAD, before=BEFORE), [])

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), f"{CONFORMANCE} does not exist")
    def test_all_shapes_are_here(self):
        ours = "\n" + "".join(shape_of(text) + "\n" for text, _ in read_cases("format_tags.txt"))
        with open(os.path.join(CONFORMANCE, "corpus", "el-usage.json"), encoding="utf-8") as file:
            used = [row["shape"] for row in json.load(file)["shapes"] if "<fmt:" in row["shape"]]
        self.assertEqual(len(used), 32)
        self.assertEqual([shape for shape in used if "\n" + shape_of(shape) not in ours], [])
        self.assertEqual([shape for shape in used if shape_of(shape).count("\n") != sum(map(shape.count, ("<c:", "</c:", "<fmt:", "</fmt:")))], [])


if __name__ == "__main__":
    unittest.main()
