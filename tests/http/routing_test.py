"""Mapping of paths to pages and files."""

import http.cookiejar
import os
import shutil
import unittest
import urllib.parse
import urllib.request

from support.programs import run
from support.server import ProductionTest, Server, SiteTest
from support.site import Site

SECRET = "secret-text"
# What editors, tools and authors leave beside a page; paths as in URLs.
SECRET_SETTINGS = f'[params]\nsecret = "{SECRET}"\n'
COPIES = ("index.page~", "%23index.page%23", "index.page.bak", "index.page.orig", "index.page.swp", ".index.page.swp", "index.page.save",
          "index.page%20(copy)", "index.page.cpp", "style.css~", "index.0123abcd.page~")


class Paths(SiteTest):
    FILES = {
        "index.page": "root index",
        "a b.page": "blank",
        "é.page": "accent",
        "plain.page": '<%@ page contentType="text/plain" %>plain',
        "set.page": '<% response.set_content_type("application/json"); %>{}',
        "WEB-INF/secret.page": SECRET,
        "WEB-INF/web.toml": SECRET_SETTINGS,
        "META-INF/context.xml": SECRET,
        ".hidden": SECRET,
        ".git/config": SECRET,
        "part.pagef": SECRET,
        "card.tag": SECRET,
        "sub/WEB-INF/deep.txt": SECRET,
        "shop/index.page": "shop index",
        "docs/index.html": "<p>docs",
        "empty/x.txt": "x",
        ".well-known/security.txt": "well known",
    }

    def test_content_type_is_html_by_default(self):
        for target, content_type in (("/index.page", "text/html;charset=UTF-8"), ("/plain.page", "text/plain;charset=UTF-8"),
                                     ("/set.page", "application/json")):
            with self.subTest(target):
                self.assertEqual(self.get(target).header("Content-Type").replace("; ", ";"), content_type)

    def test_encoded_names(self):
        self.assert_page("/a%20b.page", "blank")
        self.assert_page("/%C3%A9.page", "accent")
        self.assert_page("/%69ndex%2Epage", "root index")

    def test_path_parameters_are_not_part_of_the_name(self):
        self.assert_page("/index.page;x=1", "root index")

    def test_dot_segments_within_the_site(self):
        self.assert_page("/shop/./../index.page", "root index")

    def test_dot_segments_out_of_the_site_are_refused(self):
        for target in ("/../etc/passwd", "/shop/../../x", "/%2e%2e/x", "/..%2fx"):
            with self.subTest(target):
                self.assertIn(self.get(target).status, (400, 404))

    def test_missing_files(self):
        for target in ("/none.page", "/none.txt", "/none/", "/index.page/more", "/index.html"):
            with self.subTest(target):
                response = self.assert_status(target, 404)
                self.assertIn("404 Not Found", response.text)

    def test_paths_in_messages_are_escaped(self):
        self.assertNotIn("<script>x", self.assert_status("/%3Cscript%3Ex", 404).text)

    def test_private_files_are_never_served(self):
        for target in ("/WEB-INF/secret.page", "/web-inf/secret.page", "/Web-Inf/web.toml", "/WEB-INF/web.toml", "/%57EB-INF/web.toml",
                       "/WEB%2DINF/web.toml", "/./WEB-INF/web.toml", "/x/../WEB-INF/web.toml", "//WEB-INF/web.toml", "/WEB-INF/", "/WEB-INF",
                       "/META-INF/context.xml", "/meta-inf/context.xml", "/.hidden", "/.git/config", "/%2Ehidden", "/part.pagef",
                       "/part.PAGEF", "/part.page%66", "/card.tag", "/sub/WEB-INF/deep.txt", "/index.PAGE", "/index.page%00.txt",
                       "/WEB-INF%2fweb.toml", "/WEB-INF/./web.toml", "/WEB-INF;x/web.toml", "/WEB-INF/web.toml;x.page", "/index.page%20", "/index.page."):
            for method in ("GET", "HEAD", "POST"):
                with self.subTest(target, method=method):
                    response = self.get(target, method=method)
                    self.assertIn(response.status, (400, 404), response)
                    self.assertNotIn(SECRET, response.text)

    def test_copies_of_files_are_never_served(self):
        with Site({"index.page": "index", **{urllib.parse.unquote(name): SECRET for name in COPIES if "0123abcd" not in name}}) as site:
            os.symlink("index.page", site.path("link.txt"))
            site.write("WEB-INF/web.toml", SECRET_SETTINGS)
            os.symlink("WEB-INF/web.toml", site.path("settings.txt"))
            base, out = Site(), Site()
            self.addCleanup(base.remove)
            self.addCleanup(out.remove)
            os.mkdir(base.path("webapps"))
            os.symlink(site.root, base.path("webapps/ROOT"))
            built = run("pagec", "build", site.root, "-o", out.path("built"))
            self.assertEqual(built.returncode, 0, built.stderr)
            for arguments in (("dev", site.root, "--work", site.path("made")), ("run", base.root), ("run", out.path("built"))):
                with Server(*arguments) as server:
                    self.assertEqual(server.get("/").status, 200)
                    for name in (*COPIES, "link.txt", "settings.txt", "made/index.page.cpp", "made/index.page.record"):
                        with self.subTest(arguments, name=name):
                            self.assertEqual(server.get("/" + name).status, 404)
                shutil.rmtree(site.path("made"), ignore_errors=True)

    def test_well_known_is_public(self):
        self.assertEqual(self.assert_status("/.well-known/security.txt", 200).text, "well known")

    def test_folder_without_slash_is_redirected_with_its_query(self):
        response = self.assert_status("/shop?a=1&b=%20", 302)
        self.assertEqual(response.header("Location"), "/shop/?a=1&b=%20")
        self.assertEqual(self.assert_status("/docs", 302).header("Location"), "/docs/")

    def test_folder_redirects_stay_on_this_server(self):
        for target in ("//shop", "//evil.example/..//shop", "/%2Fshop"):
            with self.subTest(target):
                self.assertNotIn("//", self.get(target).header("Location") or "")

    def test_welcome_files(self):
        self.assert_page("/", "root index")
        self.assert_page("/shop/", "shop index")
        self.assertEqual(self.get("/docs/").text, "<p>docs")
        self.assert_status("/empty/", 404)

    def test_methods_of_pages(self):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "FOO", "get"):
            with self.subTest(method):
                response = self.assert_status("/index.page", 405, method=method)
                self.assertEqual(response.header("Allow"), "GET, HEAD, POST, OPTIONS")
        response = self.assert_status("/index.page", 204, method="OPTIONS")
        self.assertEqual(response.header("Allow"), "GET, HEAD, POST, OPTIONS")
        self.assertEqual(self.assert_status("*", 204, method="OPTIONS").header("Allow"), "GET, HEAD, POST, OPTIONS")

    def test_head_is_get_without_the_body(self):
        got, head = self.get("/index.page"), self.get("/index.page", method="HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        for name in ("Content-Type", "Content-Length"):
            self.assertEqual(head.header(name), got.header(name))

    def test_a_working_copy_of_the_pages_is_not_served(self):
        self.get("/index.page")
        self.assertTrue(os.path.isdir(self.site.path("WEB-INF/work")))
        self.assert_status("/WEB-INF/work/index.page.record", 404)


class Files(SiteTest):
    FILES = {
        "style.css": "body { color: red }\n",
        "data.bin": bytes(range(256)) * 40,
        "empty.txt": "",
        "none.unknown": "?",
        "outside/readme.txt": "x",
    }

    def test_types(self):
        for target, expected in (("/style.css", "text/css"), ("/empty.txt", "text/plain"), ("/none.unknown", "application/octet-stream")):
            with self.subTest(target):
                response = self.assert_status(target, 200)
                self.assertEqual(response.header("Content-Type").split(";")[0], expected)
                self.assertEqual(response.header("X-Content-Type-Options"), "nosniff")

    def test_bytes_and_validators(self):
        response = self.assert_status("/data.bin", 200)
        self.assertEqual(response.body, bytes(range(256)) * 40)
        self.assertRegex(response.header("ETag"), r'^"[^"]+"$')
        self.assertRegex(response.header("Last-Modified"), r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")
        self.assertEqual(self.assert_status("/empty.txt", 200).header("Content-Length"), "0")

    def test_conditions(self):
        first = self.get("/style.css")
        etag, modified = first.header("ETag"), first.header("Last-Modified")
        past = "Thu, 01 Jan 1970 00:00:00 GMT"
        for headers, status in (({"If-None-Match": etag}, 304), ({"If-None-Match": f'"x", W/{etag}'}, 304), ({"If-None-Match": "*"}, 304),
                                ({"If-None-Match": '"x"'}, 200), ({"If-Modified-Since": modified}, 304),
                                ({"If-Modified-Since": past}, 200), ({"If-None-Match": '"x"', "If-Modified-Since": modified}, 200),
                                ({"If-Match": '"x"'}, 412), ({"If-Unmodified-Since": past}, 412), ({"If-Modified-Since": "nonsense"}, 200)):
            with self.subTest(headers):
                response = self.assert_status("/style.css", status, headers=headers)
                if status == 304:
                    self.assertEqual((response.body, response.header("ETag")), (b"", etag))

    def test_an_edited_file_has_a_new_tag(self):
        self.site.write("edited.css", "a")
        first = self.get("/edited.css")
        self.site.write("edited.css", "b")
        second = self.assert_status("/edited.css", 200, headers={"If-None-Match": first.header("ETag")})
        self.assertEqual(second.text, "b")

    def test_ranges(self):
        whole = bytes(range(256)) * 40
        size = len(whole)
        for asked, first, last in (("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), (f"bytes={size - 5}-", size - 5, size - 1),
                                   ("bytes=-3", size - 3, size - 1), (f"bytes=5-{size * 2}", 5, size - 1), (f"bytes=-{size * 2}", 0, size - 1)):
            with self.subTest(asked):
                response = self.assert_status("/data.bin", 206, headers={"Range": asked})
                self.assertEqual(response.body, whole[first:last + 1])
                self.assertEqual(response.header("Content-Range"), f"bytes {first}-{last}/{size}")

    def test_unsatisfiable_and_invalid_ranges(self):
        size = 256 * 40
        response = self.assert_status("/data.bin", 416, headers={"Range": f"bytes={size}-"})
        self.assertEqual(response.header("Content-Range"), f"bytes */{size}")
        for asked in ("bytes=5-2", "lines=1-2", "bytes=a-b"):
            with self.subTest(asked):
                self.assertEqual(len(self.assert_status("/data.bin", 200, headers={"Range": asked}).body), size)
        self.assert_status("/data.bin", 200, headers={"Range": "bytes=0-1", "If-Range": '"old"'})

    def test_head(self):
        response = self.assert_status("/data.bin", 200, method="HEAD")
        self.assertEqual((response.header("Content-Length"), response.body), (str(256 * 40), b""))

    def test_methods_of_files(self):
        for method in ("POST", "PUT", "DELETE"):
            with self.subTest(method):
                self.assertEqual(self.assert_status("/style.css", 405, method=method).header("Allow"), "GET, HEAD, OPTIONS")
        self.assertEqual(self.assert_status("/style.css", 204, method="OPTIONS").header("Allow"), "GET, HEAD, OPTIONS")

    def test_symbolic_links_out_of_the_site_are_not_followed(self):
        with Site({"secret.txt": SECRET}) as other:
            os.symlink(other.path("secret.txt"), self.site.path("link.txt"))
            os.symlink(other.root, self.site.path("link"))
            os.symlink(self.site.path("style.css"), self.site.path("inner.css"))
            self.assert_status("/link.txt", 404)
            self.assert_status("/link/secret.txt", 404)
            self.assert_status("/inner.css", 200)

    def test_a_large_file(self):
        large = os.urandom(6 << 20)
        self.site.write("large.bin", large)
        self.assertTrue(self.get("/large.bin").body == large)


class Hosts(SiteTest):
    FILES = {"a.page": "a"}
    OPTIONS = ("--allow-host", "allowed.example", "--allow-host", "other.example")

    def test_only_local_hosts_and_allowed_ones(self):
        for host in ("localhost", "localhost:1234", "LOCALHOST", "app.localhost", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080",
                     "allowed.example", "other.example:99"):
            with self.subTest(host):
                self.assert_status("/a.page", 200, headers={"Host": host})
        for host in ("evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.2", "allowed.example.evil", "10.0.0.1"):
            with self.subTest(host):
                response = self.assert_status("/a.page", 403, headers={"Host": host})
                self.assertIn("--allow-host", response.text)


class EncodedContextPaths(ProductionTest):
    """Folders whose names are not the same in a URL: everything that a webapp tells browsers is encoded."""

    NAMES = {"my app": "/my%20app", "ünï": "/%C3%BCn%C3%AF", "a%b": "/a%25b", "a;b": "/a%3Bb", "a+b's": "/a+b's"}
    FILES = {
        f"webapps/{name}/{path}": text
        for name in NAMES
        for path, text in {
            "count.page": '<%@ page contentType="text/plain" %><%= session.update<int>("n", [](int& n) { ++n; }) %>',
            "paths.page": '<%@ page contentType="text/plain" %><%- request.context_path() %> <%- application.context_path() %> <%- application.asset("a.css") %>',
            "redirect.page": '<% response.redirect(std::string(request.context_path()) + "/count.page"); %>',
            "a.css": "a {}",
            "sub/index.html": "sub",
        }.items()
    }

    def test_a_session_is_kept(self):
        for path in self.NAMES.values():
            with self.subTest(path):
                browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
                texts = [browser.open(f"http://127.0.0.1:{self.server.port}{path}/{page}.page").read() for page in ("count", "redirect", "count")]
                self.assertEqual(texts, [b"1", b"2", b"3"])

    def test_paths_that_pages_print(self):
        for path in self.NAMES.values():
            with self.subTest(path):
                own, same, asset = self.get(path + "/paths.page").text.split(" ")
                self.assertEqual((own, same, asset.startswith(path + "/a.")), (path, path, True), asset)
                self.assertEqual(self.get(asset).text, "a {}")
                self.assertEqual(self.get(path + "/sub").header("Location"), path + "/sub/")
                self.assertEqual(self.get(path).header("Location"), path + "/")


class BaseFolder(ProductionTest):
    """`paged run` with a webapps/ folder as in Tomcat."""

    FILES = {
        "webapps/ROOT/index.page": "root<%= request.context_path() %>",
        "webapps/ROOT/set.page": '<% session.set("n", 1); %>',
        "webapps/shop/index.page": "shop <%= request.context_path() %> <%= request.path() %>",
        "webapps/shop/set.page": '<% session.set("n", 1); %>',
        "webapps/a#b/x.page": "nested <%= request.context_path() %>",
        "webapps/ROOT/evil.page": "not in dev",
    }

    def test_context_paths(self):
        for target, text in (("/", "root"), ("/index.page", "root"), ("/shop/", "shop /shop /index.page"), ("/a/b/x.page", "nested /a/b")):
            with self.subTest(target):
                self.assertEqual(self.server.get(target).text, text)
        self.assertEqual(self.server.get("/shopping.page").status, 404)

    def test_context_path_without_slash_is_redirected(self):
        response = self.server.get("/shop?q=1")
        self.assertEqual((response.status, response.header("Location")), (302, "/shop/?q=1"))

    def test_no_script_and_no_host_check_in_production(self):
        response = self.server.get("/evil.page", headers={"Host": "evil.example"})
        self.assertEqual((response.status, response.text), (200, "not in dev"))
        self.assertEqual(self.server.get("/_quire/live.js").status, 404)
        self.assertEqual(self.server.get("/_quire/events").status, 404)

    def test_cookie_of_a_context_path(self):
        self.assertIn("Path=/shop;", self.server.get("/shop/set.page").header("Set-Cookie") + ";")
        self.assertIn("Path=/;", self.server.get("/set.page").header("Set-Cookie") + ";")

    def test_work_folder_and_other_folders_are_not_served(self):
        for target in ("/../work/localhost/ROOT/index.page.record", "/work/", "/webapps/ROOT/index.page"):
            self.assertIn(self.server.get(target).status, (400, 404))
        self.assertTrue(os.path.isdir(self.site.path("work/localhost/ROOT")))


if __name__ == "__main__":
    unittest.main()
