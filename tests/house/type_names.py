#!/usr/bin/env python3
"""No two types of a namespace share a name. usage: type_names.py ROOT

Two definitions of one name are one type to the linker, which keeps the first
it meets of each inline function and says nothing. What a single file needs
belongs in an unnamed namespace, where names are free."""

import re
import sys

import source_tree

# Names that are still defined more than once, as `namespace::Name`.
KNOWN = ()

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
    """Yields (line, qualified name) of each type that `text` defines in a named namespace or in none.

    Forward declarations, specialisations of templates, and what stands in a
    class, a function or an unnamed namespace are no definitions of a name."""
    code = source_tree.statements_only(text)
    scopes = []  # of each open brace: the namespace's name, or None where names are not shared
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


def check(texts, known=KNOWN):
    """Yields what is wrong with the types of path → text."""
    places = {}
    for path, text in texts.items():
        for line, name in types(text):
            places.setdefault(name, []).append(f"{path}:{line}")
    for name, where in sorted(places.items()):
        if len(where) > 1 and name not in known:
            yield f"{where[0]}: `{name}` is defined again at {', '.join(where[1:])}"
    for name in known:
        if len(places.get(name, ())) < 2:
            yield f"`{name}`: known to be defined twice, and is not; take it out of the list"


def main(root):
    return source_tree.report("type_names", list(check(source_tree.read_ours(root))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
