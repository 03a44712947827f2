"""Limits and mounts of a test's own, which the rest of the machine does not see."""

import subprocess


def own(setup, mounts=False):
    """The words that run a command after `setup`, a line of shell, as root of a
    user namespace of its own; None where the system allows no such thing."""
    words = ["unshare", "--user", "--map-root-user", *(["--mount"] if mounts else []),
             "sh", "-c", setup + ' && exec "$@"', "sh"]
    try:
        done = subprocess.run([*words, "true"], check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return None
    return words if done.returncode == 0 else None


def inotify_limit(name, value):
    """As `own`, with a limit of `/proc/sys/user`."""
    return own(f"echo {value} >/proc/sys/user/{name}")
