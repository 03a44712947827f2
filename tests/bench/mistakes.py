"""Mistakes: time from the write until a browser has their line and column."""

import html
import http.client
import json
import os
import re
import time
import urllib.parse

import sites
from figures import milliseconds
from processes import get

# On its own line, so that its location is known.
MISTAKE = "\n<p><%= mistake_@TOKEN@ %></p>\n"
COLUMN = MISTAKE.index("mistake") - MISTAKE.index("<p>") + 1


def places_in(value):
    """Yields each (line, column) in a JSON value."""
    if isinstance(value, dict):
        if "line" in value and "column" in value:
            yield value["line"], value["column"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from places_in(item)


def shown_pages(body):
    """The versions shown by a page, from its script element."""
    script = re.search(r"<script[^>]*/_quire/live\.js[^>]*>", body)
    pages = script and re.search(r'data-pages="([^"]*)"', script.group())
    return html.unescape(pages.group(1)) if pages else None


def parse_events(lines):
    """Yields (name, data) of each server-sent event in an iterable of lines."""
    name, data = "message", []
    for line in lines:
        field, _, value = line.rstrip("\r\n").partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif line.rstrip("\r\n") == "":
            if data:
                yield name, "\n".join(data)
            name, data = "message", []


class Listener:
    """Shows a page of `paged dev` and follows it like `live.js` in a browser."""

    def __init__(self, port, path):
        self._port = port
        self._pages = shown_pages(get(port, path)[1])
        if self._pages is None:
            raise SystemExit(f"bench: {path} has no live script")
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.request("GET", "/_quire/events")
        response = self._connection.getresponse()
        self.events = parse_events(line.decode("utf-8", "replace") for line in iter(response.readline, b""))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def check(self):
        """Asks for the state of the shown page, as after each event."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Origin": f"http://127.0.0.1:{self._port}", "X-Quire": "1",
                   "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", "/_quire/check", urllib.parse.urlencode({"pages": self._pages, "epoch": ""}), headers)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


def tells_place(answer, line):
    """Whether this response tells a browser the location of the mistake."""
    return (line, COLUMN) in places_in(answer["failures"])


def measure_mistake(options, figures):
    path = "/listening.page"
    good = "<!DOCTYPE html><html><body><p>Token:@TOKEN@ <%= 1 %></p></body></html>\n"
    line = good.count("\n") + MISTAKE.index("<p>") + 1
    taken = []
    tokens = sites.tokens()
    with sites.served_hello() as (webapp, server):
        file = os.path.join(webapp, "listening.page")
        for _ in range(options.edits + 2):
            token = next(tokens)
            server.edit_until_shown(file, good.replace("@TOKEN@", token), path, "Token:" + token)
            time.sleep(options.gap)
            with Listener(server.port, path) as listener:
                started = time.perf_counter()
                sites.write(webapp, "listening.page", (good + MISTAKE).replace("@TOKEN@", token))
                for _ in listener.events:
                    if tells_place(listener.check(), line):
                        taken.append(time.perf_counter() - started)
                        break
                else:
                    server.fail("the event stream ended before the mistake was reported")
    rows = [milliseconds("mistake in a thin page", taken[2:], 30)]
    figures.add("mistake", "Time from a mistake to its line and column in the browser", "ms", rows)


SUBJECTS = {"mistake": measure_mistake}
