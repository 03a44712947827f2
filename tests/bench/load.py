"""Load by `wrk`: throughput, and edits during load."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time

import sites
from figures import Row
from processes import PROGRAMS, Server, cpu_seconds, free_port, get, need_program

CONNECTIONS = 64
# The log line of `paged dev` when an edit is in use.
ANNOUNCED = re.compile(r"^\S+ /session\.page +(?:code|text)\b", re.MULTILINE)
# Requests after each announced edit.
PROBES = 5
SMALL = "Hello, World!"
# Relative to a minimal epoll loop that sends a fixed response of the same size.
CPU_RATIO = 1.25
RATE_RATIO = {"/fortunes.page": 0.85, "/small.page": 0.9}


def wrk_command(port, path, seconds):
    return ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", f"http://127.0.0.1:{port}{path}"]


def parse_wrk(output):
    """Requests, requests per second, and failed requests."""
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    failed = sum(int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)", output))
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return requests, rate, failed + (sum(map(int, sockets.groups())) if sockets else 0)


def load(port, path, seconds):
    """Requests and requests per second in one run of wrk on core 1."""
    command = ["taskset", "-c", "1", *wrk_command(port, path, seconds)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    requests, rate, failed = parse_wrk(output)
    if failed:
        sys.exit(f"bench: {path} failed under load:\n{output}")
    return requests, rate


class Measured:
    """A server under load on core 0: requests per second, and CPU time per request."""

    def __init__(self, server, path):
        self.server, self.path = server, path
        self.pids = [pid for _, pid, _ in server.tree()]
        self.rates, self.cpu = [], []

    def run(self, seconds):
        used = cpu_seconds(self.pids)
        count, rate = load(self.server.port, self.path, seconds)
        self.cpu.append((cpu_seconds(self.pids) - used) / count * 1e6)
        self.rates.append(rate)


def compare(options, figures, server, path, limit):
    """A page and the minimal loop in turn."""
    page, bare = Measured(server, path), Measured(limit, "/")
    for _ in range(options.runs):
        page.run(options.seconds)
        bare.run(options.seconds)
    figures.add("throughput", f"{path}: requests per second on one core, alternating", "requests/s",
                [Row(path, page.rates), Row("minimal epoll loop", bare.rates)])
    figures.add("throughput", f"{path}: CPU time per request", "µs", [Row(path, page.cpu), Row("minimal epoll loop", bare.cpu)])
    ratios = [one / other for one, other in zip(page.cpu, bare.cpu)]
    slower = [other / one for one, other in zip(page.rates, bare.rates)]
    figures.add("throughput", f"{path} relative to the minimal loop", "",
                [Row("CPU time per request", ratios, CPU_RATIO), Row("time per request", slower, 1 / RATE_RATIO[path])])


def measure_throughput(options, figures):
    if (os.cpu_count() or 1) < 2:
        sys.exit("bench: throughput needs two cores, one for the server and one for wrk")
    with sites.scratch() as folder:
        webapp = sites.hello(os.path.join(folder, "webapps"), "ROOT")
        sites.write(webapp, "small.page", SMALL)
        port = free_port()
        paged = [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1"]
        with Server(paged, port, os.path.join(folder, "cache"), core=0) as server:
            server.wait_for("/fortunes.page", "Additional fortune")
            server.wait_for("/small.page", SMALL)
            for path, size in (("/fortunes.page", 1237), ("/small.page", len(SMALL))):
                bare_port = free_port()
                bare = [need_program(os.path.join("bench", "bare_epoll")), str(bare_port), str(size)]
                with Server(bare, bare_port, core=0) as limit:
                    limit.wait_for("/")
                    # Warms up both, and leaves time for the optimized build of the page.
                    load(port, path, 3)
                    load(bare_port, "/", 1)
                    compare(options, figures, server, path, limit)


def measure_allocations(options, figures):
    """Calls of malloc, calloc and realloc per request, once everything is warm."""
    with sites.scratch() as folder:
        webapp = sites.hello(os.path.join(folder, "webapps"), "ROOT")
        sites.write(webapp, "small.page", SMALL)
        sites.write(webapp, "in/a/folder/small.page", SMALL)
        sites.write(webapp, "small.txt", SMALL)
        port, counted = free_port(), os.path.join(folder, "count")
        with open(counted, "wb") as file:
            file.write(bytes(8))
        paged = [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1", "--loops", "1"]
        counter = os.path.join(PROGRAMS, "bench", "liballocation_counter.so")
        rows = []
        with Server(paged, port, os.path.join(folder, "cache"), LD_PRELOAD=counter, QUIRE_ALLOCATIONS=counted) as server:
            for path in ("/small.page", "/in/a/folder/small.page", "/small.txt"):
                server.wait_for(path, SMALL)
                # Once for the optimized build, once to warm up.
                for _ in range(2):
                    load(port, path, 1)
                before = read_count(counted)
                count, _ = load(port, path, 1)
                target = 0.01 if path.endswith(".page") else None
                rows.append(Row(path, [round((read_count(counted) - before) / count, 3)], target))
    figures.add("allocations", "Allocations per request", "", rows)


def read_count(path):
    with open(path, "rb") as file:
        return int.from_bytes(file.read(8), sys.byteorder)


@contextlib.contextmanager
def busy(port, path):
    """Keeps the server busy; yields a function that stops `wrk` and returns its output."""
    process = subprocess.Popen(wrk_command(port, path, 3600), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def end():
        # When interrupted, it prints its results.
        process.send_signal(signal.SIGINT)
        return process.communicate(timeout=60)[0]

    try:
        yield end
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def measure_load(options, figures):
    path = "/session.page"
    templates = (sites.SESSION_CODE, sites.SESSION_TEXT)
    old = failed = 0
    tokens = sites.tokens()
    with sites.served_hello(path) as (webapp, server), busy(server.port, path) as end:
        for number in range(options.load_edits):
            token = next(tokens)
            before = len(server.text())
            server.started = time.perf_counter()
            sites.write(webapp, "session.page", templates[number % 2].replace("@TOKEN@", token))
            if server.wait_for_line(ANNOUNCED, before, 30) is None:
                server.fail("an edit was not announced")
            for _ in range(PROBES):
                status, body = get(server.port, path)
                failed += status != 200
                old += status == 200 and "Token:" + token not in body
        requests, rate, broken = parse_wrk(end())
    rows = [Row("failed requests", [failed + broken], 0), Row("outdated responses after a reported swap", [old], 0)]
    figures.add("load", f"{options.load_edits} edits while wrk keeps {CONNECTIONS} connections busy: "
                f"{requests:,} requests, {rate:,.0f} a second", "count", rows)


SUBJECTS = {"load": measure_load, "throughput": measure_throughput, "allocations": measure_allocations}
