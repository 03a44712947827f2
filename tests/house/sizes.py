#!/usr/bin/env python3
"""Limits the length of files and functions. usage: sizes.py ROOT

Files over 400 lines and functions over 60 lines are printed as remarks. Files over 800
lines are refused, and so are headers of the page API over 150 lines."""

import re
import sys

import source_tree

ASK_FILE, REFUSE_FILE = 400, 800
ASK_FUNCTION = 60
REFUSE_API_HEADER = 150
API_HEADERS = "runtime/api/quire/"
SUFFIXES = (*source_tree.CPP, ".py", ".txt", ".cmake")

_BRACE = re.compile(r"[{};]")
_SCOPE = re.compile(r"^\s*(?:template\s*<[^{};]*>\s*)?(?:class|struct|union|enum|extern)\b|\bnamespace\b[^()]*$")


def is_scope(head):
    """Whether the braces after `head` can contain functions."""
    return bool(_SCOPE.search(head)) and not head.rstrip().endswith(")")


def is_function(head):
    # Braces within open parentheses belong to an argument.
    return not _SCOPE.search(head) and "(" in head and head.count("(") == head.count(")")


def functions(text):
    """Yields (first line, number of lines, head) of each function in a C++ file."""
    code = source_tree.statements_only(text)
    scopes = []  # for each open brace: (is a namespace or class, start of its head, head)
    head_begin = 0
    for brace in _BRACE.finditer(code):
        if brace.group() == "{":
            head = code[head_begin:brace.start()]
            scopes.append((is_scope(head), head_begin, head))
        elif brace.group() == "}" and scopes:
            _, begin, head = scopes.pop()
            if all(scope for scope, _, _ in scopes) and is_function(head):
                begin += len(head) - len(head.lstrip())
                first = code.count("\n", 0, begin) + 1
                yield first, code.count("\n", 0, brace.start()) + 2 - first, " ".join(head.split())
        head_begin = brace.end()


def check_file(path, text):
    """The failures and the remarks for one file."""
    failures, remarks = [], []
    lines = text.count("\n")
    if lines > REFUSE_FILE:
        failures.append(f"{path}: {lines} lines, more than {REFUSE_FILE}; split it")
    elif lines > ASK_FILE:
        remarks.append(f"{path}: {lines} lines; is this one thing?")
    if path.startswith(API_HEADERS) and lines >= REFUSE_API_HEADER:
        failures.append(f"{path}: {lines} lines; headers of the page API must have fewer than {REFUSE_API_HEADER}")
    if path.endswith((".h", ".cpp")):
        for first, length, head in functions(text):
            if length > ASK_FUNCTION:
                remarks.append(f"{path}:{first}: a function of {length} lines: {head[:80]}")
    return failures, remarks


def main(root):
    failures, remarks = [], []
    for path in source_tree.walk(root):
        if path.endswith(SUFFIXES) or source_tree.is_script(path):
            more_failures, more_remarks = check_file(path, source_tree.read(root, path))
            failures += more_failures
            remarks += more_remarks
    return source_tree.report("sizes", failures, remarks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
