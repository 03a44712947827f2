"""The source files of a checkout, and C++ text without its comments and strings."""

import os
import re

TOP_FOLDERS = ("compiler", "runtime", "stdlib", "samples", "tests", "tools")
CPP = (".h", ".cpp", ".def")
# Inputs and expected outputs of tests are not ours to judge.
NOT_SOURCE = ("tests/golden/", "tests/fuzz/seeds/")


def walk(root, suffixes=None):
    """Paths below the top-level folders, relative to `root`, sorted; all files, or those with a suffix."""
    found = []
    for folder in TOP_FOLDERS:
        for place, folders, files in os.walk(os.path.join(root, folder)):
            # A server's work folder holds generated code.
            generated = {"__pycache__"} | ({"work"} if place.endswith("WEB-INF") else set())
            folders[:] = [name for name in folders if name not in generated]
            for name in files:
                path = os.path.relpath(os.path.join(place, name), root)
                # The code that runs the goldens stands beside their folders.
                is_code = path.endswith((".cpp", ".h", "CMakeLists.txt")) and path.count("/") == 2
                if path.startswith(NOT_SOURCE) and not is_code:
                    continue
                if suffixes is None or path.endswith(suffixes):
                    found.append(path)
    return sorted(found)


def is_script(path):
    """Scripts have no suffix."""
    return "." not in os.path.basename(path)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


# In this order: a raw string hides comments, a comment hides strings.
_TOKEN = re.compile(
    r'''R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"
      | //[^\n]*
      | /\*.*?\*/
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+' ''',
    re.VERBOSE | re.DOTALL,
)


def code_only(text):
    """`text` with comments, strings and characters blanked; lines stay where they are."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return _TOKEN.sub(blank, text)


def report(name, failures, remarks=()):
    """Prints both lists; the exit status of the test."""
    for remark in remarks:
        print(f"{name}: to consider: {remark}")
    for failure in failures:
        print(f"{name}: {failure}")
    print(f"{name}: {len(failures)} broken")
    return 1 if failures else 0
