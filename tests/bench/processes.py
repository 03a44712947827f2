"""Starts, asks and looks at the programs that are measured."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAMS = os.path.join(TOP, "build", "bin")


def need_program(name):
    path = os.path.join(PROGRAMS, name)
    if not os.access(path, os.X_OK):
        sys.exit(f"bench: no {path}; run tools/build first (figures are taken from a release build)")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    """The status and the body; (0, "") while nothing answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""
    except http.client.HTTPException:
        return 0, ""
    finally:
        connection.close()


class Server:
    """A running program and all its children. Use it in a `with`: leaving that ends them."""

    def __init__(self, command, port, cache=None, core=None):
        self.port = port
        self.log = tempfile.NamedTemporaryFile("w+", prefix="quire-bench-", suffix=".log")
        environment = dict(os.environ)
        if cache is not None:
            environment["QUIRE_CACHE"] = cache
        if core is not None:
            command = ["taskset", "-c", str(core), *command]
        self.started = time.perf_counter()
        # `paged dev` ends with its terminal; an open pipe is one that stays.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=self.log, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.process.stdin.close()
        self.log.close()

    def fail(self, what):
        self.log.seek(0)
        sys.exit(f"bench: {what}\n{self.log.read()[-4000:]}")

    def wait_for(self, path, token="", limit=60.0):
        """Asks until the answer is 200 and shows `token`; the seconds since `started` at that moment."""
        while True:
            status, body = get(self.port, path)
            now = time.perf_counter()
            if status == 200 and token in body:
                return now - self.started
            if self.process.poll() is not None:
                self.fail(f"the server ended with status {self.process.returncode}")
            if now - self.started > limit:
                self.fail(f"{path}: no such answer within {limit:.0f} s; the last was {status}: {body[:1000]}")
            time.sleep(0.0005)

    def tree(self):
        """Each process of this server as (name, pid, name of its parent), this one first."""
        children, names = {}, {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                with contextlib.suppress(OSError), open(f"/proc/{entry}/stat") as stat:
                    head, _, tail = stat.read().rpartition(")")
                    names[int(entry)] = head.partition("(")[2]
                    children.setdefault(int(tail.split()[1]), []).append(int(entry))
        found, waiting = [], [(self.process.pid, "")]
        while waiting:
            pid, parent = waiting.pop(0)
            if pid in names:
                found.append((names[pid], pid, parent))
                waiting += [(child, names[pid]) for child in sorted(children.get(pid, []))]
        return found

    def parts(self):
        """Role → pid: `supervisor`, `worker`, `compile service`, as far as they are processes of their own.

        Builds are children of the service, and not counted: they come and go."""
        roles = {}
        for name, pid, parent in self.tree():
            if name == "pagec" and parent == "paged":
                roles["compile service"] = pid
            elif name == "paged" and parent == "paged":
                roles["worker"] = pid
            elif name == "paged":
                roles["supervisor"] = pid
        if "worker" not in roles and "supervisor" in roles:
            roles["worker"] = roles.pop("supervisor")
        return roles


def resident_kilobytes(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def cpu_seconds(pids):
    """User and system time that these processes have used."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
