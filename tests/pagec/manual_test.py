"""The manual pages tell of every command and option of `--help`, and of no others."""

import os
import re
import shutil
import subprocess
import unittest

from support.programs import run

MANUALS = os.path.join(os.path.dirname(__file__), "..", "..", "tools", "package", "man")
# The section whose options several commands share.
COMMON = "Common"


def read(name):
    with open(os.path.join(MANUALS, name), encoding="utf-8") as file:
        return file.read()


def block(text, title):
    """The lines below `title:` in a help text, up to the next empty one."""
    return text.partition(f"\n{title}:\n")[2].partition("\n\n")[0]


def commands(program):
    return re.findall(r"^  ([a-z][\w-]*) ", block(run(program, "--help").stdout, "Subcommands"), re.MULTILINE)


def options(*arguments):
    """The names of a command's options, as in {"-j", "--jobs"}; its help aside."""
    names = re.findall(r"^  (-[\w,-]+)", block(run(*arguments, "--help").stdout, "Options"), re.MULTILINE)
    return {name for one in names for name in one.split(",")} - {"-h", "--help"}


def arguments(program, command):
    """The names of a command's arguments, as in {"DIR"}."""
    return set(re.findall(r"^  ([A-Z]+) ", block(run(program, command, "--help").stdout, "Positionals"), re.MULTILINE))


def manual_options(text):
    """Of `.It Fl j , Fl \\-jobs Ar N`, both names."""
    items = re.findall(r"^\.It (Fl .*)$", text, re.MULTILINE)
    return {"-" + name.replace("\\", "") for item in items for name in re.findall(r"Fl (\S+)", item)}


def sections(text):
    """The parts of a manual that begin with `.Ss`, by the first word of that line."""
    commands_part = text.partition("\n.Sh COMMANDS\n")[2].partition("\n.Sh ")[0]
    found = re.split(r"^\.Ss (\S+).*$", commands_part, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2]))


class Manual(unittest.TestCase):
    def test_every_command_has_its_section(self):
        for program in ("pagec", "paged"):
            with self.subTest(program):
                self.assertEqual(sorted(set(sections(read(program + ".1"))) - {COMMON}), sorted(commands(program)))

    def test_every_option_is_told_and_no_other(self):
        for program in ("pagec", "paged"):
            parts = sections(read(program + ".1"))
            common = manual_options(parts.get(COMMON, ""))
            unused = set(common)
            for command in commands(program):
                with self.subTest(f"{program} {command}"):
                    given, told = options(program, command), manual_options(parts.get(command, ""))
                    self.assertEqual(given - common - told, set(), "these are not in the manual")
                    self.assertEqual(told - given, set(), "these are in the manual alone")
                    unused -= given
            self.assertEqual(unused, set(), f"no command of {program} has these common options")

    def test_every_argument_is_told(self):
        for program in ("pagec", "paged"):
            parts = sections(read(program + ".1"))
            for command in commands(program):
                told = set(re.findall(r"^\.(?:Op )?Ar (\w+)", parts.get(command, "").partition("\n.Pp\n")[0], re.MULTILINE))
                self.assertEqual(arguments(program, command), told - {"options"}, f"{program} {command}")

    def test_options_of_the_programs_themselves(self):
        for program in ("pagec", "paged"):
            told = manual_options(read(program + ".1").partition("\n.Sh COMMANDS\n")[0])
            self.assertEqual(options(program), told - {"-h", "--help"})

    def test_settings_that_the_compiler_knows_are_told(self):
        path = os.path.join(MANUALS, "..", "..", "..", "compiler", "source", "site_settings.cpp")
        with open(path, encoding="utf-8") as file:
            keys = re.findall(r'"(\w+)"', re.search(r"kGroupKeys\[\] = \{(.*?)\};", file.read(), re.DOTALL).group(1))
        told = re.findall(r"^\.It Cm (.*)$", read("quire-web.toml.5"), re.MULTILINE)
        self.assertIn("pattern", keys)
        self.assertEqual(set(keys) - {word for line in told for word in line.split()}, set())

    def test_manuals_are_well_formed(self):
        """Where a program is installed that tells."""
        for name in os.listdir(MANUALS):
            path = os.path.join(MANUALS, name)
            for command in (["mandoc", "-T", "lint", "-W", "warning", path], ["groff", "-mdoc", "-Tutf8", "-ww", "-z", path]):
                if shutil.which(command[0]) is None:
                    continue
                done = subprocess.run(command, check=False, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), command)


if __name__ == "__main__":
    unittest.main()
