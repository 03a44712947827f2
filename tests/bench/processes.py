"""Starts, queries and inspects the measured programs."""

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
        sys.exit(f"bench: not found: {path}; run tools/build first (a release build)")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    """The status and the body, on a new connection; (0, "") if there is no response."""
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
    """Whether a response is complete. Without a length, it ends with the connection."""
    head, blank_line, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return bool(blank_line and length) and len(body) >= int(length.group(1))


class Server:
    """A running program and all its children. A context manager, which stops them."""

    def __init__(self, command, port, cache=None, core=None, **variables):
        self.port = port
        self.log = tempfile.NamedTemporaryFile("a+", prefix="quire-bench-", suffix=".log")
        environment = {**os.environ, **variables}
        if cache is not None:
            environment["QUIRE_CACHE"] = cache
        if core is not None:
            command = ["taskset", "-c", str(core), *command]
        self.started = time.perf_counter()
        # Keep standard input open while the program runs.
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
        """The output so far."""
        # The child shares the file offset, which must not change.
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode("utf-8", "replace")

    def fail(self, what):
        sys.exit(f"bench: {what}\n{self.text()[-4000:]}")

    def wait_for(self, path, token="", limit=60.0):
        """Requests until the status is 200 and the body contains `token`; returns the seconds since `started`."""
        while True:
            status, body = get(self.port, path)
            now = time.perf_counter()
            if status == 200 and token in body:
                return now - self.started
            if self.process.poll() is not None:
                self.fail(f"the server ended with status {self.process.returncode}")
            if now - self.started > limit:
                self.fail(f"{path}: no such response within {limit:.0f} s; the last was {status}: {body[:1000]}")
            time.sleep(0.0005)

    def wait_for_line(self, pattern, after, limit):
        """Waits for a log line that matches `pattern`, after the first `after` characters.

        Returns the seconds since `started`; None after `limit` seconds."""
        while True:
            found = pattern.search(self.text(), after)
            now = time.perf_counter()
            if found:
                return now - self.started
            if now - self.started > limit:
                return None
            time.sleep(0.001)

    def edit_until_shown(self, file, text, path, token):
        """Seconds from just before the write to the first response that contains `token`."""
        self.started = time.perf_counter()
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(text)
        return self.wait_for(path, token)

    def tree(self):
        """The processes of this server as (name, pid, name of parent), starting with this one."""
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
        """Role → pid of those processes that exist: `supervisor`, `worker`, `compile service`.

        Builds, which are short-lived children of the service, are not included."""
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
    """Shared libraries mapped by the process, including deleted ones."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
        paths = {line.split(None, 5)[-1].strip() for line in maps if ".so" in line}
    return len(paths)


def cpu_seconds(pids):
    """User and system time used by these processes."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
