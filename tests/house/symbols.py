#!/usr/bin/env python3
"""Checks the symbols exported by libquire. usage: symbols.py LIBRARY [--same-as LIBRARY]

Only names in namespace quire are allowed, besides weak instances of standard library
templates, since libstdc++ declares its namespace visible. With `--same-as`, both
libraries must export the same functions, so that a page built by one compiler runs on a
server built by the other."""

import re
import subprocess
import sys

_OURS = re.compile(
    r"(?:(?:vtable|VTT|typeinfo|typeinfo name|guard variable|construction vtable) for "
    r"|(?:non-virtual|virtual|covariant return) thunk to "
    r"|[^()]*? )?quire::"
)
_STANDARD = re.compile(r"\b(?:std|__gnu_cxx|__cxxabiv1)::|^operator (?:new|delete)")
# Sanitizers add symbols to instrumented code.
_INSTRUMENTED = re.compile(r"_*(?:asan|odr_asan|tsan|ubsan|sancov|start___|stop___|llvm_)", re.IGNORECASE)


def exported(nm_output):
    """(kind, name) of each defined symbol in the output of `nm -DC --defined-only`."""
    symbols = []
    for line in nm_output.splitlines():
        match = re.match(r"[0-9a-f]* ([A-Za-z]) (.+)$", line)
        if match and not _INSTRUMENTED.match(match.group(2)):
            symbols.append((match.group(1), match.group(2)))
    return symbols


def strangers(symbols):
    """Names that libquire must not export."""
    refused = []
    for kind, name in symbols:
        weak = kind in "WwVvu"
        if not _OURS.match(name) and not (weak and _STANDARD.search(name)):
            refused.append(name)
    return refused


def functions(symbols):
    # Weak symbols depend on what each compiler inlines.
    return {name for kind, name in symbols if kind == "T"}


def nm(library):
    return exported(subprocess.run(["nm", "-DC", "--defined-only", library], check=True, capture_output=True, text=True).stdout)


def main(library, other=None):
    symbols = nm(library)
    failures = [f"{library} exports `{name}`, which is not in namespace quire" for name in strangers(symbols)]
    if not functions(symbols):
        failures.append(f"{library} exports no functions")
    if other:
        here, there = functions(symbols), functions(nm(other))
        failures += [f"only {library} exports `{name}`" for name in sorted(here - there)]
        failures += [f"only {other} exports `{name}`" for name in sorted(there - here)]
    for failure in failures:
        print(f"symbols: {failure}")
    print(f"symbols: {len(symbols)} exported, {len(failures)} broken")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[2] == "--same-as":
        sys.exit(main(sys.argv[1], sys.argv[3]))
    sys.exit(main(sys.argv[1]))
