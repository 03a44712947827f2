"""Starts, asks and looks at the programs that are measured."""

import contextlib
import os
import re
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
    """The status and the body, over a connection of its own; (0, "") while nothing answers."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode()
    answer = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(request)
            while not is_whole(answer) and (part := connection.recv(1 << 20)):
                answer += part
    except OSError:
        return 0, ""
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    if len(words) < 3 or not words[1].isdigit():
        return 0, ""
    return int(words[1]), body.decode("utf-8", "replace")


def is_whole(answer):
    """Whether a response has as many bytes as it says; one that does not say ends with its connection."""
    head, blank_line, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return bool(blank_line and length) and len(body) >= int(length.group(1))


class Server:
    """A running program and all its children. Use it in a `with`: leaving that ends them."""

    def __init__(self, command, port, cache=None, core=None, **variables):
        self.port = port
        self.log = tempfile.NamedTemporaryFile("a+", prefix="quire-bench-", suffix=".log")
        environment = {**os.environ, **variables}
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

    def text(self):
        """What it has written so far."""
        # The file's own offset is where its next line goes.
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode("utf-8", "replace")

    def fail(self, what):
        sys.exit(f"bench: {what}\n{self.text()[-4000:]}")

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

    def wait_for_line(self, pattern, after, limit):
        """Waits for a line of the log that `pattern` matches, past the first `after` characters.

        The seconds since `started` at that moment; None when none came within `limit` seconds."""
        while True:
            found = pattern.search(self.text(), after)
            now = time.perf_counter()
            if found:
                return now - self.started
            if now - self.started > limit:
                return None
            time.sleep(0.001)

    def edit_until_shown(self, file, text, path, token):
        """Seconds from before the write to the arrival of the first response that shows `token`."""
        self.started = time.perf_counter()
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(text)
        return self.wait_for(path, token)

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


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def mapped_libraries(pid):
    """Shared libraries in the process's memory, those whose files are gone included."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
        paths = {line.split(None, 5)[-1].strip() for line in maps if ".so" in line}
    return len(paths)


def cpu_seconds(pids):
    """User and system time that these processes have used."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
