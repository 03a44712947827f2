#!/usr/bin/env python3
"""Who may include whom. usage: layers.py ROOT

Data flows one way, through folders that are stages; an include against that
direction is how layers rot, so each one is checked against the tables here."""

import os
import sys

import source_tree

# Each may include those before it, never those after it. `compiler` stands for
# the files directly in it: the pipeline, which calls every stage before it.
COMPILER_STAGES = (
    "compiler/source",
    "compiler/diag",
    "compiler/lex",
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
# The ground floor: the compiler and the tools stand on it as the runtime does.
GROUND = (
    "runtime/base",
    "runtime/protocol",
)
RUNTIME_PARTS = (
    *GROUND,
    "runtime/api",
    "runtime/http",
    "runtime/net",
    "runtime/session",
    "runtime/app",
    "runtime/fault",
    "runtime/load",
    "runtime/reload",
    "runtime/page",
    "runtime/dev",
    "runtime/serve",
    "runtime/process",
)

# Folder → our folders that it may include, itself excepted.
MAY_INCLUDE = {
    **{stage: GROUND + COMPILER_STAGES[:place] for place, stage in enumerate(COMPILER_STAGES)},
    **{part: RUNTIME_PARTS[:place] for place, part in enumerate(RUNTIME_PARTS)},
    # What pages see is installed, and linked into each of them, by itself.
    "runtime/api": (),
    "stdlib": ("runtime/api",),
    # Near names are found as for the words of a page.
    "tools/cli": (*GROUND, "compiler/diag"),
    # The server never links Clang: it may not even see the compiler.
    "tools/paged": (*RUNTIME_PARTS, "stdlib", "tools/cli"),
    # `quire::serve`, for programs with their sites inside.
    "tools/server": (*RUNTIME_PARTS, "tools/cli"),
    # `render` runs pages, hence the runtime.
    "tools/pagec": (*COMPILER_STAGES, *RUNTIME_PARTS, "stdlib", "tools/cli"),
}
# Not layers: they may include all of ours.
FREE = ("tests", "samples")

CLANG = ("clang/", "clang-c/", "llvm/", "llvm-c/", "lld/")
# Whose .cpp files may include them.
MAY_USE_CLANG = ("compiler/clang", "compiler/link", "compiler/make", "compiler/site", "compiler/service")
SOCKETS = ("sys/socket.h", "sys/un.h", "sys/epoll.h", "netinet/", "netdb.h", "boost/asio")
# Spans of bytes, which Beast's parsers take.
NOT_SOCKETS = ("boost/asio/buffer.hpp",)

# Each page compile pays for the headers of the page API.
TOO_HEAVY_FOR_PAGES = (
    "chrono", "filesystem", "format", "fstream", "future", "iomanip", "iostream", "istream",
    "locale", "ostream", "random", "regex", "sstream", "thread",
)


def folder_of(path):
    """The layer that a file belongs to; None for a folder that the tables do not know."""
    for free in FREE:
        if path.startswith(free + "/"):
            return free
    parent = os.path.dirname(path)
    while parent:
        # A file in an unlisted folder of the compiler is not part of the pipeline.
        if parent in MAY_INCLUDE and (parent != "compiler" or os.path.dirname(path) == "compiler"):
            return parent
        parent = os.path.dirname(parent)
    return None


def refused_library(path, folder, name):
    """Why a header that is not ours may not be included here, or None."""
    is_header = not path.endswith(".cpp")
    if name.startswith(CLANG):
        if folder not in MAY_USE_CLANG:
            return "only compiler/{clang,link,make,site,service} may include Clang, LLVM and lld"
        if is_header:
            return "Clang, LLVM and lld are included in .cpp files only"
    if folder == "runtime/http" and name.startswith(SOCKETS) and name not in NOT_SOCKETS:
        return "runtime/http never touches a socket"
    if folder == "runtime/api" and "/" in name and not name.startswith("sys/"):
        return "runtime/api includes the standard library only"
    if folder == "runtime/api" and is_header and name in TOO_HEAVY_FOR_PAGES:
        return "every page compile would pay for it"
    if folder == "stdlib" and is_header and "/" in name:
        return "headers of stdlib include runtime/api and the standard library only"
    return None


def check_file(path, text, exists):
    """Yields what is wrong with the includes of `path`; `exists` tells which files there are."""
    folder = folder_of(path)
    if folder is None:
        yield f"{path}: no layer is known for this folder; add it to the table in tests/house/layers.py"
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
