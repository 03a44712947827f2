"""Limits and mounts that are private to a test."""

import subprocess


def own(setup, mounts=False):
    """The arguments that run a command after `setup`, a line of shell, as root of a new
    user namespace; None if the system does not allow that."""
    words = ["unshare", "--user", "--map-root-user", *(["--mount"] if mounts else []),
             "sh", "-c", setup + ' && exec "$@"', "sh"]
    try:
        done = subprocess.run([*words, "true"], check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return None
    return words if done.returncode == 0 else None


def inotify_limit(name, value):
    """Like `own`, with a limit in `/proc/sys/user`."""
    return own(f"echo {value} >/proc/sys/user/{name}")
