"""Load by `wrk`: throughput, and edits during load."""

import contextlib
import os
import re
import signal
import statistics
import subprocess
import sys
import time

import sites
from figures import Row
from processes import Server, cpu_seconds, free_port, get, need_program

CONNECTIONS = 64
# The log line of `paged dev` when an edit is in use.
ANNOUNCED = re.compile(r"^\S+ /session\.page +(?:code|text)\b", re.MULTILINE)
# Requests after each announced edit.
PROBES = 5


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


def measure_throughput(options, figures):
    if (os.cpu_count() or 1) < 2:
        sys.exit("bench: throughput needs two cores, one for the server and one for wrk")
    with sites.scratch() as folder:
        sites.hello(os.path.join(folder, "webapps"), "ROOT")
        port, bare_port = free_port(), free_port()
        paged = [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1"]
        bare = [need_program(os.path.join("bench", "bare_epoll")), str(bare_port)]
        with Server(paged, port, os.path.join(folder, "cache"), core=0) as server, Server(bare, bare_port, core=0) as limit:
            server.wait_for("/fortunes.page", "Additional fortune")
            limit.wait_for("/")
            # Warms up both, and leaves time for the optimized build of the page.
            load(port, "/fortunes.page", 3)
            load(bare_port, "/", 1)
            rates, bare_rates, cpu = [], [], []
            for _ in range(options.runs):
                pids = [pid for _, pid, _ in server.tree()]
                used = cpu_seconds(pids)
                count, rate = load(port, "/fortunes.page", options.seconds)
                cpu.append((cpu_seconds(pids) - used) / count * 1e6)
                rates.append(rate)
                bare_rates.append(load(bare_port, "/", options.seconds)[1])
    rows = [Row("fortunes.page", rates), Row("minimal epoll loop", bare_rates)]
    figures.add("throughput", "Requests per second on one core, alternating", "requests/s", rows)
    print(f"  ratio of medians {statistics.median(rates) / statistics.median(bare_rates):.2f}; "
          f"{statistics.median(cpu):.1f} µs of CPU per request of fortunes.page")


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


SUBJECTS = {"load": measure_load, "throughput": measure_throughput}
