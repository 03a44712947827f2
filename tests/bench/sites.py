"""The measured sites, created in temporary folders from the samples or generated."""

import contextlib
import os
import shutil
import tempfile

import processes
from processes import Server, free_port, need_program

SAMPLE = os.path.join(processes.TOP, "samples", "hello")


def read_sample(name):
    with open(os.path.join(SAMPLE, name), encoding="utf-8") as file:
        return file.read()


# Templates with a token, in text or in code.
SESSION_TEXT = read_sample("session.page") + " Token:@TOKEN@\n"
SESSION_CODE = read_sample("session.page") + "<% const int token = @TOKEN@; %> Token:<%= token %>\n"
FORTUNES_CODE = read_sample("fortunes.page").replace("Additional fortune added at request time.", "Token:@TOKEN@")
assert "@TOKEN@" in FORTUNES_CODE


def tokens():
    """Unique numbers of equal length."""
    return map(str, range(100000, 1000000))


def long_page(lines):
    """A page of that many lines, one percent of them with an expression; the token is in text."""
    rows = ["<!DOCTYPE html>", "Token:@TOKEN@"]
    for row in range(2, lines):
        rows.append(f"<p>Row <%= {row} %>.</p>" if row % 100 == 0 else f"<p>Row {row} of a long page, with some words in it.</p>")
    return "\n".join(rows) + "\n"


def write(folder, path, text):
    whole = os.path.join(folder, path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, "w", encoding="utf-8") as file:
        file.write(text)
    return whole


def hello(folder, name="hello"):
    """A copy of samples/hello without built pages."""
    webapp = os.path.join(folder, name)
    shutil.copytree(SAMPLE, webapp, ignore=lambda place, _: ["work"] if place.endswith("WEB-INF") else [])
    return webapp


def add_pages(webapp, count):
    """Creates pages with twelve expressions, a hundred per folder; returns their paths."""
    paths = []
    for page in range(count):
        path = f"/many/{page // 100}/p{page}.page"
        rows = "".join(f"<li>{page} and {row}: <%= {page} + {row} %></li>\n" for row in range(12))
        write(webapp, path.lstrip("/"), f"<ul>\n{rows}</ul>\n")
        paths.append(path)
    return paths


@contextlib.contextmanager
def scratch():
    """A temporary folder, removed with its contents."""
    with tempfile.TemporaryDirectory(prefix="quire-bench-") as folder:
        yield folder


def dev_server(webapp, cache):
    port = free_port()
    return Server([need_program("paged"), "dev", webapp, "--port", str(port), "--address", "127.0.0.1"], port, cache)


@contextlib.contextmanager
def served_hello(path="/session.page"):
    """Serves samples/hello with `paged dev` and requests `path` once; yields the folder and the server."""
    with scratch() as folder:
        webapp = hello(folder)
        with dev_server(webapp, os.path.join(folder, "cache")) as server:
            server.wait_for(path)
            yield webapp, server
