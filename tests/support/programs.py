"""Finds and runs the programs under test."""

import os
import pty
import subprocess

from support.waiting import DEADLINE


def program(name):
    """The path of `pagec` or `paged` in this build."""
    return os.path.join(os.environ["QUIRE_BIN"], name)


def is_thread_sanitized():
    """Whether this is a build with the thread sanitizer."""
    return os.environ.get("QUIRE_SANITIZE") == "thread"


def is_sanitized():
    """Whether this is a build with a sanitizer, which cannot run with limited memory."""
    return bool(os.environ.get("QUIRE_SANITIZE"))


# Where the leak sanitizer looks for pointers, it does not always find that to the text of a thread's `dlerror`.
_LEAKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "leaks.txt")


def environment(**changes):
    """This process's environment without colours; None removes a variable."""
    variables = {"LSAN_OPTIONS": f"suppressions={_LEAKS}:print_suppressions=0", **os.environ, "NO_COLOR": "1", **changes}
    return {name: value for name, value in variables.items() if value is not None}


def run(name, *arguments, **changes):
    """Runs a program and returns the completed process, with `stdout` and `stderr` as text."""
    return subprocess.run(
        [program(name), *map(str, arguments)], env=environment(**changes), timeout=2 * DEADLINE, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def run_on_terminal(name, *arguments, **changes):
    """The output of a program to a terminal, including control characters."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([program(name), *arguments], env=environment(**changes), stdin=theirs, stdout=theirs,
                          stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 65536):
                shown += block
        except OSError:
            pass  # the terminal was closed
        process.wait(2 * DEADLINE)
    os.close(ours)
    return shown.decode()
