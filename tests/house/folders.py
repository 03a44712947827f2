#!/usr/bin/env python3
"""How many units a folder holds, and what it may not be called. usage: folders.py ROOT

A folder is a room that a reader takes in at a glance. One with more than 25
units holds more than one thing, and is divided by what each is for."""

import os
import sys

import source_tree

MOST_UNITS = 25
# The name of build output: it says nothing of what the code is for.
REFUSED_NAME = "build"
REFUSED_IN = ("compiler/", "runtime/")

# Its folder is part of the name of each header, `<quire/writer.h>`, in every
# page and site: it is divided by what a name says, not by folders.
PUBLIC = ("runtime/api/quire",)

# Folders that are still to be divided, or named anew.
KNOWN = ()


def check(paths, known=KNOWN):
    """Yields what is wrong with the folders of the source files `paths`."""
    units = {}
    for path in paths:
        units.setdefault(os.path.dirname(path), set()).add(os.path.splitext(path)[0])
    broken = {}
    for folder, names in sorted(units.items()):
        if len(names) > MOST_UNITS and folder not in PUBLIC:
            broken[folder] = f"{folder}: {len(names)} units, at most {MOST_UNITS}; divide it by what each is for"
        elif folder.startswith(REFUSED_IN) and REFUSED_NAME in folder.split("/"):
            broken[folder] = f"{folder}: `{REFUSED_NAME}` is the name of build output; say what the code is for"
    for folder, failure in broken.items():
        if folder not in known:
            yield failure
    for folder in known:
        if folder not in broken:
            yield f"{folder}: a known breach that is no longer there; take it out of the list"


def main(root):
    paths = [path for path in source_tree.walk(root, source_tree.CPP) if path.startswith(source_tree.OURS)]
    return source_tree.report("folders", list(check(paths)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
