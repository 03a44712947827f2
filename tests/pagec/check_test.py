"""`pagec check`: all errors in all pages, and reliable exit codes."""

import json
import os
import unittest

from support.programs import run, run_on_terminal
from support.site import Site

GOOD = {"good.page": '<%@ page import="<string>" %><%= std::string("x") %>', "sub/also.page": "<%= 1 %>"}
BAD = {
    **GOOD,
    "directive.page": '<%@ page sesion="true" %>\n<%= 1 %>\n',
    "code.page": "one\n<%= first %>\n<%= second %>\n",
    "including.page": 'x\n<%@ include file="WEB-INF/part.pagef" %>\n',
    "WEB-INF/part.pagef": "\n  <%= third %>\n",
    "WEB-INF/work/old.page": "<%= never_looked_at %>",
    ".hidden/x.page": "<%= never_looked_at %>",
}


class Check(unittest.TestCase):
    def check(self, files, *arguments, **variables):
        with Site(files) as site:
            return run("pagec", "check", site.root, *arguments, **variables)

    def test_a_tag_attribute_that_cannot_be_converted(self):
        page = '<%@ page import="<quire/tag.h>" %><% out << quire::attribute<%T%>::of("%V%"); %>'
        for type_name, good, bad, rule in (("int", "12", "abc", "a_whole_number_in_range"), ("bool", "true", "yes", "true_or_false"),
                                           ("std::optional<unsigned char>", "255", "256", "a_whole_number_in_range"),
                                           ("double", "1e3", "1e999", "a_number_in_range"), ("char", "x", "xy", "one_character")):
            with self.subTest(type_name):
                of_type = page.replace("%T%", type_name)
                self.assertEqual(self.check({"p.page": of_type.replace("%V%", good)}).returncode, 0)
                done = self.check({"p.page": of_type.replace("%V%", bad)})
                self.assertEqual(done.returncode, 1)
                self.assertIn("p.page:1:", done.stderr)
                self.assertIn("the_attribute_must_be_" + rule, done.stderr)

    def test_very_many_mistakes_are_counted_but_not_all_listed(self):
        done = self.check({"many.page": '<%@ page sesion="true" %>' * 50_000})
        self.assertEqual(done.returncode, 1)
        self.assertIn("49900 more errors are not listed", done.stderr)
        self.assertLess(len(done.stderr), 200_000)

    def test_no_output_without_errors(self):
        done = self.check(GOOD)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_the_site_sources_are_checked(self):
        site = {**GOOD, "WEB-INF/src/shop/cart.cpp": '#include "cart.h"\nint total() { return kPrize; }\n',
                "WEB-INF/src/shop/cart.h": "constexpr int kPrice = 5;\n"}
        done = self.check(site)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("WEB-INF/src/shop/cart.cpp:2:22: error: use of undeclared identifier `kPrize`", done.stderr)
        site["WEB-INF/src/shop/cart.h"] = "constexpr int kPrize = 5;\n"
        self.assertEqual(self.check(site).returncode, 0)

    def test_the_servers_part_of_the_settings_is_checked(self):
        settings = 'colour = 1\n[session]\ntimeout = "30 minutes"\n[[error_page]]\nstatus = 404\npage = "/absent.page"\n'
        done = self.check({**GOOD, "WEB-INF/web.toml": settings})
        self.assertEqual(done.returncode, 1)
        for told in ("WEB-INF/web.toml:1:1: warning: unknown setting `colour`\ncolour = 1\n^~~~~~\n",
                     'WEB-INF/web.toml:3:12: error: bad value for `timeout`; it must be a number of seconds',
                     '\ntimeout = "30 minutes"\n           ^~~~~~~~~~\n',
                     'WEB-INF/web.toml:6:9: warning: error page `/absent.page` does not exist\npage = "/absent.page"\n'):
            self.assertIn(told, done.stderr)
        self.assertEqual(done.stderr.count("web.toml:"), 3)

    def test_a_name_that_is_not_utf8(self):
        with Site(GOOD) as site:
            with open(os.path.join(os.fsencode(site.root), b"b\xff.page"), "w", encoding="utf-8") as file:
                file.write("x")
            done = run("pagec", "check", site.root)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("b\ufffd.page: error: the name of this page is not valid UTF-8", done.stderr)

    def test_the_dependencies_may_be_removed(self):
        with Site(BAD) as site:
            run("pagec", "check", site.root, "--depfile", site.path("d"))
            self.assertIn("\n" + site.path("WEB-INF/part.pagef") + ":\n", site.read("d"))

    def test_tag_files_are_checked(self):
        tag = {"WEB-INF/tags/x.tag": '<%@ attribute name="a" type="int" %>\n<%= a.b %>\n'}
        page = '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>\n<t:x a="1"/>\n'
        unused = self.check(tag)
        self.assertEqual(unused.returncode, 1, unused.stderr)
        self.assertIn("WEB-INF/tags/x.tag:2:6: error:", unused.stderr)
        # Several pages use it, but its error is reported once.
        used = self.check({**tag, "a.page": page, "b.page": page})
        self.assertEqual(used.stderr.count("x.tag:2:6: error:"), 1, used.stderr)
        self.assertIn("1 error in 1 page of 3", used.stderr)
        with Site(tag) as site:
            self.assertEqual(run("pagec", "check", site.path("WEB-INF/tags/x.tag")).returncode, 1)
            site.replace("WEB-INF/tags/x.tag", "a.b", "a")
            self.assertEqual(run("pagec", "check", site.path("WEB-INF/tags/x.tag")).stderr, "")

    def test_all_errors_in_all_pages_in_one_run(self):
        done = self.check(BAD, "-j2")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        for place in ("directive.page:1:10: error: ", "code.page:2:5: error: ", "code.page:3:5: error: ", "WEB-INF/part.pagef:2:7: error: "):
            self.assertIn("\n" + place, "\n" + done.stderr)
        self.assertIn("4 errors in 3 pages of 5", done.stderr)
        self.assertNotIn("never_looked_at", done.stderr)

    def test_pages_in_xml(self):
        done = self.check({"good.pagex": '<p id="%= 1 %">1 &lt; 2</p>', "bad.pagex": "<p><jsp:expression>wrong</jsp:expression></p>"})
        self.assertIn("bad.pagex:1:20: error: use of undeclared identifier `wrong`", done.stderr)
        self.assertIn("1 error in 1 page of 2", done.stderr)

    def test_form_of_an_error(self):
        done = self.check({"cart.page": '<%@ page sesion="true" %>\n'})
        self.assertEqual(done.stderr, 'cart.page:1:10: error: unknown page attribute `sesion`; did you mean `session`?\n'
                         '<%@ page sesion="true" %>\n         ^~~~~~\n         session\n1 error in 1 page of 1\n')

    def test_single_pages(self):
        with Site(BAD) as site:
            self.assertEqual(run("pagec", "check", site.path("good.page"), site.path("sub/also.page")).returncode, 0)
            done = run("pagec", "check", site.path("good.page"), site.path("code.page"))
            self.assertEqual(done.returncode, 1)
            self.assertIn("2 errors in 1 page of 2", done.stderr)

    def test_files_that_are_not_pages_are_not_checked(self):
        settings = '[[group]]\npattern = "/uploads/*"\npages = false\n'
        site = {**GOOD, "WEB-INF/web.toml": settings, "uploads/bad.page": "<%= never_looked_at %>"}
        self.assertEqual(self.check(site).returncode, 0)

    def test_errors_in_the_settings_have_a_location(self):
        done = self.check({"a.page": "a", "WEB-INF/web.toml": '[[group]]\npattern = "/*"\ntrimm = "lines"\n'})
        self.assertEqual(done.returncode, 1)
        self.assertIn("WEB-INF/web.toml:3:1: error: unknown setting `trimm`; did you mean `trim`?", done.stderr)

    def test_warnings_are_not_errors(self):
        done = self.check({"w.page": "<% int unused; %>"})
        self.assertEqual(done.returncode, 0)
        self.assertIn("w.page:1:8: warning: ", done.stderr)

    def test_a_static_object_in_a_header_is_reported_once(self):
        page = '<%@ page import="shared.h" %><%= next_number() %>'
        site = {"WEB-INF/src/shared.h": "#pragma once\ninline int next_number() { static int number; return ++number; }\n",
                "WEB-INF/src/own.h": "static int own;\n", "WEB-INF/src/own.cpp": '#include "own.h"\nint use() { return ++own; }\n',
                "a.page": page, "sub/b.page": page, "c.page": "<%! static int mine; %><%= ++mine %>"}
        done = self.check(site)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr.count("warning:"), 1, done.stderr)
        self.assertIn("WEB-INF/src/shared.h:2:39: warning: `number` is a separate object in each page", done.stderr)
        site["WEB-INF/src/shared.h"] = "#pragma once\nint next_number();\n"
        site["WEB-INF/src/own.cpp"] += "int next_number() { return ++own; }\n"
        self.assertEqual(self.check(site).stderr, "")

    def test_a_missing_import_has_a_fix(self):
        page = "<!DOCTYPE html>\n<% std::deque<int> counts; counts.push_back(1); %><%= counts.size() %>\n"
        line = '<%@ page import="<vector>" %>\n'
        for text, start, replacement in ((page, "<!DOCTYPE", '<%@ page import="<deque>" %>'), (line + page, '" %>', ", <deque>")):
            with self.subTest(text):
                done = self.check({"a.page": text}, "--diagnostics=json")
                messages = [json.loads(line) for line in done.stderr.splitlines()]
                self.assertEqual([message["kind"] for message in messages], ["missing-import"], done.stderr)
                fix, = messages[0]["fixes"]
                self.assertEqual((fix["line"], fix["replacement"]), (1, replacement))
                at = fix["column"] - 1
                self.assertTrue(text[at:].startswith(start))
                self.assertEqual(self.check({"a.page": text[:at] + replacement + text[at:]}).stderr, "")

    def test_a_missing_include_of_the_site(self):
        site = {"WEB-INF/src/a.cpp": '#include "a.h"\nint first(std::deque<int> all) { return all.front() + shop::price(); }\n',
                "WEB-INF/src/a.h": "#pragma once\n", "WEB-INF/src/shop/price.h": "namespace shop { inline int price() { return 1; } }\n",
                "WEB-INF/tags/x.tag": "<%= shop::price() %>", "x.pagex": "<p><page:expression xmlns:page=\"quire:page\">std::deque&lt;int>().size()</page:expression></p>"}
        done = self.check(site, "--diagnostics=json")
        fixes = {message["file"]: (message["message"], [fix["replacement"] for fix in message["fixes"]])
                 for message in map(json.loads, done.stderr.splitlines())}
        self.assertEqual(done.stderr.count("missing-import"), 4, done.stderr)
        self.assertIn("write `<%@ tag import=\"shop/price.h\" %>`", fixes["WEB-INF/tags/x.tag"][0])
        self.assertIn("write `<page:directive.page import=\"&lt;deque>\"/>`", fixes["x.pagex"][0])
        self.assertIn("which is not included; write `#include \"shop/price.h\"`", fixes["WEB-INF/src/a.cpp"][0])
        self.assertEqual(fixes["WEB-INF/src/a.cpp"][1], ['#include "shop/price.h"\n'])

    def test_pages_are_linked(self):
        site = {**GOOD, "WEB-INF/src/a.h": "int one();\nint two();\n", "WEB-INF/src/a.cpp": '#include "a.h"\nint one() { return 1; }\n',
                "a.page": '<%@ page import="a.h" %>\n<%= one() %>', "b.page": '<%@ page import="a.h" %>\n<%= two() %>',
                "c.page": '<%@ page link="-lnothing_of_that_name" %>', "WEB-INF/tags/x.tag": '<%@ tag import="a.h" %>\n<% two(); %>'}
        done = self.check(site)
        self.assertEqual(done.returncode, 1)
        for place in ("b.page:2:5: error: undefined symbol `two()`", "WEB-INF/tags/x.tag:2:4: error: undefined symbol `two()`",
                      "c.page:1:16: error: cannot find the library for `-lnothing_of_that_name`"):
            self.assertIn(place, done.stderr)
        self.assertIn("3 errors in 3 pages of 7", done.stderr)
        with Site(site) as folder:
            self.assertIn("b.page:2:5: error:", run("pagec", "check", folder.path("b.page")).stderr)
            self.assertEqual(run("pagec", "check", folder.path("a.page")).stderr, "")
            self.assertFalse(os.path.exists(folder.path("WEB-INF/work")))

    def test_undefined_symbols_of_the_site_sources(self):
        done = self.check({"WEB-INF/src/a.cpp": "int missing(int n);\n\nint use() {\n  return 1 + missing(2);\n}\n"})
        self.assertIn("WEB-INF/src/a.cpp:4:14: error: undefined symbol `missing(int)`", done.stderr)

    def test_json_lines(self):
        done = self.check(BAD, "--diagnostics=json")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        found = [json.loads(line) for line in done.stderr.splitlines()]
        self.assertEqual(sorted((one["file"], one["line"], one["column"]) for one in found),
                         [("WEB-INF/part.pagef", 2, 7), ("code.page", 2, 5), ("code.page", 3, 5), ("directive.page", 1, 10)])
        for one in found:
            self.assertEqual(one["severity"], "error")
            self.assertGreater(one["end_column"], one["column"])
            self.assertTrue(one["message"])
            self.assertTrue(one["kind"])
        note = next(one for one in found if one["file"].endswith("pagef"))["notes"][0]
        self.assertEqual((note["file"], note["line"], note["message"]), ("including.page", 2, "included from here"))
        fix = next(one for one in found if one["file"] == "directive.page")["fixes"][0]
        self.assertEqual((fix["line"], fix["column"], fix["end_column"], fix["replacement"]), (1, 10, 16, "session"))

    def test_json_without_errors_is_empty(self):
        done = self.check(GOOD, "--diagnostics=json")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_no_colours_without_a_terminal(self):
        for no_color in ("1", None):
            self.assertNotIn("\033", self.check(BAD, NO_COLOR=no_color).stderr)

    def test_colours_on_a_terminal_unless_disabled(self):
        with Site(BAD) as site:
            self.assertIn("\033[", run_on_terminal("pagec", "check", site.path("code.page"), NO_COLOR=None))
            text = run_on_terminal("pagec", "check", site.path("code.page"), NO_COLOR="1")
            self.assertIn("error: ", text)
            self.assertNotIn("\033[3", text)
            self.assertNotIn("\033[1", text)

    def test_nothing_is_written(self):
        with Site(GOOD) as site:
            self.assertEqual(run("pagec", "check", site.root).returncode, 0)
            self.assertEqual(sorted(os.listdir(site.root)), ["good.page", "sub"])

    def test_depfile(self):
        with Site({**BAD, "a b.h": "#pragma once\n", "dep.page": '<%@ page import="a b.h" %>x'}) as site:
            done = run("pagec", "check", site.path("including.page"), site.path("dep.page"), "--depfile", site.path("deps.d"))
            self.assertEqual(done.returncode, 1)
            text = site.read("deps.d")
            for name in ("including.page", "WEB-INF/part.pagef", "dep.page", "a\\ b.h"):
                self.assertIn(os.path.join(site.root, name), text)

    def test_the_root_is_the_folder_with_web_inf(self):
        files = {"WEB-INF/part.pagef": "p", "sub/deep.page": '<%@ include file="/WEB-INF/part.pagef" %>'}
        with Site(files) as site:
            self.assertEqual(run("pagec", "check", site.path("sub/deep.page")).returncode, 0)
            self.assertEqual(run("pagec", "check", site.path("sub/deep.page"), "--root", site.path("sub")).returncode, 1)

    def test_bad_usage(self):
        with Site(GOOD) as site:
            for arguments in ((), (site.path("none.page"),), (site.root, "--diagnostics=xml"), (site.root, "-j", "0"), (site.root, "--no-such"),
                              (site.path("good.page"), "--root", site.path("sub"))):
                with self.subTest(arguments):
                    done = run("pagec", "check", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
