"""The manual pages describe exactly the commands and options in `--help`."""

import os
import re
import shutil
import subprocess
import unittest

from support.programs import run

MANUALS = os.path.join(os.path.dirname(__file__), "..", "..", "tools", "package", "man")
# The section with options that several commands share.
COMMON = "Common"


def read(name):
    with open(os.path.join(MANUALS, name), encoding="utf-8") as file:
        return file.read()


def block(text, title):
    """The lines after `title:` in a help text, up to the next empty line."""
    return text.partition(f"\n{title}:\n")[2].partition("\n\n")[0]


def commands(program):
    return re.findall(r"^  ([a-z][\w-]*) ", block(run(program, "--help").stdout, "Subcommands"), re.MULTILINE)


def options(*arguments):
    """The names of a command's options, such as {"-j", "--jobs"}, without the help option."""
    names = re.findall(r"^  (-[\w,-]+)", block(run(*arguments, "--help").stdout, "Options"), re.MULTILINE)
    return {name for one in names for name in one.split(",")} - {"-h", "--help"}


def arguments(program, command):
    """The names of a command's arguments, such as {"DIR"}."""
    return set(re.findall(r"^  ([A-Z]+) ", block(run(program, command, "--help").stdout, "Positionals"), re.MULTILINE))


def manual_options(text):
    """The option names in lines such as `.It Fl j , Fl \\-jobs Ar N`."""
    items = re.findall(r"^\.It (Fl .*)$", text, re.MULTILINE)
    return {"-" + name.replace("\\", "") for item in items for name in re.findall(r"Fl (\S+)", item)}


def sections(text):
    """The sections of a manual page that start with `.Ss`, by the first word of that line."""
    commands_part = text.partition("\n.Sh COMMANDS\n")[2].partition("\n.Sh ")[0]
    found = re.split(r"^\.Ss (\S+).*$", commands_part, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2]))


class Manual(unittest.TestCase):
    def test_every_command_has_a_section(self):
        for program in ("pagec", "paged"):
            with self.subTest(program):
                self.assertEqual(sorted(set(sections(read(program + ".1"))) - {COMMON}), sorted(commands(program)))

    def test_options_are_those_of_the_help(self):
        for program in ("pagec", "paged"):
            parts = sections(read(program + ".1"))
            common = manual_options(parts.get(COMMON, ""))
            unused = set(common)
            for command in commands(program):
                with self.subTest(f"{program} {command}"):
                    given, told = options(program, command), manual_options(parts.get(command, ""))
                    self.assertEqual(given - common - told, set(), "these are not in the manual")
                    self.assertEqual(told - given, set(), "these are only in the manual")
                    unused -= given
            self.assertEqual(unused, set(), f"no command of {program} has these common options")

    def test_every_argument_is_documented(self):
        for program in ("pagec", "paged"):
            parts = sections(read(program + ".1"))
            for command in commands(program):
                told = set(re.findall(r"^\.(?:Op )?Ar (\w+)", parts.get(command, "").partition("\n.Pp\n")[0], re.MULTILINE))
                self.assertEqual(arguments(program, command), told - {"options"}, f"{program} {command}")

    def test_options_of_the_programs_themselves(self):
        for program in ("pagec", "paged"):
            told = manual_options(read(program + ".1").partition("\n.Sh COMMANDS\n")[0])
            self.assertEqual(options(program), told - {"-h", "--help"})

    def test_all_settings_are_documented(self):
        for source, manual, known in (("protocol/web_toml.cpp", "quire-web.toml.5", "pattern"),
                                      ("process/server_toml.cpp", "quire-server.toml.5", "head")):
            with open(os.path.join(MANUALS, "..", "..", "..", "runtime", source), encoding="utf-8") as file:
                # Not the words that mean a value of a type.
                keys = re.findall(r'\{"(\w+)",\s+(?!true|false)[a-z\[]', file.read())
            told = re.findall(r"^\.(?:It Cm|It Li|Ss) (.*)$", read(manual), re.MULTILINE)
            self.assertIn(known, keys)
            self.assertEqual(set(keys) - {word.strip("[]") for line in told for word in line.split()}, set(), manual)

    def test_all_form_tags_are_documented_with_their_attributes(self):
        with open(os.path.join(MANUALS, "..", "..", "..", "compiler", "ast", "standard_tag.def"), encoding="utf-8") as file:
            table = file.read()
        known = {}
        for kind, tag in re.findall(r'^QUIRE_FORM_TAG\((\w+), "(\w+)"', table, re.MULTILINE):
            known[tag] = dict(re.findall(rf'^QUIRE_STANDARD_ATTRIBUTE\({kind}, "(\w+)", (true|false)', table, re.MULTILINE))
        self.assertIn("input", known)
        parts = re.split(r"^\.Ss (\w+)$", read("quire-form.7").partition("\n.Sh TAGS\n")[2].partition("\n.Sh ")[0], flags=re.MULTILINE)
        told = {}
        for tag, text in zip(parts[1::2], parts[2::2]):
            items = re.findall(r"^\.It Cm (.*?)( No \*)?$", text, re.MULTILINE)
            told[tag] = {name: "true" if is_required else "false" for names, is_required in items for name in names.split(" , ")}
        self.assertEqual(told, known)

    def test_manuals_are_well_formed(self):
        """Uses the checkers that are installed."""
        for name in os.listdir(MANUALS):
            path = os.path.join(MANUALS, name)
            for command in (["mandoc", "-T", "lint", "-W", "warning", path], ["groff", "-mdoc", "-Tutf8", "-ww", "-z", path]):
                if shutil.which(command[0]) is None:
                    continue
                done = subprocess.run(command, check=False, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), command)


if __name__ == "__main__":
    unittest.main()
