"""What a request pays for its session, in each store, on one core."""

import os
import subprocess

import sites
from figures import Row
from processes import need_program

# A request that reads and writes its session.
TARGET = 6
WHAT = ["find, read and write", "find and read", "create and write"]


def read_times(output):
    """Store → microseconds, in the order of `WHAT`."""
    lines = [line.split() for line in output.splitlines()]
    return {store: [float(one) for one in times] for store, *times in lines}


def measure_sessions(options, figures):
    times = {}
    with sites.scratch() as folder:
        for run in range(options.runs):
            run_folder = os.path.join(folder, str(run))
            os.mkdir(run_folder)
            command = [need_program(os.path.join("bench", "session_speed")), run_folder, str(options.sessions), str(options.session_requests)]
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            for store, row in read_times(output).items():
                times.setdefault(store, []).append(row)
    rows = [Row(f"{store}: {what}", [row[index] for row in runs], TARGET if (store, index) == ("local", 0) else None)
            for store, runs in times.items() for index, what in enumerate(WHAT)]
    figures.add("sessions", f"A request's session, of {options.sessions:,}, with an attribute of 500 bytes: CPU time", "µs", rows)


SUBJECTS = {"sessions": measure_sessions}
