#!/usr/bin/env python3
"""Refuses circles of includes among units. usage: circles.py ROOT

A unit is a header with its source file. Units in a circle can only be understood,
tested and moved together: what they share belongs in a separate unit below them."""

import sys

import source_tree


def graph(texts):
    """Unit → units that it includes, from path → text."""
    units = {}
    for path, text in texts.items():
        included = units.setdefault(source_tree.unit_of(path), set())
        for _, name in source_tree.includes(text):
            target = source_tree.included_file(path, name, texts.__contains__)
            if target and target in texts:
                included.add(source_tree.unit_of(target))
    for unit, included in units.items():
        included.discard(unit)
    return units


def circles(units):
    """The sets of units that reach each other (Tarjan), as sorted tuples, sorted."""
    found, order, lowest, open_units = [], {}, {}, []

    def visit(unit):
        order[unit] = lowest[unit] = len(order)
        open_units.append(unit)
        for other in sorted(units[unit]):
            if other not in order:
                visit(other)
            if other in open_units:
                lowest[unit] = min(lowest[unit], lowest[other])
        if lowest[unit] == order[unit]:
            members = open_units[open_units.index(unit):]
            del open_units[-len(members):]
            if len(members) > 1:
                found.append(tuple(sorted(members)))

    for unit in sorted(units):
        if unit not in order:
            visit(unit)
    return sorted(found)


def check(units):
    """Yields the failures in the includes of units."""
    for circle in circles(units):
        links = [f"{unit} → {other}" for unit in circle for other in sorted(units[unit]) if other in circle]
        yield f"{len(circle)} units include each other: {', '.join(links)}"


def main(root):
    units = graph(source_tree.read_ours(root))
    print(f"circles: {len(units)} units")
    return source_tree.report("circles", list(check(units)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
