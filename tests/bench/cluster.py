"""Two servers that share their sessions, behind nginx: what kills cost, and what a session costs in time and memory.

Clients count up and set attributes of shared sessions while each part is killed with -9 in turn and started again. A
write is lost if its request was answered with 200, and the session does not have it in the end."""

import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import sites
from figures import Row
from processes import free_port, get, need_program, resident_kilobytes

SESSIONS = 50
CLIENTS_PER_SESSION = 8
# Latency of a session, in microseconds.
LATENCY = 60
PAGES = {
    "count.page": '<% int n = 0; session.update<int>("n", [&](int& value) { n = ++value; }); %>n=<%= n %>;',
    "set.page": '<%@ param name="k" type="int" default="0" %><%@ param name="v" type="int" default="0" %><% session.set("own" + std::to_string(k), v); %>ok',
    "all.page": '<% for (const std::string& name : session.names()) { %><%= name %>=<%= session.get_or<int>(name, 0) %>;<% } %>',
    "new.page": '<% session.set("cart", std::string(500, \'x\')); %>ok',
    "none.page": "none",
}
SETTINGS = """
[[connector]]
address = "127.0.0.1"
port = {port}
[metrics]
port = {metrics}
[threads]
max = 1000
[cluster]
route = "{route}"
[session]
{session}
"""
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  access_log off; {paths}
  upstream app {{ {balance} {servers} keepalive 64; }}
  server {{
    listen {port} backlog=4096;
    location / {{ proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_connect_timeout 1s;
                  proxy_set_header Host $host; }}
  }}
}}
"""


def need(name, package):
    path = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    return path or sys.exit(f"bench: not found: {name}; install Debian's {package}")


class Part:
    """A program that can be killed with all its children, and started again."""

    def __init__(self, name, command, ready):
        self.name, self._command, self._ready = name, command, ready
        self._process = None
        self.start()

    def start(self):
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL if self.name.startswith("web") else None,
                                         stderr=open(f"/tmp/quire-bench-{self.name}.log", "a", encoding="utf-8"),
                                         start_new_session=True)
        wait_until(self._ready, self.name)

    def pids(self):
        return descendants(self._process.pid)

    def kill(self):
        # The workers of a server would otherwise finish their requests.
        for pid in reversed(self.pids()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()


def wait_until(condition, what, limit=60):
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"bench: timed out: {what}")
        time.sleep(0.01)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def memcached(name, port):
    user = ["-u", "root"] if os.getuid() == 0 else []
    return Part(name, [need("memcached", "memcached"), "-l", "127.0.0.1", "-p", str(port), "-m", "1024", "-c", "4096", *user],
                lambda: listens(port))


def redis_command(port, *arguments):
    return subprocess.run(["redis-cli", "-p", str(port), *arguments], capture_output=True, text=True, check=False).stdout


class Redis:
    """A server, two replicas, and three Sentinels. With a single replica, nothing could be acknowledged after a failover
    until the old server has become a replica of the new one."""

    def __init__(self, folder, stack):
        self.ports = [free_port() for _ in range(3)]
        self.sentinels = [free_port() for _ in range(3)]
        self.parts = []
        for index, port in enumerate(self.ports):
            place = os.path.join(folder, f"redis{index}")
            os.mkdir(place)
            config = os.path.join(place, "redis.conf")
            with open(config, "w", encoding="ascii") as file:
                file.write(f"port {port}\ndir {place}\nappendonly yes\nsave \"\"\nmin-replicas-to-write 1\nmin-replicas-max-lag 10\n"
                           "repl-diskless-sync-delay 0\n")
                if index > 0:
                    file.write(f"replicaof 127.0.0.1 {self.ports[0]}\n")
            self.parts.append(Part(f"redis{index}", [need("redis-server", "redis-server"), config], lambda port=port: listens(port)))
            stack.callback(self.parts[-1].kill)
        wait_until(lambda: "connected_slaves:2" in redis_command(self.ports[0], "info", "replication"), "replicas")
        for index, port in enumerate(self.sentinels):
            config = os.path.join(folder, f"sentinel{index}.conf")
            with open(config, "w", encoding="ascii") as file:
                file.write(f"port {port}\nsentinel monitor mymaster 127.0.0.1 {self.ports[0]} 2\n"
                           "sentinel down-after-milliseconds mymaster 1000\nsentinel failover-timeout mymaster 3000\n")
            part = Part(f"sentinel{index}", [need("redis-server", "redis-server"), config, "--sentinel"], lambda port=port: listens(port))
            stack.callback(part.kill)
        wait_until(lambda: all("num-other-sentinels\n2" in redis_command(port, "sentinel", "master", "mymaster")
                               for port in self.sentinels), "Sentinels")

    def settings(self):
        sentinels = ", ".join(f'"127.0.0.1:{port}"' for port in self.sentinels)
        return f'store = "redis"\nsentinels = [{sentinels}]\n'

    def primary(self):
        for part, port in zip(self.parts, self.ports):
            if "connected_slaves:2" in redis_command(port, "info", "replication"):
                return part
        return self.parts[0]

    def is_in_sync(self):
        return any(redis_command(port, "info", "replication").count("state=online") == 2 for port in self.ports)


class Cluster:
    """Two servers behind nginx, with a store."""

    def __init__(self, folder, stack, store, settings="", balance=""):
        self.redis = Redis(folder, stack) if store == "redis" else None
        self.memcacheds = []
        if store == "memcached":
            ports = [free_port(), free_port()]
            self.memcacheds = [memcached(f"n{index + 1}", port) for index, port in enumerate(ports)]
            for part in self.memcacheds:
                stack.callback(part.kill)
            session = 'store = "memcached"\nnodes = ["n1:127.0.0.1:%d", "n2:127.0.0.1:%d"]\n' % tuple(ports)
        else:
            session = self.redis.settings()
        self.metrics_ports, self.webs, servers = [], [], ""
        for route in ("web1", "web2"):
            port, metrics = free_port(), free_port()
            base = os.path.join(folder, route)
            for name, text in PAGES.items():
                sites.write(base, f"webapps/ROOT/{name}", text)
            sites.write(base, "conf/server.toml",
                        SETTINGS.format(port=port, metrics=metrics, route=route, session=session + settings))
            os.environ.setdefault("QUIRE_CACHE", os.path.join(folder, "cache"))
            web = Part(route, [need_program("paged"), "run", "--base", base],
                       lambda port=port: get(port, "/none.page")[0] == 200)
            stack.callback(web.kill)
            for page in PAGES:
                if (answer := get(port, f"/{page}?k=0&v=0"))[0] != 200:
                    sys.exit(f"bench: {page}: {answer}")
            self.webs.append(web)
            self.metrics_ports.append(metrics)
            servers += f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s; "
        self.port = free_port()
        paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = sites.write(folder, "nginx.conf", NGINX.format(folder=folder, paths=paths, port=self.port, servers=servers,
                                                               balance=balance))
        self.nginx = Part("nginx", [need("nginx", "nginx-light"), "-p", folder, "-c", config, "-e", f"{folder}/nginx-error.log"],
                          lambda: listens(self.port))
        stack.callback(self.nginx.kill)

    def victims(self):
        """In which order parts are killed, for ever."""
        while True:
            stores = self.memcacheds or [self.redis.primary()]
            yield from [self.webs[0], stores[0], self.nginx, self.webs[1], stores[-1] if self.memcacheds else self.redis.primary()]

    def is_in_sync(self):
        for port in self.metrics_ports:
            status, text = get(port, "/metrics")
            nodes = re.findall(r"^quire_session_store_node_(?:in_sync|up)\{.*\} (\d)$", text, re.MULTILINE)
            if status != 200 or not nodes or "0" in nodes:
                return False
        return self.redis is None or self.redis.is_in_sync()


class Tally:
    def __init__(self):
        self.answered = 0
        self.failed = {}
        # Of each session: the increments, and the last value of each client's attribute, that were acknowledged.
        self.counted = [0] * SESSIONS
        self.own = [[0] * CLIENTS_PER_SESSION for _ in range(SESSIONS)]
        self.times = []
        self.replaced = 0
        # Of failed requests, in seconds since the last kill.
        self.after = {}
        self.killed, self.victim = 0, ""


class Client:
    def __init__(self, cluster, tally, session, number, cookie):
        self._port, self._tally = cluster.port, tally
        self._session, self._number, self.cookie = session, number, cookie
        self._reader = self._writer = None
        # ip_hash of nginx looks at the first three octets.
        self._local = f"127.0.{session % 250 + 1}.1"

    async def ask(self, path):
        """The status and the body; 0 if there is no answer."""
        try:
            await self._connect()
            cookie = f"Cookie: QSESSION={self.cookie}\r\n" if self.cookie else ""
            # nginx repeats no POST that a server may have seen.
            self._writer.write(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n{cookie}\r\n".encode())
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"Content-Length: (\d+)", head)
            body = await self._reader.readexactly(int(length.group(1))) if length else b""
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return 0, ""
        if "\r\nConnection: close\r\n" in head or not length:
            self.close()
        if found := re.search(r"Set-Cookie: QSESSION=([^;]+)", head):
            if self.cookie and self.cookie[:32] != found.group(1)[:32]:
                self._tally.replaced += 1
            self.cookie = found.group(1)
        return int(head.split(" ", 2)[1]), body.decode()

    async def _connect(self):
        while self._writer is None:
            try:
                self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._local, 0))
            except OSError:
                # nginx is down, and nothing was asked.
                await asyncio.sleep(0.01)

    def close(self):
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def run(self, until, chance):
        value = 0
        while time.monotonic() < until:
            counts = chance.random() < 0.5
            value += 1
            start = time.perf_counter()
            status, _ = await self.ask("/count.page" if counts else f"/set.page?k={self._number}&v={value}")
            self._tally.times.append(time.perf_counter() - start)
            if status == 200:
                self._tally.answered += 1
                if counts:
                    self._tally.counted[self._session] += 1
                else:
                    self._tally.own[self._session][self._number] = value
                continue
            self._tally.failed[status] = self._tally.failed.get(status, 0) + 1
            seconds = time.monotonic() - self._tally.killed
            key = (self._tally.victim, status)
            self._tally.after[key] = max(self._tally.after.get(key, 0), seconds)
        self.close()


async def kill_in_turn(cluster, tally, until):
    kills, loop = 0, asyncio.get_running_loop()
    for victim in cluster.victims():
        # So that what fails is seen to have ended.
        await asyncio.sleep(1.5)
        await loop.run_in_executor(None, wait_until, cluster.is_in_sync, f"all copies, after {tally.victim or 'the start'}")
        if time.monotonic() > until - 5:
            return kills
        tally.killed, tally.victim = time.monotonic(), victim.name
        victim.kill()
        kills += 1
        # With redis, the Sentinels first choose another primary.
        await asyncio.sleep(4 if victim.name.startswith("redis") else 0.5)
        await loop.run_in_executor(None, victim.start)


async def run_kills(cluster, seconds):
    tally, chance = Tally(), random.Random(7)
    first = [Client(cluster, tally, session, 0, "") for session in range(SESSIONS)]
    for client in first:
        await client.ask("/set.page?k=0&v=0")
        client.close()
    clients = [Client(cluster, tally, session, number, first[session].cookie)
               for session in range(SESSIONS) for number in range(CLIENTS_PER_SESSION)]
    until = time.monotonic() + seconds
    tasks = [asyncio.create_task(client.run(until, random.Random(chance.random()))) for client in clients]
    kills = await kill_in_turn(cluster, tally, until)
    await asyncio.gather(*tasks)
    lost = 0
    for session, client in enumerate(first):
        status, body = 0, ""
        while status != 200:
            status, body = await client.ask("/all.page")
        client.close()
        found = dict(re.findall(r"(\w+)=(\d+);", body))
        lost += max(0, tally.counted[session] - int(found.get("n", 0)))
        lost += sum(int(found.get(f"own{number}", 0)) < value for number, value in enumerate(tally.own[session]))
    return tally, kills, lost


def measure_kills(options, figures, title, store, settings="", balance=""):
    with sites.scratch() as folder, contextlib.ExitStack() as stack:
        cluster = Cluster(folder, stack, store, settings, balance)
        wait_until(cluster.is_in_sync, "all copies")
        tally, kills, lost = asyncio.run(run_kills(cluster, options.cluster))
        times = sorted(tally.times)
        rows = [Row("acknowledged writes", [tally.answered]), Row("kills", [kills]), Row("acknowledged writes lost", [lost], 0),
                Row("replaced cookies", [tally.replaced], 0),
                Row("median, ms", [1000 * times[len(times) // 2]]), Row("99th percentile, ms", [1000 * times[len(times) * 99 // 100]])]
        rows += [Row(f"answered {status}" if status else "connections that ended", [count]) for status, count in sorted(tally.failed.items())]
        rows += [Row(f"last {status or 'end'} after the death of {victim}, s", [seconds])
                 for (victim, status), seconds in sorted(tally.after.items())]
        figures.add("cluster", f"{options.cluster} s of {SESSIONS} sessions with {CLIENTS_PER_SESSION} clients each: {title}", "", rows)


def measure_cluster(options, figures):
    measure_kills(options, figures, "memcached, round robin", "memcached")
    measure_kills(options, figures, "memcached, sticky, ip_hash", "memcached", "sticky = true\n", "ip_hash;")
    measure_kills(options, figures, "memcached, sticky, round robin", "memcached", "sticky = true\n")
    measure_kills(options, figures, "redis, round robin", "redis")


@contextlib.contextmanager
def one_core():
    """All processes that are started run on one core: to wake an idle core of a virtual machine takes longer than all else."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def measure_latency(options, figures):
    program = need_program("shared_session_speed")
    with sites.scratch() as folder, one_core(), contextlib.ExitStack() as stack:
        ports = [free_port(), free_port()]
        for index, port in enumerate(ports):
            stack.callback(memcached(f"n{index + 1}", port).kill)
        redis = Redis(folder, stack)
        stores = {"memcached": ["memcached", str(options.session_requests), *(f"n{i}:127.0.0.1:{port}" for i, port in enumerate(ports))],
                  "redis": ["redis", str(options.session_requests), f"redis://127.0.0.1:{redis.ports[0]}", "1"]}
        rows = []
        for store, arguments in stores.items():
            runs = [subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout for _ in range(options.runs)]
            for index, what in enumerate(("create and write", "find and read", "find, read and write")):
                rows.append(Row(f"{store}: {what}", [float(run.splitlines()[index].split()[1]) for run in runs],
                                LATENCY if index == 2 else None))
        figures.add("shared-sessions", "A request's session in a shared store, with an attribute of 500 bytes: median wait, on one core", "µs", rows)


