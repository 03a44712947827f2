"""Nonces that the compiler puts on scripts and styles, for a Content-Security-Policy."""

import re
import unittest

from support.server import SiteTest

POLICY = """<% response.set_header("Content-Security-Policy", "script-src 'nonce-" + std::string(response.csp_nonce()) + "'"); %>"""


class Nonces(SiteTest):
    FILES = {
        "WEB-INF/web.toml": '[[group]]\npattern = "*.page"\nnonce = true\n\n[[error_page]]\nstatus = 404\npage = "/missing.page"\n',
        "WEB-INF/tags/card.tag": "<style>p{}</style><page:doBody/>",
        "part.page": "<script>part()</script>",
        "forwards.page": '<page:forward page="part.page"/>',
        "missing.page": POLICY + '<script>missing()</script>',
        "a.page": POLICY + """<%@ page import="<string>" %><% const bool first = true; %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><html><head>
<link rel="stylesheet" href="/a.css"><link rel="icon" href="/a.png"><script src="/a.js" async></script></head><body>
<% for (int n = 0; n < 2; ++n) { %><script>f(<%= n %>)</script><% } %>
<% if (first) %><style></style><% else %><i></i><% ; %>
<t:card><script type="module">g()</script></t:card><page:include page="part.page"/><script nonce="own">h()</script>
<p title="<script>"><!-- <script> --></p></body></html>""",
        "plain.page": '<p><%= "<script>" %></p>',
    }

    def nonces(self, target, status=200):
        answer = self.assert_status(target, status)
        # Without the script that follows edits.
        own = re.sub(r'<script[^>]*"/_quire/[^>]*>', "", answer.text)
        return re.findall(r'nonce="([^"]*)"', own), answer

    def test_one_for_each_response(self):
        first, answer = self.nonces("/a.page")
        own = [nonce for nonce in first if nonce == "own"]
        made = [nonce for nonce in first if nonce != "own"]
        self.assertEqual((len(own), len(made), len(set(made))), (1, 8, 1))
        self.assertRegex(made[0], r"^[A-Za-z0-9+/]{22}==$")
        self.assertIn(f"'nonce-{made[0]}'", answer.header("Content-Security-Policy"))
        self.assertIn(f'<link rel="stylesheet" href="/a.css" nonce="{made[0]}"><link rel="icon" href="/a.png">', answer.text)
        self.assertIn('<p title="<script>"><!-- <script> --></p>', answer.text)
        self.assertNotEqual(self.nonces("/a.page")[0][0], made[0])

    def test_forwards_and_error_pages(self):
        self.assertEqual(len(self.nonces("/forwards.page")[0]), 1)
        nonces, answer = self.nonces("/nothing", 404)
        self.assertIn(f"'nonce-{nonces[0]}'", answer.header("Content-Security-Policy"))

    def test_only_where_text_has_them(self):
        self.assertEqual(self.nonces("/plain.page")[0], [])


if __name__ == "__main__":
    unittest.main()
