"""`pagec build`: compiles a site to a folder that can be served without a compiler."""

import json
import os
import re
import subprocess
import unittest

from support.programs import is_thread_sanitized, run
from support.site import Site

PAGES = {f"p{n}.page": f'<%@ page import="shared.h" %>page {n} <%= "x" %><%= shared() %>\n' for n in range(4)}
FILES = {**PAGES, "sub/deep.page": '<%= "deep" %>\n<%@ include file="part.pagef" %>', "sub/part.pagef": "part",
         "WEB-INF/src/shared.h": "#pragma once\ninline char shared() { return 'y'; }\n", "style.css": "x",
         "WEB-INF/web.toml": 'welcome = ["p0.page"]\n', "WEB-INF/tags/t.tag": "<b>tag</b>", ".git/config": "x",
         "WEB-INF/work/old.record": "x", ".well-known/security.txt": "x"}
MANIFEST = "WEB-INF/quire/manifest.json"


def tree(folder):
    """All files in a folder, with their bytes."""
    files = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder)] = file.read()
    return files


class BuildCase(unittest.TestCase):
    def setUp(self):
        self.site = Site(FILES)
        self.addCleanup(self.site.remove)
        self.output = Site()
        self.addCleanup(self.output.remove)
        self.out = self.output.path("out")

    def build(self, *arguments, level="-O0", out=None, **changes):
        return run("pagec", "build", self.site.root, "-o", out or self.out, "--work", self.output.path("state"), "-j2",
                   level, *arguments, **changes)

    def compiled(self, *arguments, **options):
        """The numbers of compiled pages and of all pages of a build, which must succeed."""
        done = self.build(*arguments, **options)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        match = re.search(r"^(\d+) pages? in \S+, (\d+) of them compiled, in \d+\.\d s$", done.stderr, re.MULTILINE)
        return int(match.group(2)), int(match.group(1))

    def refused(self, code, *sentences, **options):
        done = self.build(**options)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        for sentence in sentences:
            self.assertIn(sentence, done.stderr)
        return done.stderr

    def manifest(self):
        return json.loads(self.output.read("out/" + MANIFEST))

    def libraries(self):
        return sorted(library["file"] for library in self.manifest()["libraries"])

    def library_of(self, page):
        return next(one["library"] for one in self.manifest()["pages"] if one["page"] == page)


