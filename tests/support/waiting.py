"""Waits for observable conditions instead of sleeping."""

import time

# Generous, for slow builds on busy machines; reached only by failures.
DEADLINE = 60
_PAUSE = 0.005


def wait_until(condition, what, deadline=DEADLINE):
    """Returns the first true value of `condition()`; fails with `what`, which may be a function."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"timeout after {deadline} s: {what() if callable(what) else what}")
        time.sleep(_PAUSE)
