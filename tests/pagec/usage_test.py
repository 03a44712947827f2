"""How `pagec` explains itself, and where it keeps its precompiled headers."""

import os
import unittest

from support.programs import run
from support.site import Site

COMMANDS = ("check", "translate", "build", "render")


class Usage(unittest.TestCase):
    def test_help_has_examples(self):
        for arguments in (("--help",), *((command, "--help") for command in COMMANDS)):
            with self.subTest(arguments):
                done = run("pagec", *arguments)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn("\nexamples:\n", done.stdout)
        for command in COMMANDS:
            self.assertIn(f"\n  pagec {command} ", run("pagec", "--help").stdout)

    def test_help_names_no_inner_command(self):
        self.assertNotIn("serve-builds", run("pagec", "--help").stdout)

    def test_version(self):
        self.assertRegex(run("pagec", "--version").stdout, r"^pagec \d+\.\d+\.\d+\n$")

    def test_bad_usage(self):
        for arguments in ((), ("no-such-command",), ("--no-such-option",), ("check",), ("render",), ("build",), ("translate",)):
            with self.subTest(arguments):
                done = run("pagec", *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertNotEqual(done.stderr, "")


class Cache(unittest.TestCase):
    def test_a_cache_that_cannot_be_written_is_told(self):
        with Site({"p.page": "<%= 1 %>", "file": ""}) as site:
            done = run("pagec", "render", site.path("p.page"), "--cache", site.path("file"))
            self.assertEqual(done.returncode, 1)
            self.assertIn(site.path("file"), done.stderr)

    def test_a_damaged_cache_is_made_anew(self):
        with Site({"p.page": "<%= 1 %>"}) as site:
            cache = site.path("cache")
            arguments = ("pagec", "check", site.path("p.page"), "--cache", cache)
            self.assertEqual(run(*arguments).returncode, 0)
            headers = [os.path.join(folder, name) for folder, _, names in os.walk(cache) for name in names if name.endswith(".pch")]
            self.assertTrue(headers, os.listdir(cache))
            for header in headers:
                os.truncate(header, 1000)
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
