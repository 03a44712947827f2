#!/usr/bin/env python3
"""Checks that source files have unit tests. usage: untested.py ROOT

The test for `compiler/lex/lexer.cpp` is `tests/unit/compiler/lex/lexer_test.cpp`.
Files without a test must be listed in `untested.txt`, with the tests that cover
them instead and the reason. Outdated entries are failures too."""

import os
import sys

import source_tree

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "untested.txt")


def unit_test_of(path):
    """Returns the path of a source file's unit test."""
    return f"tests/unit/{os.path.splitext(path)[0]}_test.cpp"


def sources_of(test):
    """Returns the files that a unit test may be for: a source file or a header."""
    path = test.removeprefix("tests/unit/").removesuffix("_test.cpp")
    return f"{path}.cpp", f"{path}.h", path.replace("runtime/api/", "runtime/api/quire/") + ".h"


def read_list(text):
    """Yields (line, tests, reason, path) of each listed file.

    An unindented line has comma-separated paths below tests/, then `: ` and the
    reason. Each indented line below it is a folder followed by file names."""
    tests, reason = [], ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            named, _, reason = line.partition(": ")
            tests = [name.strip() for name in named.split(",")]
            continue
        folder, *names = line.split()
        for name in names:
            yield number, tests, reason.strip(), f"{folder}{name}.cpp"


def check(sources, tests, entries, exists):
    """Yields the failures; `exists` tells whether a path is in the source tree."""
    for test in tests:
        if not any(map(exists, sources_of(test))):
            yield f"{test}: {sources_of(test)[0]} does not exist; move the test with its source file"
    listed = set()
    for line, others, reason, path in entries:
        where = f"untested.txt:{line}: {path}"
        if path not in sources:
            yield f"{where}: the source file does not exist"
        elif exists(unit_test_of(path)):
            yield f"{where}: it has a unit test; remove it from the list"
        elif path in listed:
            yield f"{where}: listed twice"
        elif not reason:
            yield f"{where}: the reason is missing"
        for other in others:
            if not exists(f"tests/{other}"):
                yield f"{where}: tests/{other} does not exist"
        listed.add(path)
    for path in sources:
        if path not in listed and not exists(unit_test_of(path)):
            yield f"{path}: add {unit_test_of(path)}, or list the file in tests/house/untested.txt"


def main(root):
    sources = [path for path in source_tree.read_ours(root) if path.endswith(".cpp")]
    with open(LIST, encoding="utf-8") as file:
        entries = list(read_list(file.read()))
    tests = [path for path in source_tree.walk(root, "_test.cpp") if path.startswith("tests/unit/")]
    failures = list(check(sources, tests, entries, lambda path: os.path.exists(os.path.join(root, path))))
    print(f"untested: {len(entries)} of {len(sources)} source files")
    return source_tree.report("untested", failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
