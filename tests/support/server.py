"""A running `paged`, or a server with embedded sites, from its start to the end of its last process."""

import os
import re
import signal
import subprocess
import tempfile
import unittest

from support import http, processes
from support.programs import environment, program
from support.site import Site
from support.waiting import DEADLINE, wait_until

_LISTENING = re.compile(rb"^listening on http://(\S+):(\d+)$", re.MULTILINE)
# The output of sanitizers, which fails any test.
_SANITIZER = re.compile(r"^.*(?:ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error: ).*", re.MULTILINE)


class Server:
    """`paged` with the given arguments on a free port, ready for requests. `inside` is a
    command that replaces itself with the command given by its arguments; `name` is
    another program of the build to run instead of `paged`; `path` is where to start it from.

    with Server("dev", site.root) as server:
        server.get("/a.page").text
    """

    def __init__(self, *arguments, inside=(), name="paged", path=None, **variables):
        self._program = program(name)
        self._output = tempfile.TemporaryFile()
        self._log = tempfile.TemporaryFile()
        # Where a built site without a base folder keeps its sessions.
        self._state = tempfile.TemporaryDirectory(prefix="quire-state-")
        variables = {"XDG_STATE_HOME": self._state.name, "STATE_DIRECTORY": None, **variables}
        self._process = subprocess.Popen(
            [*inside, path or self._program, *arguments, "--port", "0"], env=environment(**variables), stdin=subprocess.DEVNULL,
            stdout=self._output, stderr=self._log)
        try:
            self.port = wait_until(self._read_port, lambda: f"a listening server\n{self.log()}")
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _read_port(self):
        match = _LISTENING.search(_content(self._output))
        if match:
            return int(match.group(2))
        if self._process.poll() is not None:
            raise AssertionError(f"the server ended with {self._process.returncode}:\n{self.log()}")
        return None

    def get(self, target, **options):
        return http.get(self.port, target, **options)

    def connect(self):
        return http.Connection(self.port)

    def log(self):
        """The standard error output so far."""
        return _content(self._log).decode("utf-8", "replace")

    def logged(self, text):
        """The standard error output, once it has `text`: a production server writes it on a thread of its own."""
        return wait_until(lambda: self.log() if text in self.log() else None, lambda: f"{text} in:\n{self.log()}")

    def logged_like(self, pattern):
        """The same for a regular expression."""
        return wait_until(lambda: self.log() if re.search(pattern, self.log()) else None, lambda: f"{pattern} in:\n{self.log()}")

    def output(self):
        """The standard output so far."""
        return _content(self._output).decode()

    @property
    def supervisor_pid(self):
        return self._process.pid

    def worker_pid(self):
        """The newest worker; None if there is none."""
        return self._child(self._program, "worker")

    def worker_pids(self):
        """All workers, including those that leave."""
        return [pid for pid in processes.children(self._process.pid)
                if processes.arguments(pid)[:2] == [self._program, "worker"] and processes.is_alive(pid)]

    def service_pid(self):
        """The compile service; None if there is none."""
        return self._child(program("pagec"), "serve-builds")

    def _child(self, path, word):
        # Between fork and exec, a child looks like its parent.
        found = [pid for pid in processes.children(self._process.pid)
                 if processes.arguments(pid)[:2] == [path, word] and processes.is_alive(pid)]
        return max(found, default=None)

    def signal(self, number):
        self._process.send_signal(number)

    def wait(self):
        """Waits for the supervisor to end and returns its exit code."""
        return self._process.wait(DEADLINE)

    def stop(self):
        """Stops all processes. Fails if one of them failed, or if a sanitizer reported an error."""
        if self._output.closed:
            return
        known = processes.descendants(self._process.pid)
        is_asked = self._process.poll() is None
        try:
            if is_asked:
                self._process.send_signal(signal.SIGTERM)
                self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            for pid in known:
                if {"serve-builds", "worker"} & set(processes.arguments(pid)):
                    processes.kill(pid)
        log = self.log()
        self._output.close()
        self._log.close()
        self._state.cleanup()
        complaint = _SANITIZER.search(log)
        if complaint:
            raise AssertionError(f"{complaint.group()}\n{log}")
        if is_asked and self._process.returncode != 0:
            raise AssertionError(f"the server ended with {self._process.returncode}:\n{log}")


def _content(file):
    # The child shares the file offset, which must not change.
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)


class SiteTest(unittest.TestCase):
    """Tests that share a site with `FILES`, served by `paged dev`."""

    FILES = {}
    OPTIONS = ()
    INSIDE = ()
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.site = Site(cls.FILES)
        cls.addClassCleanup(cls.site.remove)
        cls.server = cls.start()
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def start(cls):
        return Server("dev", cls.site.root, *cls.OPTIONS, inside=cls.INSIDE)

    def get(self, target, **options):
        return self.server.get(target, **options)

    def assert_page(self, target, text, status=200, **options):
        """Checks the text of the page, without the script that makes browsers reload."""
        response = self.get(target, **options)
        self.assertEqual((response.status, without_live_script(response.text)), (status, text), response)
        return response

    def assert_status(self, target, status, **options):
        response = self.get(target, **options)
        self.assertEqual(response.status, status, response)
        return response

    def builds(self, file):
        """The results of edits of a page or shared file according to the log: `code`, `text`, `world` or `failed`."""
        told = re.findall(rf"^\S+ /{re.escape(file)}  (\w+)  ", self.server.log(), re.MULTILINE)
        # This depends on timing.
        return [how for how in told if how != "optimized"]

    def render(self, text, page="test.page"):
        """The output of a page with this text."""
        self.site.write(page, text)
        response = self.get("/" + page)
        self.assertEqual(response.status, 200, response)
        return without_live_script(response.text)


class ProductionTest(SiteTest):
    """Tests over a base folder in one `paged run`."""

    @classmethod
    def start(cls):
        return Server("run", "--base", cls.site.root, "--address", "127.0.0.1")


_LIVE_SCRIPT = re.compile(r'<script type="module" src="/_quire/live\.js" data-pages="[^"]*"[^>]*></script>\n')


def without_live_script(text):
    return _LIVE_SCRIPT.sub("", text)
