#!/usr/bin/env python3
"""Checks includes against the layers. usage: layers.py ROOT

Data flows in one direction, through folders that are stages. Includes against that
direction erode the layers, so every include is checked against the tables below."""

import os
import sys

import source_tree

# Each stage may include only those before it. `compiler` means the files directly in
# that folder: the pipeline, which calls all stages before it.
COMPILER_STAGES = (
    "compiler/source",
    "compiler/diag",
    "compiler/lex",
    "compiler/html",
    "compiler/el",
    "compiler/ast",
    "compiler/parse",
    "compiler/assemble",
    "compiler/check",
    "compiler/emit",
    "compiler",
    "compiler/import",
    "compiler/clang",
    "compiler/link",
    "compiler/process",
    "compiler/make",
    "compiler/site",
    "compiler/service",
)
# The ground floor, which compiler, runtime and tools may use.
GROUND = (
    "runtime/base",
    "runtime/protocol",
)
RUNTIME_PARTS = (
    *GROUND,
    "runtime/api",
    "runtime/http",
    "runtime/log",
    "runtime/net",
    "runtime/session",
    "runtime/app",
    "runtime/fault",
    "runtime/load",
    "runtime/reload",
    "runtime/page",
    "runtime/serve",
    "runtime/dev",
    "runtime/process",
)

# Folder → other folders of this tree that it may include.
MAY_INCLUDE = {
    **{stage: GROUND + COMPILER_STAGES[:place] for place, stage in enumerate(COMPILER_STAGES)},
    **{part: RUNTIME_PARTS[:place] for place, part in enumerate(RUNTIME_PARTS)},
    # The page API is installed separately and linked into every page.
    "runtime/api": (),
    "stdlib": ("runtime/api",),
    "tools/cli": GROUND,
    # The server never links Clang, and may not use the compiler at all.
    "tools/paged": (*RUNTIME_PARTS, "stdlib", "tools/cli"),
    # `quire::serve`, for programs with embedded sites.
    "tools/server": (*RUNTIME_PARTS, "tools/cli"),
    # `pagec render` runs pages, so it needs the runtime.
    "tools/pagec": (*COMPILER_STAGES, *RUNTIME_PARTS, "stdlib", "tools/cli"),
}
# These are not layers, and may include everything.
FREE = ("tests", "samples")

CLANG = ("clang/", "clang-c/", "llvm/", "llvm-c/", "lld/")
# Whose .cpp files may include them.
MAY_USE_CLANG = ("compiler/clang", "compiler/link", "compiler/make", "compiler/site", "compiler/service")
# Parts of the standard library that are loaded at run time: pages include none of their headers.
LOADED = ("stdlib/fetch/", "stdlib/format/")
SOCKETS = ("sys/socket.h", "sys/un.h", "sys/epoll.h", "netinet/", "netdb.h", "boost/asio")
# Byte spans, used by Beast's parsers.
NOT_SOCKETS = ("boost/asio/buffer.hpp",)

# Every page compile includes these headers.
TOO_HEAVY_FOR_PAGES = (
    "chrono", "filesystem", "format", "fstream", "future", "iomanip", "iostream", "istream",
    "locale", "ostream", "random", "regex", "sstream", "thread",
)


def folder_of(path):
    """The layer of a file; None for an unknown folder."""
    for free in FREE:
        if path.startswith(free + "/"):
            return free
    parent = os.path.dirname(path)
    while parent:
        # Unlisted folders of the compiler are not part of the pipeline.
        if parent in MAY_INCLUDE and (parent != "compiler" or os.path.dirname(path) == "compiler"):
            return parent
        parent = os.path.dirname(parent)
    return None


def refused_library(path, folder, name):
    """Why an external header may not be included here, or None."""
    is_header = not path.endswith(".cpp")
    if name.startswith(CLANG):
        if folder not in MAY_USE_CLANG:
            return "only compiler/{clang,link,make,site,service} may include Clang, LLVM and lld"
        if is_header:
            return "only .cpp files may include Clang, LLVM and lld"
    if folder == "runtime/http" and name.startswith(SOCKETS) and name not in NOT_SOCKETS:
        return "runtime/http may not use sockets"
    if folder == "runtime/api" and "/" in name and not name.startswith("sys/"):
        return "runtime/api may include only the standard library"
    if folder == "runtime/api" and is_header and name in TOO_HEAVY_FOR_PAGES:
        return "too expensive for every page compile"
    if folder == "stdlib" and is_header and "/" in name and not path.startswith(LOADED):
        return "stdlib headers may include only runtime/api and the standard library"
    return None


def check_file(path, text, exists):
    """Yields the failures in the includes of `path`; `exists` tells whether a file exists."""
    folder = folder_of(path)
    if folder is None:
        yield f"{path}: unknown folder; add it to the table in tests/house/layers.py"
        return
    for line, name in source_tree.includes(text):
        where = f"{path}:{line}: `{name}`"
        target = source_tree.included_file(path, name, exists)
        if target is None:
            refusal = refused_library(path, folder, name)
            if folder not in FREE and refusal:
                yield f"{where}: {refusal}"
            elif folder == "tests" and name.startswith(CLANG):
                yield f"{where}: only compiler/{{clang,link,make,site,service}} may include Clang, LLVM and lld"
            continue
        other = folder_of(target)
        allowed = folder in FREE or other == folder or other in MAY_INCLUDE[folder]
        if not allowed:
            yield f"{where}: {folder} may not include {other or 'an unknown folder'}"


def main(root):
    paths = source_tree.walk(root, source_tree.CPP)
    failures = []
    for path in paths:
        failures += check_file(path, source_tree.read(root, path), lambda name: os.path.isfile(os.path.join(root, name)))
    print(f"layers: {len(paths)} files")
    return source_tree.report("layers", failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
