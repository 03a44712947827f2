#!/usr/bin/env python3
"""Checks names, unfinished work, and READMEs of top-level folders. usage: names.py ROOT"""

import os
import re
import sys

import source_tree

TOP_FILES = ("CMakeLists.txt", "README.md")
README_LINES = 40
# Names must describe the thing, not a pattern.
PATTERN_WORDS = ("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Data", "Info")
# Unfinished work belongs in the plan, not in the code.
REFUSED_WORDS = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
TEXT = (*source_tree.CPP, ".py", ".md", ".txt", ".cmake", ".page", ".pagex", ".pagef", ".tag", ".tagx", ".css", ".toml")

_TYPE = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?)\s+(?:QUIRE_API\s+)?(\w+)\s*(?:final\s*)?[:{]")
_REFUSED = re.compile(r"\b(?:" + "|".join(REFUSED_WORDS) + r")\b")
_FILE_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\.(h|cpp|def|h\.in)")


def check_top(names):
    """Yields the top-level `names` that are not allowed."""
    for name in sorted(names):
        if name.startswith(".") or name == "build" or name.startswith("build-"):
            continue
        if name not in source_tree.TOP_FOLDERS and name not in TOP_FILES:
            yield f"{name}: not allowed at the top level; move it into a folder"
    for name in (*source_tree.TOP_FOLDERS, *TOP_FILES):
        if name not in names:
            yield f"{name}: missing from the top level"


def check_file(path, text):
    base = os.path.basename(path)
    if path.endswith(source_tree.CPP) and not _FILE_NAME.fullmatch(base):
        yield f"{path}: file names must be in snake_case"
    stem = base.split(".")[0]
    if stem.rsplit("_", 1)[-1].capitalize() in PATTERN_WORDS and not path.startswith("samples/"):
        yield f"{path}: the name must describe the thing, not a pattern"
    if path.endswith((".h", ".cpp")):
        for match in _TYPE.finditer(source_tree.code_only(text)):
            if match.group(1).endswith(PATTERN_WORDS):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: `{match.group(1)}`: the name must describe the thing, not a pattern"
    for match in _REFUSED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path}:{line}: `{match.group()}`: finish it, or record elsewhere what is left"


def main(root):
    failures = list(check_top(os.listdir(root)))
    for folder in source_tree.TOP_FOLDERS:
        readme = os.path.join(folder, "README.md")
        if not os.path.isfile(os.path.join(root, readme)):
            failures.append(f"{readme}: missing; each top-level folder must describe its purpose")
        elif (lines := source_tree.read(root, readme).count("\n")) > README_LINES:
            failures.append(f"{readme}: {lines} lines, more than {README_LINES}")
    for path in source_tree.walk(root):
        if path.endswith(TEXT) or source_tree.is_script(path):
            failures += check_file(path, source_tree.read(root, path))
    return source_tree.report("names", failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
