"""`pagec render`: runs a page without a server."""

import json
import os
import unittest

from support.programs import run
from support.site import Site


class Render(unittest.TestCase):
    def render(self, page, *arguments, files=None):
        with Site({"p.page": page, **(files or {})}) as site:
            return run("pagec", "render", site.path("p.page"), *arguments)

    def assert_prints(self, expected, page, *arguments, **options):
        done = self.render(page, *arguments, **options)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, expected, ""))

    def test_only_the_body_is_printed(self):
        self.assert_prints("a <b>\n", '<%@ page contentType="text/plain" %>a <%= "<b>" %>\n')
        self.assert_prints("", "")
        self.assert_prints("made", "made<% response.set_status(201); %>")
        self.assert_prints("one two", "one<% out.flush(); %> two")

    def test_no_live_script_is_added(self):
        self.assert_prints("<body></body>", "<body></body>")

    def test_parameters(self):
        page = '<%= request.param("a") %>|<%= request.params("b").size() %>|<%= request.param<int>("n").value_or(0) %>|<%- request.query_string() %>'
        self.assert_prints("x &amp; y=z|2|7|a=x%20%26%20y%3Dz&b=1&b=2&n=7", page, "--param", "a=x & y=z", "--param", "b=1", "--param", "b=2", "--param", "n=7")
        self.assert_prints("é|0|0|a=%C3%A9", page, "--param", "a=é")

    def test_headers_and_method(self):
        page = '<%= request.method() %> <%= request.header("x-one") %> <%= request.cookie("c") %> <%= request.server_name() %>'
        self.assert_prints("GET   localhost", page)
        self.assert_prints("POST 1 2 example.com", page, "--method", "POST", "--header", "X-One: 1", "--header", "Cookie: c=2", "--header", "Host: example.com")

    def test_data_becomes_attributes(self):
        data = {"title": "<T>", "count": 3, "price": 1.5, "yes": True, "none": None, "items": ["a", {"name": "b"}]}
        page = """<%= request.attribute("title") %> <%= request.attribute("count") %> <%= request.attribute("price") %> <%= request.attribute("yes") %> <%=
  request.attribute("none").is_null() %> <%= request.attribute("items").at(0) %> <%= *request.attribute("items").at(1).find("name") %> <%=
  request.attribute("absent").is_null() %>"""
        with Site({"p.page": page, "data.json": json.dumps(data)}) as site:
            done = run("pagec", "render", site.path("p.page"), "--data", site.path("data.json"))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "&lt;T&gt; 3 1.5 true true a b true", ""))

    def test_included_pages(self):
        files = {"part.page": "part <%= request.param(\"n\") %>", "WEB-INF/part.pagef": "static "}
        self.assert_prints("static [part 5]", '<%@ include file="/WEB-INF/part.pagef" %>[<% context.include("part.page?n=5"); %>]', files=files)

    def test_errors(self):
        done = self.render("a\n<%= bad %>")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.startswith("p.page:2:5: error: use of undeclared identifier `bad`\n<%= bad %>\n    ^~~\n"), done.stderr)

    def test_errors_as_json(self):
        done = self.render("a\n<%= bad %>", "--diagnostics=json")
        self.assertEqual(done.returncode, 1)
        one = json.loads(done.stderr)
        self.assertEqual((one["file"], one["line"], one["column"]), ("p.page", 2, 5))

    def test_exceptions(self):
        done = self.render('<%@ page import="<stdexcept>" %>partial\n <% throw std::runtime_error("no pens"); %>')
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "p.page:2:5: error: std::runtime_error: no pens\n")

    def test_exceptions_of_inline_functions(self):
        page = """<%@ page import="<any>, <exception>, <optional>, <variant>" %><%! template <class F> bool throws(const F& f) {
          try { f(); } catch (const std::exception&) { return true; }
          return false;
        } %><% std::optional<int> none; std::any any; std::variant<int, char> number = 1; %>
        <%= throws([&] { none.value(); }) %><%= throws([&] { std::any_cast<int>(any); }) %><%= throws([&] { std::get<char>(number); }) %>"""
        self.assertEqual(self.render(page).stdout.split(), ["truetruetrue"])

    def test_nonces(self):
        settings = '[[group]]\npattern = "*.page"\nnonce = true\n'
        done = self.render("<script>f()</script>", files={"WEB-INF/web.toml": settings})
        self.assertRegex(done.stdout, r'^<script nonce="[A-Za-z0-9+/]{22}==">f\(\)</script>$')

    def test_exception_in_an_included_page(self):
        done = self.render('\n<% context.include("sub/inner.page"); %>', files={"sub/inner.page": "a\nb<% throw 1; %>"})
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr.startswith("sub/inner.page:2:5: error: int"), done.stderr)

    def test_an_error_page_is_printed_and_the_error_reported(self):
        error = '<%@ page import="<quire/error_report.h>" %>sorry: <%= context.error()->location() %>'
        done = self.render('dropped\n<% quire::PageControl::of(context).set_error_page("sorry.page"); throw 1; %>', files={"sorry.page": error})
        self.assertEqual((done.returncode, done.stdout), (1, "sorry: p.page:2:66"))
        self.assertTrue(done.stderr.startswith("p.page:2:66: error: int"), done.stderr)

    def test_error_in_an_included_page(self):
        done = self.render('\n<% context.include("inner.page"); %>', files={"inner.page": "<%= bad %>"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("inner.page:1:5: error: use of undeclared identifier `bad`", done.stderr)

    def test_a_fault_is_reported_with_its_line(self):
        done = self.render('<%@ page import="<vector>" %>\n<%\n  std::vector<int> v(3);\n  v[7] = 1;\n%>')
        self.assertEqual(done.returncode, 1)
        self.assertIn("p.page:4:3: error: assertion failed: `__n < this->size()`", done.stderr)

    def test_invalid_parameter(self):
        done = self.render('x <%= request.param<int>("n").value_or(1) %>', "--param", "n=x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("p.page:1:15: error: ", done.stderr)
        self.assertIn("parameter `n` is `x`", done.stderr)

    def test_error_responses_of_a_page(self):
        done = self.render('<% response.send_error(404, "no such fruit"); %>')
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("p.page", done.stderr)
        self.assertIn("no such fruit", done.stderr)

    def test_warnings_do_not_go_to_standard_output(self):
        done = self.render("<% int unused; %>x")
        self.assertEqual((done.returncode, done.stdout), (0, "x"))

    def test_no_files_are_left_behind(self):
        with Site({"p.page": "x", "tmp/keep": ""}) as site:
            self.assertEqual(run("pagec", "render", site.path("p.page"), TMPDIR=site.path("tmp")).stdout, "x")
            self.assertEqual((sorted(os.listdir(site.root)), os.listdir(site.path("tmp"))), (["p.page", "tmp"], ["keep"]))

    def test_bad_usage(self):
        with Site({"p.page": "x", "list.json": "[1]", "broken.json": "{", "f.txt": ""}) as site:
            page = site.path("p.page")
            for arguments in ((), (site.path("none.page"),), (site.root,), (page, "--param", "novalue"), (page, "--data", site.path("none.json")),
                              (page, "--data", site.path("list.json")), (page, "--data", site.path("broken.json")), (page, "--header", "bad header"),
                              (page, "--method", "BAD METHOD"), (page, "stray"), (page, "--no-such")):
                with self.subTest(arguments[1:]):
                    done = run("pagec", "render", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