class Output(BuildCase):
    def test_the_output_is_what_a_server_needs(self):
        self.assertEqual(self.compiled(), (5, 5))
        names = {path for path in tree(self.out) if not path.startswith("WEB-INF/quire/lib/")}
        self.assertEqual(names, {"style.css", "WEB-INF/web.toml", ".well-known/security.txt", MANIFEST,
                                 *(f"WEB-INF/quire/p{n}.page.record" for n in range(4)), "WEB-INF/quire/sub/deep.page.record"})

    def test_the_manifest(self):
        self.assertEqual(self.compiled(), (5, 5))
        text = self.output.read("out/" + MANIFEST)
        self.assertRegex(text, r',"seal":"[0-9a-f]{16}"\}\n$')
        self.assertEqual(text.count("\n"), 1)
        manifest = self.manifest()
        self.assertEqual(list(manifest), ["format", "quire", "abi", "optimization", "libraries", "pages", "seal"])
        self.assertEqual((manifest["format"], manifest["optimization"]), (2, "-O0"))
        self.assertEqual([page["page"] for page in manifest["pages"]], [*(f"/p{n}.page" for n in range(4)), "/sub/deep.page"])
        for library in manifest["libraries"]:
            path = self.output.path("out/WEB-INF/quire/" + library["file"])
            self.assertEqual(os.path.getsize(path), library["size"])
            self.assertIn(library["hash"], library["file"])
            with open(path, "rb") as file:
                self.assertEqual(file.read(4), b"\x7fELF")
        deep = manifest["pages"][4]
        self.assertEqual([one["path"] for one in deep["dependencies"]],
                         ["sub/deep.page", "WEB-INF/web.toml", "sub/part.pagef"])

    def test_records(self):
        self.assertEqual(self.compiled(), (5, 5))
        for page in self.manifest()["pages"]:
            path = self.output.path("out/WEB-INF/quire/" + page["record"])
            with open(path, encoding="utf-8") as file:
                record = json.loads(file.readline())
            self.assertEqual(record["page"], page["page"])
            self.assertEqual([record[name] for name in ("sources", "headers", "absent", "folders")], [[], [], [], []])
            library = os.path.normpath(os.path.join(os.path.dirname(path), record["library"]))
            self.assertEqual(library, self.output.path("out/WEB-INF/quire/" + page["library"]))
            symbols = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
            self.assertIn(" " + record["entry"] + "\n", symbols)

    def test_sources_on_request(self):
        self.assertEqual(self.compiled("--sources"), (5, 5))
        self.assertLessEqual({"p0.page", "sub/part.pagef", "WEB-INF/tags/t.tag"}, set(tree(self.out)))
        self.assertEqual(self.compiled(), (0, 5))
        self.assertNotIn("p0.page", tree(self.out))

    def test_builds_are_reproducible_and_contain_no_absolute_paths(self):
        self.site.write("place.page", '<%@ page import="shared.h" %><%= __FILE__ %><%= source() %><%= library() %>')
        self.site.write("WEB-INF/src/shared.h", "#pragma once\ninline char shared() { return 'y'; }\n"
                        "inline const char* source() { return __FILE__; }\nconst char* library();\n")
        self.site.write("WEB-INF/src/lib.cpp", '#include "shared.h"\nconst char* library() { return __FILE__; }\n')
        self.assertEqual(self.compiled(level="-O2"), (6, 6))
        first = tree(self.out)
        with Site() as place:
            os.rename(self.site.root, place.path("elsewhere"))
            done = run("pagec", "build", place.path("elsewhere"), "-o", place.path("out"), "-O2", "-j1",
                       "--work", place.path("state"))
            os.rename(place.path("elsewhere"), self.site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(tree(place.path("out")), first)
            for path, content in first.items():
                for folder in (self.site.root, self.output.root, os.environ["QUIRE_CACHE"]):
                    self.assertNotIn(folder.encode(), content, path)

    def test_names(self):
        pages = ["with a blank.page", "größe/ü.page", "a..b.page", "1.page", "class.page", "namespace/int.page",
                 'quote"back\\slash.page', "a_b.page", "a-b.page", "a.b.page"]
        for page in pages:
            self.site.write(page, "<%! int f() { return 1; } struct S { int n = 2; }; %><%= f() + S().n %>")
        self.assertEqual(self.compiled(), (5 + len(pages), 5 + len(pages)))
        entries = set()
        for page in self.manifest()["pages"]:
            entries.add(json.loads(self.output.read("out/WEB-INF/quire/" + page["record"]).split("\n", 1)[0])["entry"])
        self.assertEqual(len(entries), 5 + len(pages))

    @unittest.skipIf(is_thread_sanitized(), "each page then has a static object")
    def test_pages_that_could_clash_get_their_own_library(self):
        self.site.write("WEB-INF/src/loud.h", "#pragma once\nint not_inline() { return 1; }\n")
        for name in ("a", "b"):
            self.site.write(f"c_{name}.page", f'<%! extern "C" int same() {{ return \'{name}\'; }} %><%= same() %>')
            self.site.write(f"h_{name}.page", '<%@ page import="loud.h" %><%= not_inline() %>')
            self.site.write(f"s_{name}.page", '<%! static std::string made(40, \'x\'); %><%= made %>')
            self.site.write(f"e_{name}.page", '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:t/>${x}<%! int f() { return 1; } %><%= f() %>')
        self.assertEqual(self.compiled(), (13, 13))
        alone = {self.library_of(f"/{kind}_{name}.page") for kind in "chs" for name in "ab"}
        self.assertEqual(len(alone), 6)
        self.assertEqual({self.library_of(page) for page in ("/e_a.page", "/e_b.page", "/p0.page")},
                         set(self.libraries()) - alone)

    def test_symbolic_links(self):
        os.symlink("/etc/hostname", self.site.path("out.txt"))
        os.symlink("style.css", self.site.path("in.css"))
        os.symlink("nowhere", self.site.path("dangling"))
        os.symlink("..", self.site.path("sub/up"))
        os.mkfifo(self.site.path("pipe"))
        done = self.build()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("out.txt: warning: symbolic link to /etc/hostname, which is outside the site; ignored", done.stderr)
        self.assertIn("dangling: warning: broken symbolic link; ignored", done.stderr)
        self.assertIn("sub/up: warning: symbolic link to an enclosing folder; ignored", done.stderr)
        self.assertIn("pipe: warning: not a regular file, but a device, a pipe or a socket", done.stderr)
        files = tree(self.out)
        self.assertEqual(files["in.css"], b"x")
        self.assertTrue({"out.txt", "dangling", "pipe"}.isdisjoint(files))

    def test_the_site_library_is_found_next_to_the_pages(self):
        self.site.write("WEB-INF/src/cart.cpp", "int total() { return 7; }\n")
        self.site.write("cart.page", "<%! int total(); %>x")
        self.site.write("WEB-INF/src/cart.h", "#pragma once\nint total();\n")
        self.site.write("cart.page", '<%@ page import="cart.h" %><%= total() %>')
        self.assertEqual(self.compiled(), (6, 6))
        self.assertEqual(len([file for file in self.libraries() if file.startswith("lib/libsite.")]), 1)
        path = self.output.path("out/WEB-INF/quire/" + self.library_of("/cart.page"))
        dynamic = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True).stdout
        self.assertRegex(dynamic, r"RUNPATH.*\[\$ORIGIN\]")
        self.assertRegex(dynamic, r"NEEDED.*\[libsite\.")


