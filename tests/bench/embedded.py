"""Servers with embedded sites: size, start-up time and memory."""

import os
import re
import statistics
import subprocess
import time

import processes
from figures import Row, milliseconds

# Program → description, and target time from exec to listening in ms.
PROGRAMS = {"embedded_hello_static": ("a site of one page", 10), "embedded_many_static": ("a site of 1,000 pages", 50)}
MEGABYTE = 1 << 20
LISTENING = re.compile(r"^listening on http://\S+:(\d+)$", re.MULTILINE)


def start_once(path):
    """Seconds from exec to listening, and the memory of supervisor and worker in MB."""
    began = time.perf_counter()
    with subprocess.Popen([path, "--port", "0", "--address", "127.0.0.1"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        took = time.perf_counter() - began
        port = int(LISTENING.match(line).group(1))
        status, _ = processes.get(port, "/page0007.page")
        with open(f"/proc/{server.pid}/task/{server.pid}/children", encoding="ascii") as children:
            worker = int(children.read().split()[0])
        memory = [processes.resident_kilobytes(pid) / 1024 for pid in (server.pid, worker)]
        server.terminate()
    if status not in (200, 404) or server.returncode != 0:
        raise SystemExit(f"bench: {path} answered {status} and ended with {server.returncode}")
    return took, memory


def measure_embedded(options, figures):
    sizes, starts, resident = [], [], []
    for name, (what, most) in PROGRAMS.items():
        path = processes.need_program(os.path.join("bench", name))
        sizes.append(Row(what, [os.path.getsize(path) / MEGABYTE], 6))
        took, memory = zip(*(start_once(path) for _ in range(4 * options.runs)))
        starts.append(milliseconds(what, took, most))
        for role, values in zip(("supervisor", "worker"), zip(*memory)):
            resident.append(Row(f"{what}: {role}", [statistics.median(values)], 8))
    figures.add("embedded", "Program size, stripped, with static libstdc++", "MB", sizes)
    figures.add("embedded", "Time from exec to listening", "ms", starts)
    figures.add("embedded", "Resident memory after the first response", "MB", resident)


SUBJECTS = {"embedded": measure_embedded}
