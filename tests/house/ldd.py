#!/usr/bin/env python3
"""Checks that the server is not linked with the compiler, searches libraries in its own folders only, and binds all
symbols at start, so that no table of functions stays writable. usage: ldd.py PROGRAM"""

import re
import subprocess
import sys

REFUSED = re.compile(r"lib(LLVM|clang|lld|utf8proc)", re.IGNORECASE)


def refused_libraries(ldd_output):
    """The libraries that only the compiler may link, from the output of `ldd`, except sanitizer runtimes."""
    names = [line.split()[0].rsplit("/", 1)[-1] for line in ldd_output.splitlines() if line.strip()]
    return [name for name in names if REFUSED.match(name) and not name.startswith("libclang_rt.")]


def refused_folders(readelf_output):
    """Folders of the run path that depend on where the program is started; an empty one is the current folder."""
    path = re.search(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", readelf_output)
    return [folder for folder in path.group(1).split(":") if not folder.startswith(("/", "$ORIGIN"))] if path else []


def main(program):
    output = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    refused = refused_libraries(output)
    for name in refused:
        print(f"ldd: {program} links {name}")
    missing = [line.strip() for line in output.splitlines() if "not found" in line]
    for line in missing:
        print(f"ldd: {program}: {line}")
    dynamic = subprocess.run(["readelf", "-d", program], check=True, capture_output=True, text=True).stdout
    folders = refused_folders(dynamic)
    for folder in folders:
        print(f"ldd: {program} searches libraries in `{folder}`, relative to the current folder")
    is_lazy = not re.search(r"\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*NOW", dynamic)
    if is_lazy:
        print(f"ldd: {program} is not linked with `-z now`")
    return 1 if refused or missing or folders or is_lazy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