class Rebuild(BuildCase):
    """A second build of the same site."""

    def test_unchanged_pages_are_not_recompiled(self):
        self.assertEqual(self.compiled(), (5, 5))
        inode = os.stat(self.out).st_ino
        self.assertEqual(self.compiled(), (0, 5))
        os.utime(self.site.path("p0.page"))
        self.assertEqual(self.compiled(), (0, 5))
        self.assertEqual(os.stat(self.out).st_ino, inode)
        self.site.replace("p1.page", '"x"', '"changed"')
        self.assertEqual(self.compiled(), (1, 5))
        self.assertNotEqual(os.stat(self.out).st_ino, inode)
        self.site.replace("p2.page", "page 2", "text alone")
        self.assertEqual(self.compiled(), (0, 5))
        self.assertIn("text alone", self.output.read("out/WEB-INF/quire/p2.page.record"))
        self.site.write("p9.page", "new <%= 1 %>")
        self.assertEqual(self.compiled(), (1, 6))
        self.site.delete("p9.page")
        self.assertEqual(self.compiled(), (0, 5))
        self.assertFalse(os.path.exists(self.output.path("out/WEB-INF/quire/p9.page.record")))

    def test_a_rebuild_gives_the_same_output_as_a_first_build(self):
        self.compiled()
        self.site.replace("p1.page", '"x"', '"changed"')
        self.site.write("new.page", "new <%= 1 %>")
        self.site.write("style.css", "y")
        self.compiled()
        again = tree(self.out)
        self.output.delete_folder("out")
        self.output.delete_folder("state")
        self.compiled()
        self.assertEqual(tree(self.out), again)

    def test_line_numbers_that_a_page_no_longer_uses(self):
        self.site.write("WEB-INF/src/line.h", "#pragma once\n#define HERE __LINE__\n")
        self.site.write("line.page", '<%@ page import="line.h" %>\n<%= HERE %>')
        self.compiled()
        self.site.write("line.page", '<%@ page import="line.h" %>\n<%= 1 %>')
        self.assertEqual(self.compiled(), (1, 6))
        again = tree(self.out)
        self.output.delete_folder("state")
        self.compiled()
        self.assertEqual(tree(self.out), again)

    def test_a_changed_header_or_fragment_rebuilds_its_users(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.site.replace("WEB-INF/src/shared.h", "'y'", "'z'")
        self.assertEqual(self.compiled(), (4, 5))
        self.site.write("sub/part.pagef", "<%= 1 %>")
        self.assertEqual(self.compiled(), (1, 5))

    def test_a_new_header_that_hides_another(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.site.write("shared.h", "inline char shared() { return 'n'; }")
        self.assertEqual(self.compiled(), (4, 5))

    def test_a_changed_static_file(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.site.write("style.css", "changed")
        self.assertEqual(self.compiled(), (0, 5))
        self.assertEqual(self.output.read("out/style.css"), "changed")
        self.site.delete("style.css")
        self.assertEqual(self.compiled(), (0, 5))
        self.assertFalse(os.path.exists(self.output.path("out/style.css")))

    def test_other_flags_recompile_everything(self):
        self.assertEqual(self.compiled(level="-O0"), (5, 5))
        self.assertEqual(self.compiled(level="-O2"), (5, 5))
        self.assertEqual(self.compiled(level="-O2"), (0, 5))

    def test_an_edited_output_is_restored(self):
        self.compiled()
        good = tree(self.out)
        for path in (MANIFEST, "style.css", "WEB-INF/quire/p1.page.record", "WEB-INF/quire/" + self.libraries()[0]):
            for change in ("edited by hand", None):
                with self.subTest(path, change=change):
                    if change is None:
                        self.output.delete("out/" + path)
                    else:
                        self.output.write("out/" + path, change)
                    if os.path.exists(self.output.path("out/" + MANIFEST)):
                        self.assertEqual(self.compiled(), (0, 5))
                    else:
                        self.refused(2, "is not the output of a build")
                        self.output.delete_folder("out")
                        self.assertEqual(self.compiled(), (0, 5))
                    self.assertEqual(tree(self.out), good)
        self.output.write("out/added.txt", "by hand")
        self.assertEqual(self.compiled(), (0, 5))
        self.assertEqual(tree(self.out), good)

    def test_a_damaged_state_or_that_of_another_site(self):
        self.compiled()
        good = tree(self.out)
        state = self.output.path("state")
        for path in sorted(tree(state)):
            for damage in (b"", b"damaged", None):
                with self.subTest(path, damage=damage):
                    if damage is None:
                        os.remove(os.path.join(state, path))
                    else:
                        self.output.write("state/" + path, damage)
                    self.output.replace("out/" + MANIFEST, '"seal"', '"sealed"')
                    done = self.build()
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertEqual(tree(self.out), good)
        with Site({"p0.page": "<%= 2 %>"}) as other:
            done = run("pagec", "build", other.root, "-o", self.out, "--work", state, "-O0")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("1 page in", done.stderr)

    def test_unused_states_in_the_cache_are_removed(self):
        with Site() as cache:
            arguments = ("build", self.site.root, "-o", self.out, "-O0", "--cache", cache.root)
            self.assertEqual(run("pagec", *arguments).returncode, 0)
            [name] = os.listdir(cache.path("builds"))
            cache.write("builds/old/state.json", "")
            cache.write("builds/young/state.json", "")
            os.utime(cache.path("builds/old/state.json"), (0, 0))
            self.assertEqual(run("pagec", *arguments).returncode, 0)
            self.assertEqual(sorted(os.listdir(cache.path("builds"))), sorted([name, "young"]))


class Errors(BuildCase):
    def test_all_errors_are_reported_in_one_run(self):
        self.compiled()
        good = tree(self.out)
        self.site.write("p1.page", "<%= bad %>")
        self.site.write("p2.page", "<%@ page sesion='x' %>")
        self.site.write("p3.page", "<%! int nowhere(); %><%= nowhere() %>")
        self.site.write("WEB-INF/src/broken.cpp", "int f() { return; }\n")
        told = self.refused(1, "p1.page:1:5: error: ", "p2.page:1:10: error: ", "WEB-INF/src/broken.cpp:1:11: error: ")
        self.assertIn("3 errors in 2 pages of 5", told)
        self.site.delete("WEB-INF/src/broken.cpp")
        self.refused(1, "p1.page:1:5: error: ", "p3.page:1:26: error: undefined symbol `nowhere()`", "3 errors in 3 pages of 5")
        self.assertEqual(tree(self.out), good)
        self.assertEqual(os.listdir(self.output.root).count("out"), 1)
        for page in ("p1.page", "p2.page", "p3.page"):
            self.site.write(page, PAGES[page])
        self.assertEqual(self.compiled()[1], 5)
        self.assertEqual(tree(self.out), good)

    def test_settings_that_the_server_would_refuse(self):
        self.site.write("WEB-INF/web.toml", 'welcome = 3\n[[group]]\npattern = "/*"\npages = "x"\n[[error_page]]\nstatus = "a"\n')
        told = self.refused(1, "WEB-INF/web.toml:1:", "WEB-INF/web.toml:4:", "WEB-INF/web.toml:6:")
        self.assertEqual(told.count("error: "), 4)

    def test_pages_without_errors_are_not_recompiled(self):
        self.site.write("p1.page", "<%= bad %>")
        self.refused(1, "1 error in 1 page of 5")
        self.assertFalse(os.path.exists(self.out))
        self.site.write("p1.page", PAGES["p1.page"])
        self.assertEqual(self.compiled(), (1, 5))

    def test_a_missing_library(self):
        self.site.write("p1.page", '<%@ page link="-lquire-no-such-library" %><%= 1 %>')
        self.refused(1, "p1.page:1:16: error: cannot find the library for `-lquire-no-such-library`")

    def test_a_page_that_crashes_the_compiler_does_not_affect_others(self):
        # Enough pages that a child compiles several.
        for number in range(40):
            self.site.write(f"many/p{number}.page", "<%= 1 %>")
        self.site.write("many/p7.page", "<%!\n#pragma clang __debug crash\n%>")
        told = self.refused(1, "many/p7.page: error: the compiler crashed: Illegal instruction")
        self.assertIn("1 error in 1 page of 45", told)
        self.site.write("many/p7.page", "<%= 1 %>")
        self.assertEqual(self.compiled(), (1, 45))

    def test_as_json(self):
        self.site.write("p1.page", "<%= bad %>")
        os.symlink("nowhere", self.site.path("dangling"))
        done = self.build("--diagnostics=json")
        self.assertEqual(done.returncode, 1)
        told = [json.loads(line) for line in done.stderr.splitlines()]
        self.assertEqual([(one["file"], one["severity"]) for one in told], [("dangling", "warning"), ("p1.page", "error")])

    def test_depfile(self):
        self.assertEqual(self.compiled("--depfile", self.output.path("deps.d")), (5, 5))
        text = self.output.read("deps.d")
        self.assertTrue(text.startswith(self.output.path("out/" + MANIFEST) + ":"), text)
        for path in ("p0.page", "sub/deep.page", "sub/part.pagef", "WEB-INF/src/shared.h", "style.css"):
            self.assertIn(self.site.path(path), text)


if __name__ == "__main__":
    unittest.main()
