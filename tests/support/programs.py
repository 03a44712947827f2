"""Where the programs under test are, and how to run one to its end."""

import os
import subprocess

from support.waiting import DEADLINE


def program(name):
    """The path of `pagec` or `paged` of this build."""
    return os.path.join(os.environ["QUIRE_BIN"], name)


def is_thread_sanitized():
    """Whether this is the build for the thread sanitizer."""
    return os.environ.get("QUIRE_SANITIZE") == "thread"


def is_sanitized():
    """Whether this is a build for a sanitizer, whose memory knows no limits."""
    return bool(os.environ.get("QUIRE_SANITIZE"))


def environment(**changes):
    """This process's environment without colours; a change to None takes a variable away."""
    variables = {**os.environ, "NO_COLOR": "1", **changes}
    return {name: value for name, value in variables.items() if value is not None}


def run(name, *arguments, **changes):
    """Runs a program and returns it with `returncode`, `stdout` and `stderr` as text."""
    return subprocess.run(
        [program(name), *map(str, arguments)], env=environment(**changes), timeout=2 * DEADLINE, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
