"""Servers of others that a test runs beside ours: balancers, and what keeps sessions."""

import os
import shutil
import socket
import subprocess
import tempfile

from support.waiting import DEADLINE, wait_until


def free_port():
    """A TCP port of 127.0.0.1 at which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed(program):
    """The path of a program, which may be in /usr/sbin; fails if it is not installed."""
    path = shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin")
    if not path:
        raise AssertionError(f"{program} is not installed; run tools/setup")
    return path


class Service:
    """A program with these arguments, which listens at `address`: a port of 127.0.0.1, or the path of a Unix socket.

    with Service("memcached", "-s", path, address=path) as memcached:
        memcached.kill()
    """

    def __init__(self, program, *arguments, address):
        self._log = tempfile.TemporaryFile()
        self._name = program
        self._address = address
        self._process = subprocess.Popen([installed(program), *arguments], stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        try:
            wait_until(self._listens, lambda: f"{program} listens\n{self.log()}")
        except BaseException:
            self.stop()
            raise

    def _listens(self):
        if self._process.poll() is not None:
            raise AssertionError(f"{self._name} ended with {self._process.returncode}:\n{self.log()}")
        is_port = isinstance(self._address, int)
        with socket.socket(socket.AF_INET if is_port else socket.AF_UNIX) as probe:
            return probe.connect_ex(("127.0.0.1", self._address) if is_port else self._address) == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def pid(self):
        return self._process.pid

    def log(self):
        """What it has printed so far."""
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode("utf-8", "replace")

    def kill(self):
        self._process.kill()
        self._process.wait()

    def stop(self):
        """Asks it to end, with all its children, and waits."""
        self._process.terminate()
        try:
            self._process.wait(DEADLINE)
        finally:
            self.kill()
            self._log.close()


def memcached(path):
    """A memcached with the Unix socket `path`."""
    as_user = ["-u", "root"] if os.geteuid() == 0 else []
    return Service("memcached", "-s", path, "-m", "64", *as_user, address=path)
