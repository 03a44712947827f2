"""Serves the samples and checks what their README describes."""

import unittest

from support.server import Server
from support.site import Site


class Components(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site.of_sample("components")
        cls.addClassCleanup(cls.site.remove)
        cls.server = Server("dev", cls.site.root)
        cls.addClassCleanup(cls.server.stop)

    def test_layout_and_slots(self):
        text = self.server.get("/index.page").text
        self.assertIn("<title>Components: tags &amp; layouts</title>", text)
        self.assertIn("<aside>This text fills a slot of <code>main.tag</code>.</aside>", text)
        self.assertTrue(text.startswith("<!DOCTYPE html>\n<html"), text)

    def test_tag_files(self):
        text = self.server.get("/index.page").text
        self.assertIn('<section class="card" id="first">\n<h2>A tag file</h2>', text)
        self.assertIn("<footer>and its <em>footer</em></footer>", text)
        self.assertIn("<h3>Typed: 42</h3>", text)
        self.assertEqual(text.count("<footer>"), 1)
        self.assertRegex(text, r"<li>site\s*<ul>\s*<li>WEB-INF\s*<ul>\s*<li>src\s*</li>")

    def test_tags_of_cpp(self):
        text = self.server.get("/index.page").text
        self.assertIn('<p class="notice warn">A C++ tag in the body of a tag file.</p>', text)
        self.assertIn('<meter value="0.6" max="1"></meter>', text)

    def test_bean(self):
        first = self.server.get("/guest.page?name=%3CAda%3E")
        self.assertIn("Hello, &lt;Ada&gt;: visit 1.", first.text)
        cookie = first.header("Set-Cookie").split(";")[0]
        again = self.server.get("/guest.page", headers={"Cookie": cookie})
        self.assertIn("Hello, &lt;Ada&gt;: visit 2.", again.text)

    def test_fragment_and_parameter(self):
        rows = "".join(f"<tr><td>{n}</td><td>{n * n}</td></tr>\n" for n in (4, 5, 6))
        fragment = self.server.get("/rows.page?fragment=rows&from=4").text
        # The development server adds its own script.
        self.assertEqual(fragment.split("<script", 1)[0].strip("\n"), rows.strip("\n"))
        refused = self.server.get("/rows.page?from=0")
        self.assertEqual(refused.status, 400)
        self.assertIn("parameter `from` is `0`; it must be at least 1", refused.words)

    def test_error_page(self):
        missing = self.server.get("/nowhere")
        self.assertEqual(missing.status, 404)
        self.assertIn("There is no page at <code>/nowhere</code>.", missing.text)


if __name__ == "__main__":
    unittest.main()
