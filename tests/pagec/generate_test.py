"""`pagec generate`: a site as C++ for another build system."""

import os
import shutil
import subprocess
import unittest

from support.programs import run
from support.site import Site

FILES = {
    "index.page": "<p>one <%= 1 + 1 %></p>\n",
    "users/list.page": '<%@ page import="<string>" %><%@ argument name="title" type="const std::string&" %><%= title %>',
    "style.css": "p { color: green }\n" * 40,
    "pixel.png": "\x89PNG" + "x" * 400,
    "tiny.txt": "x",
    ".hidden": "no",
    "part.pagef": "no",
    "WEB-INF/web.toml": 'welcome = ["index.page"]\n',
    "WEB-INF/part.html": "only for pages",
}


class Generate(unittest.TestCase):
    def setUp(self):
        self.site = Site(FILES)
        self.addCleanup(self.site.remove)
        self.output = Site()
        self.addCleanup(self.output.remove)

    def generate(self, *arguments):
        return run("pagec", "generate", self.site.root, "-o", self.output.path("gen"), *arguments)

    def generated(self):
        folder = self.output.path("gen")
        return sorted(os.path.relpath(os.path.join(at, name), folder)
                      for at, folders, names in os.walk(folder) for name in names if not at.endswith("encoded"))

    def test_units_headers_and_the_site(self):
        done = self.generate("--site", "shop")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.generated(), [
            "compile.txt", "files.bin", "include/pages.h", "include/pages/index.h", "include/pages/users_list.h",
            "include/shop_site.h", "index.page.cpp", "libraries.ld", "link.txt", "site.cpp", "users_list.page.cpp"])
        site = self.output.read("gen/site.cpp")
        for there in ('"/style.css"', '"/tiny.txt"', '"/pixel.png"', '"/WEB-INF/part.html"', "welcome"):
            self.assertIn(there, site)
        for private in ("/.hidden", "pagef"):
            self.assertNotIn(private, site)
        self.assertIn("struct UsersListArgs {\n  const std::string& title;\n};", self.output.read("gen/include/pages/users_list.h"))

    def test_both_compilers_accept_the_output(self):
        self.site.write("WEB-INF/tags/box.tag", "<b><page:doBody/></b>")
        self.site.write("tags.page", '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:box><t:box><%= 1 %></t:box></t:box>')
        self.assertEqual(self.generate().returncode, 0)
        headers = os.path.join(os.path.dirname(os.environ["QUIRE_BIN"]), "include")
        for compiler in ("clang++-19", "g++-12"):
            if not shutil.which(compiler):
                continue
            for unit in ("index.page.cpp", "users_list.page.cpp", "tags.page.cpp", "site.cpp"):
                done = subprocess.run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-I",
                                       headers, "-I", self.output.path("gen/include"), "-c", self.output.path("gen/" + unit),
                                       "-o", "/dev/null"], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""), compiler)

    def test_unchanged_files_are_not_rewritten(self):
        self.assertEqual(self.generate().returncode, 0)
        before = {name: os.stat(self.output.path("gen/" + name)).st_mtime_ns for name in self.generated()}
        self.site.write("index.page", "<p>other</p>")
        self.assertEqual(self.generate().returncode, 0)
        after = {name: os.stat(self.output.path("gen/" + name)).st_mtime_ns for name in self.generated()}
        self.assertEqual([name for name in after if after[name] != before[name]], ["index.page.cpp"])

    def test_a_list_of_pages_and_units(self):
        self.output.write("list", "index.page\tx/first.cpp\n")
        done = self.generate("--list", self.output.path("list"), "--pages-only", "--namespace", "views",
                             "--depfile", self.output.path("d"), "--stamp", self.output.path("stamp"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.generated(), ["compile.txt", "include/views.h", "include/views/index.h", "libraries.ld",
                                            "link.txt", "x/first.cpp"])
        self.assertIn("namespace views {", self.output.read("gen/include/views/index.h"))
        self.assertTrue(self.output.read("d").startswith(self.output.path("stamp") + ":"))
        self.assertIn(self.site.path("index.page"), self.output.read("d"))

    def test_served_pages_with_the_same_name_get_others(self):
        typed = '<%@ argument name="n" type="int" %><%= n %>'
        for name, page in (("关于.page", "a"), ("ü.page", "b"), ("user-list.page", "c"), ("user/list.page", typed)):
            self.site.write(name, page)
        self.assertEqual(self.generate().returncode, 0)
        units = [name for name in self.generated() if name.endswith(".page.cpp")]
        self.assertEqual(len(units), 6)
        self.assertIn("user_list.page.cpp", units)
        self.assertIn("// user/list.page as a function", self.output.read("gen/include/pages/user_list.h"))
        self.assertEqual(sum(name.startswith("user_list_") for name in units), 1)
        site = self.output.read("gen/site.cpp")
        self.assertEqual(site.count("extern const EmbeddedPage"), 6)

    def test_two_pages_with_arguments_and_the_same_function_name(self):
        typed = '<%@ argument name="n" type="int" %><%= n %>'
        self.site.write("user-list.page", typed)
        self.site.write("user list.page", typed)
        done = self.generate()
        self.assertEqual(done.returncode, 1)
        self.assertIn("error: this page and ", done.stderr)
        self.assertIn("would both be named `pages::user_list` in C++; rename one of them", done.stderr)
        self.assertFalse(os.path.exists(self.output.path("gen")))

    def test_names_that_are_not_cpp_identifiers(self):
        for name in ("404.page", "new.page", "site.page", "größe.page", "a..b.page", "with space.page", "$dollar.page"):
            self.site.write(name, "<%= 1 %>")
        self.assertEqual(self.generate().returncode, 0)
        self.test_both_compilers_accept_the_output()
        header = self.output.read("gen/include/pages.h")
        for name in ("_404", "new_", "gr_e", "a_b", "with_space", "dollar"):
            self.assertIn(f"#include <pages/{name}.h>", header)

    def test_errors(self):
        self.site.write("bad.page", '<%@ page sesion="x" %>')
        self.site.write("worse.page", "<% if (")
        done = self.generate()
        self.assertEqual(done.returncode, 1)
        self.assertIn("bad.page:1:10: error: ", done.stderr)
        self.assertIn("worse.page:1:1: error: ", done.stderr)
        self.assertIn("2 errors, 0 warnings", done.stderr)
        self.assertFalse(os.path.exists(self.output.path("gen")))

    def test_attributes_of_cpp_tags_in_any_order(self):
        self.site.write("WEB-INF/src/widgets.h", """#pragma once
#include <quire/tag.h>
struct meter {
  const int& low;
  int high;
  std::string_view unit = "";
  void render(quire::TagContext& tag) const { tag.out() << low << high; }
};
""")
        self.site.write("tag.page", """<%@ taglib prefix="w" header="widgets.h" %><% int n = 1; %>
<w:meter unit="kg" high="3" low="<%= n %>"/>""")
        self.assertEqual(self.generate().returncode, 0)
        headers = os.path.join(os.path.dirname(os.environ["QUIRE_BIN"]), "include")
        for compiler in ("clang++-19", "g++-12"):
            done = subprocess.run([compiler, "-std=c++20", "-Werror", "-fsyntax-only", "-I", headers, "-I",
                                   self.site.path("WEB-INF/src"), self.output.path("gen/tag.page.cpp")],
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), compiler)
        self.site.replace("tag.page", ' high="3"', "")
        done = self.generate()
        self.assertEqual(done.returncode, 1)
        self.assertIn("tag.page:2:2: error: ", done.stderr)
        self.assertIn("high", done.stderr)

    def test_usage(self):
        for arguments in (("--site", "my-shop"), ("--namespace", "a b"), ("--list", "/nowhere")):
            done = self.generate(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(arguments[1], done.stderr)
        self.output.write("list", "nowhere.page\tx.cpp\n")
        self.assertEqual(self.generate("--list", self.output.path("list")).returncode, 2)
        self.output.write("list", "../outside.page\tx.cpp\n")
        self.output.write("outside.page", "")
        self.assertEqual(self.generate("--list", self.output.path("list")).returncode, 2)


if __name__ == "__main__":
    unittest.main()