def measure_memory(options, figures):
    rows = []
    for store in ("memcached", "redis"):
        with sites.scratch() as folder, contextlib.ExitStack() as stack:
            cluster = Cluster(folder, stack, store)
            wait_until(cluster.is_in_sync, "all copies")
            asyncio.run(create_sessions(cluster, 2_000))
            before = memory(cluster)
            asyncio.run(create_sessions(cluster, options.shared_sessions))
            rows.append(Row(f"{store}: more memory of two servers, MB", [memory(cluster) - before], 10))
    figures.add("shared-sessions", f"{options.shared_sessions:,} sessions in a shared store", "MB", rows)


def memory(cluster):
    pids = [pid for part in cluster.webs for pid in part.pids()]
    return sum(resident_kilobytes(pid) for pid in pids) / 1024


def descendants(pid):
    found = [pid]
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as file:
                for child in file.read().split():
                    found += descendants(int(child))
    return found


async def create_sessions(cluster, count):
    left = count

    async def create():
        nonlocal left
        client = Client(cluster, Tally(), 0, 0, "")
        while left > 0:
            left -= 1
            client.cookie = ""
            await client.ask("/new.page")
        client.close()

    await asyncio.gather(*(create() for _ in range(32)))


def measure_shared(options, figures):
    measure_latency(options, figures)
    measure_memory(options, figures)


SUBJECTS = {"shared-sessions": measure_shared, "cluster": measure_cluster}
