#!/usr/bin/env python3
"""Checks that the server is not linked with the compiler. usage: ldd.py PROGRAM"""

import re
import subprocess
import sys

REFUSED = re.compile(r"lib(LLVM|clang|lld|utf8proc)", re.IGNORECASE)


def refused_libraries(ldd_output):
    """The libraries that only the compiler may link, from the output of `ldd`, except sanitizer runtimes."""
    names = [line.split()[0].rsplit("/", 1)[-1] for line in ldd_output.splitlines() if line.strip()]
    return [name for name in names if REFUSED.match(name) and not name.startswith("libclang_rt.")]


def main(program):
    output = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    refused = refused_libraries(output)
    for name in refused:
        print(f"ldd: {program} links {name}")
    missing = [line.strip() for line in output.splitlines() if "not found" in line]
    for line in missing:
        print(f"ldd: {program}: {line}")
    return 1 if refused or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
