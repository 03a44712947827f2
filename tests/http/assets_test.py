"""`application.asset`: URLs that contain a file's version, and the responses to them."""

import re
import unittest

from support.server import Server, SiteTest
from support.site import PLAIN, Site

IMMUTABLE = "public, max-age=31536000, immutable"
FILES = {
    "style.css": "first",
    "LICENSE": "free",
    "style.aaaaaaaa.css": "called so",
    "asset.page": PLAIN + '<%= application.asset(request.param("of")) %>',
    "part.pagef": "part",
}


class Assets(SiteTest):
    FILES = FILES

    def asset(self, of):
        return self.assert_status("/asset.page?of=" + of, 200).text

    def test_a_version_may_be_cached_forever(self):
        url = self.asset("style.css")
        self.assertRegex(url, r"^/style\.[0-9a-f]{8}\.css$")
        response = self.assert_status(url, 200)
        self.assertEqual((response.text, response.header("Cache-Control")), ("first", IMMUTABLE))
        self.assertEqual(response.header("Content-Type").split(";")[0], "text/css")
        same = self.assert_status(url, 304, headers={"If-None-Match": response.header("ETag")})
        self.assertEqual(same.header("Cache-Control"), IMMUTABLE)

    def test_a_file_without_an_extension(self):
        url = self.asset("/LICENSE")
        self.assertRegex(url, r"^/LICENSE\.[0-9a-f]{8}$")
        self.assertEqual(self.assert_status(url, 200).header("Cache-Control"), IMMUTABLE)

    def test_changed_content_has_a_new_url_and_the_old_url_serves_it_too(self):
        self.site.write("edited.css", "first")
        first = self.asset("edited.css")
        self.site.write("edited.css", "second")
        second = self.asset("edited.css")
        self.assertNotEqual(first, second)
        response = self.assert_status(first, 200)
        self.assertEqual((response.text, response.header("Cache-Control")), ("second", "no-cache"))
        self.assertEqual(self.assert_status(second, 200).header("Cache-Control"), IMMUTABLE)

    def test_a_file_with_that_name_takes_precedence(self):
        response = self.assert_status("/style.aaaaaaaa.css", 200)
        self.assertEqual(response.text, "called so")
        self.assertNotEqual(response.header("Cache-Control"), IMMUTABLE)

    def test_versions_of_missing_files(self):
        for target in ("/none.0123abcd.css", "/style.0123abc.css", "/style.0123ABCD.css", "/part.0123abcd.pagef", "/style.0123abcd.0123abcd.css"):
            with self.subTest(target):
                self.assert_status(target, 404)

    def test_an_invalid_asset_is_an_error_at_its_line(self):
        for of in ("none.css", "part.pagef", "asset.page", "WEB-INF/web.toml", "../x.css"):
            with self.subTest(of):
                response = self.assert_status("/asset.page?of=" + of, 500)
                self.assertIn(f'asset("{of}"): browsers cannot request such a file of this webapp', response.words.replace("&quot;", '"').replace("&#34;", '"'))
                self.assertIn("thrown in asset.page:1:", response.words)


class Production(unittest.TestCase):
    def test_the_same_urls(self):
        with Site({"webapps/shop/" + name: text for name, text in FILES.items()}) as site, Server("run", "--base", site.root) as server:
            url = server.get("/shop/asset.page?of=style.css").text
            self.assertRegex(url, r"^/shop/style\.[0-9a-f]{8}\.css$")
            response = server.get(url)
            self.assertEqual((response.text, response.header("Cache-Control")), ("first", IMMUTABLE))
            old = re.sub(r"[0-9a-f]{8}", "0" * 8, url)
            self.assertEqual(server.get(old).header("Cache-Control"), "no-cache")
            self.assertIsNone(server.get("/shop/style.css").header("Cache-Control"))


if __name__ == "__main__":
    unittest.main()
