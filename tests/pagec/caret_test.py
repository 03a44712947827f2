"""Columns and carets point to the error itself, whatever precedes it."""

import json
import unicodedata
import unittest

from support.programs import run
from support.site import Site

TAB = 8


def width(text):
    """The number of terminal columns that `text` occupies."""
    columns = 0
    for character in text:
        if character == "\t":
            columns += TAB - columns % TAB
        elif not unicodedata.combining(character):
            columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


class Carets(unittest.TestCase):
    def assert_caret(self, page, token="wrong_name", file="p.page", files=None):
        """Checks that the only error is at `token`, in JSON and in text; returns the text."""
        with Site({"p.page": page, **(files or {})}) as site:
            text = run("pagec", "check", site.path("p.page"))
            lines = run("pagec", "check", site.path("p.page"), "--diagnostics=json").stderr.splitlines()
            source = site.read(file)
        self.assertEqual(text.returncode, 1)
        self.assertEqual(len(lines), 1, lines)
        before = source[:source.index(token)]
        line = before.count("\n") + 1
        column = len(before[before.rfind("\n") + 1:].encode()) + 1
        one = json.loads(lines[0])
        self.assertEqual((one["file"], one["line"], one["column"], one["end_column"]), (file, line, column, column + len(token)))
        excerpt = one["excerpt"].encode()
        self.assertEqual(excerpt[one["caret_from"] - 1:one["caret_to"] - 1].decode(), token)
        printed = text.stderr.splitlines()
        self.assertTrue(printed[0].startswith(f"{file}:{line}:{column}: error: "), printed)
        self.assertEqual(printed[2].index("^"), width(printed[1][:printed[1].index(token)]), text.stderr)
        self.assertEqual(printed[2].strip(), "^" + "~" * (len(token) - 1))
        return text.stderr

    def test_in_an_expression(self):
        self.assert_caret("<%= wrong_name %>")
        self.assert_caret("<%=wrong_name%>")
        self.assert_caret('text\n<p class="x"><%= 1 + wrong_name * 2 %></p>\n')

    def test_in_a_scriptlet_a_declaration_and_a_raw_expression(self):
        self.assert_caret("<% int x = wrong_name; (void)x; %>")
        self.assert_caret("a\n<%! int f() { return 1 + wrong_name; } %>")
        self.assert_caret("<%- wrong_name %>")

    def test_after_multibyte_text(self):
        self.assert_caret("é€ü <%= wrong_name %>")
        self.assert_caret("日本語 <%= wrong_name %>")
        self.assert_caret("e\u0301 𝄞 <%= wrong_name %>")
        self.assert_caret('<%= "é日" %><%= wrong_name %>')

    def test_after_tabs(self):
        self.assert_caret("\t\t<%= wrong_name %>")
        self.assert_caret("a\tb\té\t<%=\twrong_name\t%>")

    def test_on_a_later_line_of_the_code(self):
        self.assert_caret("<%\n  int x = 1;\n\tx += wrong_name;\n%>")
        self.assert_caret("<%=\n\n  wrong_name\n%>")

    def test_after_many_elements_on_one_line(self):
        self.assert_caret("".join(f"<%= {n} %>" for n in range(10)) + "<%= wrong_name %>")

    def test_after_line_ends_of_all_kinds_and_a_byte_order_mark(self):
        self.assert_caret("one\r\ntwo <%= wrong_name %>\r\n")
        with Site({"p.page": b"\xef\xbb\xbf<%= wrong_name %>"}) as site:
            self.assertTrue(run("pagec", "check", site.path("p.page")).stderr.startswith("p.page:1:5: error: "))

    def test_in_a_line_that_is_too_long_to_print(self):
        page = "x" * 5000 + "<%= wrong_name %>" + "y" * 5000
        printed = self.assert_caret(page).splitlines()
        self.assertLess(len(printed[1]), 200)

    def test_in_an_included_file_the_note_names_the_includer(self):
        text = self.assert_caret('x\n  <%@ include file="part.pagef" %>', file="part.pagef", files={"part.pagef": "é\n\t<%= wrong_name %>"})
        self.assertIn("p.page:2:21: note: included from here\n", text)

    def test_through_two_includes(self):
        files = {"outer.pagef": 'a<%@ include file="inner.pagef" %>', "inner.pagef": "<%= wrong_name %>"}
        text = self.assert_caret('<%@ include file="outer.pagef" %>', file="inner.pagef", files=files)
        self.assertIn("outer.pagef:1:20: note: included from here\n", text)
        self.assertIn("p.page:1:19: note: included from here\n", text)

    def test_in_a_header_of_the_site(self):
        files = {"own.h": "#pragma once\ninline int f() {\n\treturn wrong_name;\n}\n"}
        with Site({"p.page": '\n<%@ page import="own.h" %><%= f() %>', **files}) as site:
            done = run("pagec", "check", site.path("p.page"))
        self.assertIn("own.h:3:9: error: use of undeclared identifier `wrong_name`\n", done.stderr)
        self.assertIn("p.page:2:18: note: included from here\n", done.stderr)

    def test_a_similar_name_is_suggested(self):
        with Site({"p.page": "<% int counter = 1; %>\n<%= countre %>"}) as site:
            done = run("pagec", "check", site.path("p.page"))
        self.assertIn("p.page:2:5: error: use of undeclared identifier `countre`; did you mean `counter`?\n<%= countre %>\n    ^~~~~~~\n    counter\n",
                      done.stderr)


if __name__ == "__main__":
    unittest.main()
