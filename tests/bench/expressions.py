"""Expressions over dynamic values: names, paths, and names that no scope has."""

import os
import subprocess

from figures import Row
from processes import need_program

PATH_TARGET = 60
UNSET_TARGET = 40


def read_output(output):
    """Nanoseconds of a path, and microseconds of 1,000 unset names, of each run."""
    pairs = [tuple(float(number) for number in line.split()) for line in output.splitlines()]
    return [path for path, _ in pairs], [unset for _, unset in pairs]


def measure_expressions(options, figures):
    command = [need_program(os.path.join("bench", "el_speed")), str(10 * options.runs)]
    paths, unset = read_output(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    figures.add("expressions", "${a.b.c} of a request attribute", "ns", [Row("quire", paths, PATH_TARGET)])
    figures.add("expressions", "1,000 unset names, without a session and with 10 request attributes", "µs",
                [Row("quire", unset, UNSET_TARGET)])


SUBJECTS = {"expressions": measure_expressions}
