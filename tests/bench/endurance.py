"""A production server over minutes: crashing pages, aborted requests, exchanged and killed workers.

Clients keep connections open and count up in sessions. A write of a session is lost if a later answer
has a smaller number than one that was received."""

import asyncio
import contextlib
import os
import random
import re
import signal
import time

import sites
from figures import Row
from processes import Server, free_port, need_program, resident_kilobytes

CLIENTS = 64
PAGES = 20
RATE = 2000
# One page crashes in this time, in seconds.
CRASH_PAUSE = 5
ABORTED = 0.01
KILLS = 10
PAGE = """<%@ param name="crash" type="bool" default="false" %><%
if (crash) { volatile int* const nothing = nullptr; *nothing = 1; }
%>page N <%= request.path() %>"""
COUNT = '<% int n = 0; session.update<int>("n", [&](int& value) { n = ++value; }); %>n=<%= n %>;'


class Tally:
    """What the clients have seen."""

    def __init__(self):
        self.answered = 0
        self.refused = 0
        # Connections that ended before an answer: while they were idle or used again, and otherwise.
        self.stale = 0
        self.lost = 0
        self.lost_writes = 0
        self.times = []


class Client:
    """One connection at a time, and one session."""

    def __init__(self, port, tally):
        self.port, self.tally = port, tally
        self.reader = self.writer = None
        self.is_used = False
        self.cookie, self.number = "", 0

    async def connect(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.is_used = False

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None

    async def ask(self, path):
        """The status and the body; (0, b"") if there is no answer."""
        try:
            if self.writer is None:
                await self.connect()
            cookie = f"Cookie: QSESSION={self.cookie}\r\n" if self.cookie else ""
            self.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n".encode())
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = int(re.search(r"Content-Length: (\d+)", head).group(1))
            body = await self.reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return 0, b""
        self.is_used = True
        if "\r\nConnection: close\r\n" in head:
            self.close()
        if found := re.search(r"Set-Cookie: QSESSION=([0-9A-F]+)", head):
            self.cookie, self.number = found.group(1), 0
        return int(head.split(" ", 2)[1]), body

    async def ask_and_note(self, path):
        was_used = self.is_used and self.writer is not None
        started = time.perf_counter()
        status, body = await self.ask(path)
        if status == 0 and was_used:
            # A connection that was kept open may end at any time; browsers then ask again.
            self.tally.stale += 1
            status, body = await self.ask(path)
        self.tally.times.append(time.perf_counter() - started)
        if status == 0:
            self.tally.lost += 1
        elif status == 200:
            self.tally.answered += 1
        else:
            self.tally.refused += 1
        return status, body

    async def count(self):
        known = self.cookie
        status, body = await self.ask_and_note("/count.page")
        if status != 200:
            return
        number = int(re.search(rb"n=(\d+);", body).group(1))
        if number <= self.number or (known and known != self.cookie):
            self.tally.lost_writes += 1
        self.number = number

    async def abort(self, path):
        other = Client(self.port, self.tally)
        with contextlib.suppress(OSError):
            await other.connect()
            other.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            other.writer.transport.abort()


async def run_client(client, until, chance):
    pause = CLIENTS / RATE
    next_time = time.monotonic() + chance.random() * pause
    while (now := time.monotonic()) < until:
        await asyncio.sleep(max(0, next_time - now))
        next_time += pause
        page = f"/p{chance.randrange(PAGES)}.page"
        if chance.random() < ABORTED:
            await client.abort(page)
        elif chance.random() < 0.1:
            await client.count()
        else:
            await client.ask_and_note(page)
    client.close()


async def crash_pages(port, until, chance):
    """Returns how many were asked to crash."""
    crashes = 0
    while time.monotonic() < until:
        client = Client(port, Tally())
        await client.ask(f"/p{chance.randrange(PAGES)}.page?crash=true")
        client.close()
        crashes += 1
        await asyncio.sleep(CRASH_PAUSE)
    return crashes


async def kill_workers(server, count):
    for _ in range(count):
        await asyncio.sleep(2)
        os.kill(server.parts()["worker"], signal.SIGKILL)
    await asyncio.sleep(2)


def memory(server):
    """In MB, of all processes."""
    return sum(resident_kilobytes(pid) for pid in server.parts().values()) / 1024


async def run_load(server, seconds, kills):
    tally, chance = Tally(), random.Random(7)
    until = time.monotonic() + (seconds if not kills else 2 * kills + 2)
    clients = [Client(server.port, tally) for _ in range(CLIENTS)]
    tasks = [asyncio.create_task(run_client(client, until, chance)) for client in clients]
    crashes, early = 0, 0
    if kills:
        await kill_workers(server, kills)
    else:
        crashing = asyncio.create_task(crash_pages(server.port, until, chance))
        await asyncio.sleep(seconds / 5)
        early = memory(server)
        crashes = await crashing
    await asyncio.gather(*tasks)
    return tally, crashes, early


def report(figures, title, tally, more, lost_target):
    times = sorted(tally.times)
    figures.add("endurance", title, "", [
        Row("answers", [tally.answered]),
        Row("answers with an error", [tally.refused], 0),
        Row("requests without an answer", [tally.lost], lost_target),
        Row("kept-alive connections that ended before an answer", [tally.stale]),
        Row("session writes lost", [tally.lost_writes], 0),
        Row("99th percentile, ms", [1000 * times[len(times) * 99 // 100]]),
        Row("longest, ms", [1000 * times[-1]]), *more])


def measure_endurance(options, figures):
    with sites.scratch() as folder:
        for number in range(PAGES):
            sites.write(folder, f"webapps/ROOT/p{number}.page", PAGE.replace("N", str(number)))
        sites.write(folder, "webapps/ROOT/count.page", COUNT)
        port = free_port()
        paged = [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1"]
        with Server(paged, port, os.path.join(folder, "cache")) as server:
            for path in [f"/p{number}.page" for number in range(PAGES)] + ["/count.page"]:
                server.wait_for(path)
            tally, crashes, early = asyncio.run(run_load(server, options.endurance, 0))
            more = [Row("pages that were asked to crash", [crashes]), Row("memory after a fifth of the time, MB", [early]),
                    Row("memory at the end, MB", [memory(server)], 1.1 * early)]
            report(figures, f"{options.endurance} s of {RATE} requests a second, with {PAGES} pages that crash in turn", tally, more, 0)
            tally, _, _ = asyncio.run(run_load(server, 0, KILLS))
            # Those that were in flight: at most one for each connection.
            report(figures, f"The worker killed {KILLS} times", tally, [], KILLS * CLIENTS)


SUBJECTS = {"endurance": measure_endurance}
