#!/usr/bin/env python3
"""Checks that file descriptors have an owner. usage: descriptors.py ROOT

An early return or an exception leaks a descriptor that is a plain number. Only
`quire::Descriptor` (runtime/base/descriptor.h) may call close(2)."""

import re
import sys

import source_tree

OWNER = "runtime/base/"

# Member functions of the same name are called without `::`.
_GLOBAL = re.compile(r"(?<![\w>])::close\s*\(")
_UNQUALIFIED = re.compile(r"(?<![\w:.>~])close\s*\(\s*[^)\s]")


def closes(text):
    """Returns the lines that call close(2)."""
    code = source_tree.code_only(text)
    patterns = [_GLOBAL]
    if any(name == "unistd.h" for _, name in source_tree.includes(text)):
        patterns.append(_UNQUALIFIED)
    return sorted({code.count("\n", 0, match.start()) + 1 for pattern in patterns for match in pattern.finditer(code)})


def check(path, text):
    """Yields the failures of a file."""
    if not path.startswith(OWNER):
        for line in closes(text):
            yield f"{path}:{line}: calls close(2); use `quire::Descriptor` instead"


def main(root):
    texts = source_tree.read_ours(root)
    return source_tree.report("descriptors", [failure for path, text in texts.items() for failure in check(path, text)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
