"""Help and usage errors of the programs, and the cache for precompiled headers."""

import os
import unittest

from support.programs import run
from support.site import Site

COMMANDS = {"pagec": ("new", "check", "translate", "explain", "build", "generate", "render", "import", "doctor", "completion"),
            "paged": ("dev", "run", "start", "stop", "restart", "status", "new-base", "configtest", "completion")}


class Usage(unittest.TestCase):
    def test_each_help_text_has_examples(self):
        for program, commands in COMMANDS.items():
            for arguments in (("--help",), *((command, "--help") for command in commands)):
                with self.subTest((program, *arguments)):
                    done = run(program, *arguments)
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    examples = done.stdout.partition("\nexamples:\n")[2]
                    self.assertIn(f"{program} {arguments[0]} " if arguments[1:] else f"\n  {program} ", "\n" + examples)
            overview = run(program, "--help").stdout
            for command in commands:
                self.assertIn(f"\n  {program} {command} ", overview)

    def test_suggestions(self):
        for arguments, expected in (
                (("pagec", "chekc", "x"), "pagec: unknown command `chekc`; did you mean `check`?\nsee `pagec --help`\n"),
                (("pagec", "check", "--rot=x", "y"),
                 "pagec check: unknown option `--rot`; did you mean `--root`?\nsee `pagec check --help`\n"),
                (("pagec", "--verson"), "pagec: unknown option `--verson`; did you mean `--version`?\nsee `pagec --help`\n"),
                (("paged", "dve"), "paged: unknown command `dve`; did you mean `dev`?\nsee `paged --help`\n"),
                (("paged", "run", "--prot", "80"),
                 "paged run: unknown option `--prot`; did you mean `--port`?\nsee `paged run --help`\n"),
                (("pagec", "wholly-different"), "pagec: unknown command `wholly-different`\nsee `pagec --help`\n"),
                (("pagec", "check", "-k", "x"), "pagec check: unknown option `-k`\nsee `pagec check --help`\n"),
                (("pagec", "new", "a", "b"), "pagec new: unexpected argument `b`\nsee `pagec new --help`\n"),
                (("pagec",), "pagec: missing command\nsee `pagec --help`\n"),
                (("pagec", "check"), "pagec check: PATH is required\nsee `pagec check --help`\n")):
            with self.subTest(arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", expected))

    def test_internal_commands_are_not_in_the_help(self):
        self.assertNotIn("serve-builds", run("pagec", "--help").stdout)
        self.assertNotIn("worker", run("paged", "--help").stdout)

    def test_version(self):
        self.assertRegex(run("pagec", "--version").stdout, r"^pagec \d+\.\d+\.\d+\n$")

    def test_bad_usage(self):
        for arguments in ((), ("no-such-command",), ("--no-such-option",), ("check",), ("render",), ("build",), ("translate",)):
            with self.subTest(arguments):
                done = run("pagec", *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertNotEqual(done.stderr, "")


class Cache(unittest.TestCase):
    def test_an_unwritable_cache_is_reported(self):
        with Site({"p.page": "<%= 1 %>", "file": ""}) as site:
            done = run("pagec", "render", site.path("p.page"), "--cache", site.path("file"))
            self.assertEqual(done.returncode, 1)
            self.assertIn(site.path("file"), done.stderr)

    def test_a_damaged_cache_is_rebuilt(self):
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
