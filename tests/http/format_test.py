"""Numbers, dates and messages in the visitor's language, wherever a site runs: what pages print, what is logged, and that
bundles are part of what is built."""

import html
import os
import re
import tempfile
import unittest

from support.programs import run
from support.server import Server
from support.site import PLAIN, Site

HEAD = PLAIN + "<%@ page import=\"<chrono>, <quire/format.h>\" %><% namespace f = quire::format; %>"
FILES = {
    "WEB-INF/web.toml": '[format]\nbundle = "shop"\nlocale = "en"\ntime_zone = "Europe/Berlin"\n',
    "WEB-INF/messages/shop.properties": "title = Shop\ncount = {0} of {1}\n",
    "WEB-INF/messages/shop_de.properties": "title = Laden \\u2013 hier\ncount = {0} von {1}\n",
    "WEB-INF/messages/shop_fr.toml": 'title = "L\'épicerie"\n',
    "WEB-INF/classes/org/other.properties": "title = Other\n",
    "title.page": HEAD + '<%= f::message(context, {.key = "title"}) %>',
    "all.page": HEAD + """<% f::Params params; params.add(context, 1234); params.add(context, 5);
const auto time = std::chrono::sys_seconds(std::chrono::seconds(1795374600)); %>
<%= f::message(context, {.key = "title"}) %>|<%= f::message(context, {.key = "count"}, &params) %>|<%= f::formatNumber(context, {.value = 1234567.5}) %>|<%=
f::formatDate(context, {.value = time, .type = "both", .timeStyle = "short"}) %>|<%= f::message(context, {.key = "title", .bundle = "org.other"}) %>|<%= request.locale() %>""",
    "missing.page": HEAD + '\n\n<%= f::message(context, {.key = "none"}) %>',
    "locale.page": HEAD + '\n<% f::setLocale(context, {.value = request.param("l")}); %>',
    "pattern.page": HEAD + '\n<%= f::formatNumber(context, {.value = 1, .pattern = request.param("p")}) %>',
}
GERMAN = "Laden – hier|1\u00a0234 von 5|1\u00a0234\u00a0567,5|22.11.2026, 20:10|Other|de_AT"


def german(server, path="/all.page"):
    return server.get(path, headers={"Accept-Language": "de-AT, en;q=0.5"}).text.strip()


class Formats(unittest.TestCase):
    maxDiff = None

    def test_in_development_bundles_are_read_again_at_once(self):
        with Site(FILES) as site, Server("dev", site.root) as server:
            self.assertEqual(german(server), GERMAN)
            self.assertEqual(server.get("/title.page").text.strip(), "Shop")
            self.assertEqual(server.get("/title.page", headers={"Accept-Language": "fr"}).text.strip(), "L'épicerie")
            site.write("WEB-INF/messages/shop_de.properties", "title = Geschäft\nbad = \\u1\n")
            self.assertEqual(german(server, "/title.page"), "Geschäft")
            self.assertIn(f"{site.root}/WEB-INF/messages/shop_de.properties:2: bad message `bad`: `\\u` is not followed by", server.log())
            site.write("WEB-INF/messages/shop_de_AT.toml", 'title = "Greißler"')
            self.assertEqual(german(server, "/title.page"), "Greißler")

    def test_a_missing_message_is_logged_once_with_its_place(self):
        with Site(FILES) as site, Server("dev", site.root) as server:
            for _ in range(3):
                self.assertEqual(german(server, "/missing.page"), "???none???")
            self.assertEqual(server.log().count("missing.page:3:5: there is no message `none` in the bundle `shop` for the locale `de_AT`"), 1)

    def test_locales_that_visitors_choose_never_fail(self):
        with Site(FILES) as site, Server("dev", site.root) as server:
            for locale in ("de", "xx_YY", "../../etc/passwd", "a" * 7000, "", "%00", "%0A%0Aforged", "%FF", "de_CH_POSIX_x", "..", "%7B0%7D"):
                self.assertEqual(server.get("/locale.page?l=" + locale).status, 200, locale)
            self.assertEqual(server.log().count("is not a locale"), 1)
            self.assertIn("locale.page:2:4: `xx_YY` is not a locale, such as `de` or `de_CH`; the request and web.toml decide instead", server.log())

    def test_mistakes_are_shown_at_their_place(self):
        with Site(FILES) as site, Server("dev", site.root) as server:
            for path, message in (("/pattern.page?p=0.0.0", "1 (an integer) cannot be formatted: ICU refuses the pattern `0.0.0`"),):
                answer = server.get(path)
                self.assertEqual(answer.status, 500)
                text = html.unescape(re.sub("<style>.*?</style>|<[^>]*>", "", answer.text, flags=re.DOTALL))
                self.assertIn(message.replace("`", ""), text.replace("`", ""))

    def test_built(self):
        with Site(FILES) as site, tempfile.TemporaryDirectory() as place:
            out = os.path.join(place, "out")
            built = run("pagec", "build", site.root, "-o", out)
            self.assertEqual(built.returncode, 0, built.stderr)
            with Server("run", out) as server:
                self.assertEqual(german(server), GERMAN)
                self.assertEqual(server.get("/WEB-INF/messages/shop.properties").status, 404)

    def test_generated(self):
        with Site(FILES) as site, tempfile.TemporaryDirectory() as place:
            done = run("pagec", "generate", site.root, "-o", place)
            self.assertEqual((done.stderr, done.returncode), ("", 0))
            text = ""
            for folder, _, names in os.walk(place):
                for name in names:
                    with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                        text += file.read()
            for path in ("/WEB-INF/messages/shop_fr.toml", "/WEB-INF/classes/org/other.properties"):
                self.assertIn(path, text)

    def test_rendered(self):
        with Site(FILES) as site:
            done = run("pagec", "render", site.path("all.page"), "--header", "Accept-Language: de-AT")
            self.assertEqual((done.stdout.strip(), done.stderr, done.returncode), (GERMAN, "", 0))
            done = run("pagec", "render", site.path("missing.page"))
            self.assertEqual(done.stdout.strip(), "???none???")
            self.assertIn("missing.page:3:5: there is no message `none` in the bundle `shop`", done.stderr)


if __name__ == "__main__":
    unittest.main()
