"""The source files of a checkout, and C++ text without its comments and strings."""

import os
import re

TOP_FOLDERS = ("compiler", "runtime", "stdlib", "samples", "tests", "tools")
CPP = (".h", ".cpp", ".def")
# Inputs and expected outputs of tests, which are exempt from the rules.
NOT_SOURCE = ("tests/golden/", "tests/fuzz/seeds/")


def walk(root, suffixes=None):
    """Paths in the top-level folders, relative to `root`, sorted; all files, or those with a suffix."""
    found = []
    for folder in TOP_FOLDERS:
        for place, folders, files in os.walk(os.path.join(root, folder)):
            # The work folder of a server contains generated code.
            generated = {"__pycache__"} | ({"work"} if place.endswith("WEB-INF") else set())
            folders[:] = [name for name in folders if name not in generated]
            for name in files:
                path = os.path.relpath(os.path.join(place, name), root)
                # The code of the golden tests is next to their folders.
                is_code = path.endswith((".cpp", ".h", "CMakeLists.txt")) and path.count("/") == 2
                if path.startswith(NOT_SOURCE) and not is_code:
                    continue
                if suffixes is None or path.endswith(suffixes):
                    found.append(path)
    return sorted(found)


def is_script(path):
    """Whether it is a script without a suffix."""
    return "." not in os.path.basename(path)


# Rules about the programs' own code use only these folders.
OURS = ("compiler/", "runtime/", "stdlib/", "tools/")


def read_ours(root):
    """Path → text of the C++ files of compiler, runtime, stdlib and tools."""
    return {path: read(root, path) for path in walk(root, CPP) if path.startswith(OURS)}


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def unit_of(path):
    """The unit of a file, as a path without suffix: `x.h`, `x.cpp` and `x.def` are one unit."""
    # The headers that pages include are in a subfolder, for their name.
    return os.path.splitext(path)[0].replace("runtime/api/quire/", "runtime/api/")


# The order matters: raw strings hide comments, and comments hide strings.
_TOKEN = re.compile(
    r'''R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"
      | //[^\n]*
      | /\*.*?\*/
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+' ''',
    re.VERBOSE | re.DOTALL,
)


def code_only(text):
    """`text` with comments, strings and characters blanked; line numbers are kept."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return _TOKEN.sub(blank, text)


_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.MULTILINE)


def includes(text):
    """Yields (line number, name) of each include outside comments."""
    code = code_only(text)
    for match in _INCLUDE.finditer(text):
        if code[match.start():match.end()].lstrip().startswith("#"):
            yield text.count("\n", 0, match.start()) + 1, match.group(1) or match.group(2)


def included_file(path, name, exists):
    """The file in this tree that `path` includes as `name`; None for a library header."""
    if name.startswith("quire/"):
        return "runtime/api/" + name
    beside = os.path.join(os.path.dirname(path), name)
    return next((file for file in (name, beside) if exists(file)), None)


_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def statements_only(text):
    """Like `code_only`, but also without directives, whose braces need not match."""
    return _DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), code_only(text))


def report(name, failures, remarks=()):
    """Prints both lists; returns the exit status of the test."""
    for remark in remarks:
        print(f"{name}: to consider: {remark}")
    for failure in failures:
        print(f"{name}: {failure}")
    print(f"{name}: {len(failures)} broken")
    return 1 if failures else 0
