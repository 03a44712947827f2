#!/usr/bin/env python3
"""Refuses two types with the same name in a namespace. usage: type_names.py ROOT

To the linker, two definitions of a name are one type: it silently keeps one of the
definitions of each inline function. Types used by a single file belong in an unnamed
namespace, where they cannot clash."""

import re
import sys

import source_tree

_BRACE = re.compile(r"[{};]")
_NAMESPACE = re.compile(r"\bnamespace\b\s*([\w:]*)\s*$")
_TYPE = re.compile(
    r"^\s*(?:template\s*<.*>\s*)?(?:class|struct|union|enum(?:\s+(?:class|struct))?)\s+"
    r"(?:[A-Z]+_[A-Z_]+\s+|alignas\s*\([^()]*\)\s*|\[\[[^\]]*\]\]\s*)*"
    r"(\w+(?:::\w+)*)\s*(?:final\s*)?(?::[^:].*)?$",
    re.DOTALL,
)
_ALIAS = re.compile(r"^\s*(?:template\s*<.*>\s*)?using\s+(\w+)\s*=|^\s*typedef\b.*\b(\w+)\s*$", re.DOTALL)


def types(text):
    """Yields (line, qualified name) of each type that `text` defines in a named or the global namespace.

    Forward declarations, template specializations, and types in classes, functions or
    unnamed namespaces do not count."""
    code = source_tree.statements_only(text)
    scopes = []  # for each open brace: the name of the namespace, or None where names are not shared
    begin = 0
    for brace in _BRACE.finditer(code):
        head = code[begin:brace.start()]
        line = code.count("\n", 0, begin + len(head) - len(head.lstrip())) + 1
        name = None
        if brace.group() == "{":
            namespace = _NAMESPACE.search(head)
            found = _TYPE.match(head)
            name = found and found.group(1)
        elif brace.group() == ";":
            found = _ALIAS.match(head)
            name = found and (found.group(1) or found.group(2))
        if name and None not in scopes:
            yield line, "::".join([*scopes, name])
        if brace.group() == "{":
            scopes.append(namespace.group(1) or None if namespace else None)
        elif brace.group() == "}" and scopes:
            scopes.pop()
        begin = brace.end()


def check(texts):
    """Yields the failures among the types of path → text."""
    places = {}
    for path, text in texts.items():
        for line, name in types(text):
            places.setdefault(name, []).append(f"{path}:{line}")
    for name, where in sorted(places.items()):
        if len(where) > 1:
            yield f"{where[0]}: `{name}` is defined again at {', '.join(where[1:])}"


def main(root):
    return source_tree.report("type_names", list(check(source_tree.read_ours(root))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
