"""`pagec doctor`: a line per part of the machine, with a remedy."""

import json
import os
import shutil
import subprocess
import unittest

from support.programs import environment, program, run, run_on_terminal
from support.server import Server
from support.site import Site

# These depend on the machine that runs the tests.
OF_MACHINE = ("cores", "memory", "port 8080", "watching files", "temporary files", "a test page", "cache folder")


def doctor(*arguments, **changes):
    """The findings by subject, and the exit code."""
    done = run("pagec", "doctor", *arguments, "--json", **changes)
    return {finding["subject"]: finding for finding in json.loads(done.stdout)["findings"]}, done.returncode


class Machine(unittest.TestCase):
    def test_each_part_has_a_line(self):
        done = run("pagec", "doctor")
        self.assertEqual(done.stderr, "")
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^(ok     |slow   |missing)  \S.*  \S")
            self.assertEqual(line.startswith("ok"), "; remedy: " not in line, line)
        for subject in ("libstdc++", "libc", "libquire", "paged", "thin headers", "std headers", *OF_MACHINE):
            self.assertIn(f"  {subject}  ", done.stdout)

    def test_this_build_is_complete(self):
        findings, _ = doctor()
        for subject, finding in findings.items():
            if subject not in OF_MACHINE:
                self.assertEqual((finding["status"], finding["remedy"]), ("ok", ""), finding)
        self.assertNotEqual(findings["a test page"]["status"], "missing")
        self.assertEqual(set(findings["a test page"]["figures"]), {"translate", "compile", "link", "load"})

    def test_the_exit_code_tells_whether_something_is_missing(self):
        findings, code = doctor()
        self.assertEqual(code, 1 if any(one["status"] == "missing" for one in findings.values()) else 0)
        done = run("pagec", "doctor", "--json")
        self.assertIn(done.returncode, (0, 1), done)
        self.assertEqual(json.loads(done.stdout)["ok"], code == 0)

    def test_headers_are_precompiled_once(self):
        with Site() as cache:
            for made in (1, 0):
                findings, _ = doctor("--cache", cache.path("new"))
                for kind in ("thin", "std"):
                    self.assertEqual(findings[kind + " headers"]["figures"]["made"], made, kind)
            self.assertTrue([name for name in os.listdir(cache.path("new")) if name.endswith(".pch")])

    def test_an_unwritable_cache_is_reported_as_missing(self):
        with Site({"file": ""}) as site:
            findings, code = doctor("--cache", site.path("file/cache"))
        self.assertEqual((code, findings["cache folder"]["status"]), (1, "missing"))
        self.assertIn(site.path("file"), findings["cache folder"]["seen"])
        self.assertTrue(findings["cache folder"]["remedy"])

    def test_missing_parts(self):
        # The program finds everything relative to itself.
        with Site() as place:
            for folder in ("bin", "lib", "include/quire"):
                os.makedirs(place.path(folder))
            shutil.copy(program("pagec"), place.path("bin/pagec"))
            there = os.path.dirname(os.path.dirname(program("pagec")))
            os.symlink(os.path.join(there, "lib/libquire.so"), place.path("lib/libquire.so"))
            command = [place.path("bin/pagec"), "doctor", "--json"]

            def findings():
                done = subprocess.run(command, env=environment(LD_LIBRARY_PATH=os.path.join(there, "lib")), stdout=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 1)
                return {one["subject"]: one for one in json.loads(done.stdout)["findings"]}

            # First no header, then one of another version.
            self.assertEqual(findings()["libquire"]["status"], "missing")
            self.assertEqual(findings()["paged"]["status"], "missing")
            place.write("include/quire/page.h", "")
            place.write("include/quire/abi_stamp.h", 'inline constexpr const char kAbiStamp[] = "0";')
            self.assertIn("a different version", findings()["libquire"]["seen"])
            os.remove(place.path("lib/libquire.so"))
            self.assertEqual(findings()["the compiler"]["status"], "missing")
            self.assertIn("libquire.so is missing", findings()["the compiler"]["seen"])

    def test_colours_on_a_terminal_unless_disabled(self):
        self.assertNotIn("\033", run("pagec", "doctor", NO_COLOR=None).stdout)
        for no_color, expected in ((None, True), ("1", False)):
            shown = run_on_terminal("pagec", "doctor", NO_COLOR=no_color)
            self.assertEqual("\033[" in shown, expected, shown)


class OfSite(unittest.TestCase):
    def test_a_site(self):
        with Site({"a.page": "<%= 1 %>", "sub/b.page": "<%= 2 %>"}) as site:
            findings, _ = doctor(site.root)
            self.assertEqual(findings["pages"]["figures"], {"pages": 2, "built": 0})
            self.assertEqual(findings["watching files"]["figures"]["folders"], 2)
            self.assertEqual(findings["work folder"]["status"], "ok")
            self.assertFalse(os.path.exists(site.path("WEB-INF")))
            self.assertIn("no paged", findings["served by"]["seen"])

    def test_a_served_site(self):
        with Site({"a.page": "<%= 1 %>", "sub/b.page": "<%= 2 %>"}) as site, Server("dev", site.root) as server:
            self.assertEqual(server.get("/a.page").status, 200)
            findings, _ = doctor(site.root)
            self.assertEqual(findings["pages"]["figures"], {"pages": 2, "built": 1})
            self.assertEqual(findings["served by"]["seen"], f"paged, process {server.supervisor_pid}")
            with Server("dev", site.root, "--work", site.path("other")):
                self.assertEqual(doctor(site.root)[0]["served by"]["status"], "slow")

    def test_pages_of_another_version(self):
        with Site({"a.page": "<%= 1 %>", "b.page": "<%= 2 %>"}) as site:
            with Server("dev", site.root) as server:
                self.assertEqual([server.get(page).status for page in ("/a.page", "/b.page")], [200, 200])
            site.write("WEB-INF/work/a.page.record", "{}")
            self.assertEqual(doctor(site.root)[0]["pages"]["seen"],
                             "2 pages, 1 of them built, 1 by another version of Quire, to be rebuilt")

    def test_a_base_folder(self):
        with Site({"webapps/ROOT/a.page": "<%= 1 %>", "webapps/shop/sub/b.page": "<%= 2 %>"}) as base:
            with Server("dev", base.root) as server:
                self.assertEqual(server.get("/shop/sub/b.page").status, 200)
            findings, _ = doctor(base.root)
            self.assertEqual(findings["pages"]["figures"], {"pages": 2, "built": 1})
            self.assertEqual(findings["work folder"]["seen"].split(",")[0], base.path("work/localhost"))

    def test_a_folder_without_pages(self):
        with Site({"a.txt": ""}) as site:
            findings, code = doctor(site.root)
            self.assertEqual((code, findings["pages"]["status"]), (1, "missing"))

    def test_a_work_folder_that_is_a_file(self):
        with Site({"a.page": "", "WEB-INF/work": "a file"}) as site:
            findings, code = doctor(site.root)
            self.assertEqual((code, findings["work folder"]["status"]), (1, "missing"))

    def test_bad_usage(self):
        with Site({"a.page": ""}) as site:
            for arguments in ((site.path("none"),), (site.path("a.page"),), (site.root, "more"), ("--jsn",)):
                done = run("pagec", "doctor", *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)


if __name__ == "__main__":
    unittest.main()
