"""A page called as a C++ function, compared with hand-written code for the same output."""

import os
import subprocess

from figures import Row
from processes import need_program

# Relative to the hand-written code.
TARGET_RATIO = 1.2


def read_output(output):
    """Microseconds of page and hand-written code per run, and the number of allocations of the page."""
    *lines, allocations = output.split("\n")[:-1]
    pairs = [tuple(float(number) for number in line.split()) for line in lines]
    return pairs, int(allocations)


def measure_typed(options, figures):
    command = [need_program(os.path.join("bench", "typed_speed")), str(10 * options.runs)]
    pairs, allocations = read_output(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    figures.add("typed", "A table of 1,000 rows of 10 numbers", "µs",
                [Row("pages::big_table", [page for page, _ in pairs]), Row("hand-written", [hand for _, hand in pairs])])
    figures.add("typed", "Time relative to hand-written code", "",
                [Row("pages::big_table", [page / hand for page, hand in pairs], TARGET_RATIO)])
    figures.add("typed", "Allocations beyond the output buffer", "", [Row("pages::big_table", [allocations], 0)])


SUBJECTS = {"typed": measure_typed}
