#!/usr/bin/env python3
"""Limits the size of folders, and refuses some names. usage: folders.py ROOT

A reader should be able to take in a folder at a glance. A folder with more than 25
units contains more than one thing, and must be divided by purpose."""

import os
import sys

import source_tree

MOST_UNITS = 25
# The name of build output, which does not say what the code is for.
REFUSED_NAME = "build"
REFUSED_IN = ("compiler/", "runtime/")

# This folder is part of the name of its headers, such as `<quire/writer.h>`, in every
# page and site, so it cannot be divided.
PUBLIC = ("runtime/api/quire",)


def check(paths):
    """Yields the failures of the folders of the source files `paths`."""
    units = {}
    for path in paths:
        units.setdefault(os.path.dirname(path), set()).add(os.path.splitext(path)[0])
    for folder, names in sorted(units.items()):
        if len(names) > MOST_UNITS and folder not in PUBLIC:
            yield f"{folder}: {len(names)} units, more than {MOST_UNITS}; divide the folder by purpose"
        elif folder.startswith(REFUSED_IN) and REFUSED_NAME in folder.split("/"):
            yield f"{folder}: `{REFUSED_NAME}` is the name of build output; use a name that describes the code"


def main(root):
    paths = [path for path in source_tree.walk(root, source_tree.CPP) if path.startswith(source_tree.OURS)]
    return source_tree.report("folders", list(check(paths)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
