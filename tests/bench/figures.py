"""The figures of a run: printed as tables, and written as JSON."""

import json
import os
import platform
import statistics
import sys


class Row:
    """A line of a table: name, measured values, and target.

    `target` is an upper bound; None if there is none, for example for other servers."""

    def __init__(self, name, values, target=None):
        self.name = name
        self.values = sorted(values)
        self.target = target

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def is_reached(self):
        return None if self.target is None else self.median <= self.target


def milliseconds(name, seconds, target=None):
    return Row(name, [1000 * one for one in seconds], target)


def number(value):
    if value >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def text_table(rows):
    """The table as text: the first column is left-aligned, the others are right-aligned."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) if column == 0 else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths))]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)


class Figures:
    def __init__(self):
        self._tables = []
        # The load of the machine before the run, in cores.
        self._load = os.getloadavg()[0]
        if self._load > 0.5 * (os.cpu_count() or 1):
            print(f"bench: this machine is busy ({self._load:.1f} of {os.cpu_count()} cores); expect long times", file=sys.stderr)

    def add(self, subject, title, unit, rows):
        """Prints and records a table."""
        self._tables.append((subject, title, unit, rows))
        lines = [[unit, "p50", "min", "max", "times", "target", ""]]
        for row in rows:
            spread = [number(row.values[0]), number(row.values[-1])] if len(row.values) > 1 else ["", ""]
            verdict = {True: "reached", False: "missed", None: ""}[row.is_reached]
            target = "" if row.target is None else "≤ " + number(row.target)
            lines.append([row.name, number(row.median), *spread, str(len(row.values)), target, verdict])
        print(f"\n{title}\n{text_table(lines)}")
        sys.stdout.flush()

    def as_json(self):
        return {
            "machine": {"processor": processor(), "cores": os.cpu_count(), "load": self._load,
                        "system": platform.platform()},
            "tables": [
                {"subject": subject, "title": title, "unit": unit,
                 "rows": [{"name": row.name, "p50": row.median, "min": row.values[0], "max": row.values[-1],
                           "times": len(row.values), "target": row.target, "reached": row.is_reached} for row in rows]}
                for subject, title, unit, rows in self._tables
            ],
        }

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.as_json(), file, indent=2, ensure_ascii=False)
            file.write("\n")


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()
