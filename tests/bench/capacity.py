"""What a production server bears: all cores, pages that wait, idle connections, large uploads; and what it costs."""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time

import sites
from figures import Row
from files import NGINX, nginx_program
from load import parse_wrk
from processes import Server, free_port, need_program, resident_kilobytes

# Of the loops; idle connections; loaded pages; the upload.
SPEED_UP = 1.75
IDLE, IDLE_MB = 10_000, 60
PAGES, FOOTPRINT_MB, START_MS = 200, 12, 30
UPLOAD, UPLOAD_MB, UPLOAD_SPEED = 1 << 30, 8, 0.8
FAST_SHARE = 0.8

BURN = """<%@ page import="<ctime>" %><%@ param name="us" type="long" default="0" %><%
timespec now{};
const auto used = [&] { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now); return now.tv_sec * 1000000L + now.tv_nsec / 1000; };
for (const long end = used() + us; used() < end;) {
} %>done"""
SLEEP = '<%@ page import="<unistd.h>" %><% usleep(100000); %>slept'
TAKE = """<%@ page methods="GET PUT" body="stream" import="<fcntl.h>, <memory>, <stdexcept>, <string>, <unistd.h>" %><%
const int file = ::open(std::string(request.param("to")).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
const std::size_t size = 256 * 1024;
const std::unique_ptr<char[]> piece(new char[size]);
long total = 0;
while (const std::size_t count = request.read(piece.get(), size)) {
  if (::write(file, piece.get(), count) != static_cast<ssize_t>(count)) throw std::runtime_error("write");
  total += static_cast<long>(count);
}
::close(file); %><%= total %>"""
# As browsers make it.
BOUNDARY = "----WebKitFormBoundaryAbCdEf0123456789"
FORM = '<%@ page methods="GET POST" %><% const auto* file = request.file("f"); %><%= file ? file->size() : 0 %>'


def paged(folder, port, *options):
    return [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1", *options]


@contextlib.contextmanager
def served(*options, **pages):
    """A production server with these pages, all built."""
    with sites.scratch() as folder:
        for name, text in pages.items():
            sites.write(folder, f"webapps/ROOT/{name}.page", text)
        port = free_port()
        with Server(paged(folder, port, *options), port, os.path.join(folder, "cache")) as server:
            yield server


def rate(port, path, connections, seconds, threads=1):
    output = subprocess.run(["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}", f"http://127.0.0.1:{port}{path}"],
                            check=True, capture_output=True, text=True).stdout
    _, per_second, failed = parse_wrk(output)
    if failed:
        sys.exit(f"bench: {path} failed under load:\n{output}")
    return per_second


def measure_cores(options, figures):
    """Pages that need CPU time, with one loop and with two, alternating."""
    with served("--loops", "1", burn=BURN) as one, served("--loops", "2", burn=BURN) as two:
        for server in (one, two):
            server.wait_for("/burn.page?us=1", "done")
            rate(server.port, "/burn.page?us=300", 16, 2)
        for microseconds in (300, 1000):
            path = f"/burn.page?us={microseconds}"
            rates = [[rate(server.port, path, 16, options.seconds) for server in (one, two)] for _ in range(options.runs)]
            figures.add("cores", f"A page of {microseconds / 1000} ms, 16 connections: requests per second", "requests/s",
                        [Row(f"{name} loop(s)", [both[index] for both in rates]) for index, name in enumerate(("1", "2"))])
            figures.add("cores", "time per request, two loops relative to one", "",
                        [Row("ratio", [before / after for before, after in rates], 1 / SPEED_UP)])


def measure_mixed(options, figures):
    """A fast page, alone and beside a page that waits."""
    with served(fast="Hello", sleep=SLEEP) as server:
        server.wait_for("/fast.page", "Hello")
        server.wait_for("/sleep.page", "slept")
        rate(server.port, "/fast.page", 64, 3)
        alone, beside = [], []
        for _ in range(options.runs):
            alone.append(rate(server.port, "/fast.page", 64, options.seconds))
            waiting = subprocess.Popen(["wrk", "-t1", "-c32", f"-d{options.seconds + 1}", f"http://127.0.0.1:{server.port}/sleep.page"],
                                       stdout=subprocess.DEVNULL)
            time.sleep(0.5)
            beside.append(rate(server.port, "/fast.page", 64, options.seconds))
            waiting.wait()
        figures.add("mixed", "A fast page, 64 connections: requests per second", "requests/s",
                    [Row("alone", alone), Row("beside 32 connections to a page that sleeps 100 ms", beside)])
        figures.add("mixed", "time per request, beside relative to alone", "",
                    [Row("ratio", [one / other for one, other in zip(alone, beside)], 1 / FAST_SHARE)])


def measure_idle(options, figures):
    """Memory of connections that have made a request and wait."""
    with served(fast="Hello") as server:
        server.wait_for("/fast.page", "Hello")
        request = f"GET /fast.page HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
        worker = server.parts()["worker"]
        rate(server.port, "/fast.page", 64, 1)
        before = resident_kilobytes(worker)
        connections = []
        try:
            # One less than the limit, for `wait_for` was one.
            for _ in range(IDLE - 10):
                connections.append(socket.create_connection(("127.0.0.1", server.port)))
                connections[-1].sendall(request)
                if not connections[-1].recv(65536).startswith(b"HTTP/1.1 200"):
                    sys.exit("bench: a connection was refused")
            grown = (resident_kilobytes(worker) - before) / 1024
        finally:
            for connection in connections:
                connection.close()
        figures.add("idle", f"Memory of {len(connections):,} idle connections", "MB", [Row("the worker's growth", [grown], IDLE_MB)])


def proportional_kilobytes(pid):
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def measure_footprint(options, figures):
    """A built site: from exec to listening, and memory of both processes once all pages have been requested."""
    with sites.scratch() as folder:
        webapp = os.path.join(folder, "site")
        paths = sites.add_pages(webapp, PAGES)
        built = os.path.join(folder, "built")
        subprocess.run([need_program("pagec"), "build", webapp, "-o", built], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "QUIRE_CACHE": os.path.join(folder, "cache")})
        starts, sizes = [], []
        for _ in range(options.runs):
            port = free_port()
            command = [need_program("paged"), "run", built, "--port", str(port), "--address", "127.0.0.1"]
            with Server(command, port, XDG_STATE_HOME=os.path.join(folder, "state")) as server:
                while "listening on" not in server.text():
                    time.sleep(0.0002)
                starts.append(1000 * (time.perf_counter() - server.started))
                for path in paths:
                    server.wait_for(path)
                sizes.append(sum(map(proportional_kilobytes, server.parts().values())) / 1024)
        figures.add("footprint", f"`paged run` of a built site with {PAGES} pages: from exec to listening", "ms",
                    [Row("start", starts, START_MS)])
        figures.add("footprint", "Proportional size of both processes with all pages loaded", "MB",
                    [Row("size", sizes, FOOTPRINT_MB)])


def send_file(port, head, file, tail=b""):
    """The seconds for a request with that body, and the answer."""
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head)
        offset = 0
        while offset < UPLOAD:
            offset += os.sendfile(connection.fileno(), file.fileno(), offset, min(UPLOAD - offset, 1 << 20))
        connection.sendall(tail)
        answer = connection.recv(65536)
    return time.perf_counter() - began, answer


class Growth:
    """The growth of a process from now on, at its largest, in MB."""

    def __init__(self, pid):
        self.pid, self.before = pid, resident_kilobytes(pid)
        # Forgets the largest size so far.
        with open(f"/proc/{pid}/clear_refs", "w") as file:
            file.write("5")

    def most(self):
        with open(f"/proc/{self.pid}/status") as lines:
            peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
        return (peak - self.before) / 1024


def put(port, file, path):
    seconds, answer = send_file(port, f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {UPLOAD}\r\n\r\n".encode(), file)
    if not answer.startswith((b"HTTP/1.1 20",)):
        sys.exit(f"bench: an upload failed: {answer[:300]}")
    return seconds


def post(port, file):
    first = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'.encode()
    last = f"\r\n--{BOUNDARY}--\r\n".encode()
    head = (f"POST /form.page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(first) + UPLOAD + len(last)}\r\n\r\n").encode()
    seconds, answer = send_file(port, head + first, file, last)
    if not answer.startswith(b"HTTP/1.1 200"):
        sys.exit(f"bench: an upload failed: {answer[:300]}")
    return seconds


def measure_upload(options, figures):
    """A body of 1 GB into a file."""
    with sites.scratch() as folder:
        source = os.path.join(folder, "source")
        # Of different octets, so that nothing is a hole.
        with open(source, "wb") as file:
            block = os.urandom(1 << 20)
            for _ in range(UPLOAD >> 20):
                file.write(block)
        for name, text in (("take", TAKE), ("form", FORM)):
            sites.write(folder, f"webapps/ROOT/{name}.page", text)
        sites.write(folder, "conf/server.toml", '[limits]\nupload = "2 GB"\n')
        os.makedirs(os.path.join(folder, "temp"))
        root = os.path.join(folder, "nginx")
        os.makedirs(root)
        port, other_port = free_port(), free_port()
        config = NGINX.format(folder=folder, root=root, port=other_port)
        config = config.replace(f"root {root}; }}", f"root {root}; dav_methods PUT; client_max_body_size 2g; client_body_buffer_size 256k; }}")
        sites.write(folder, "nginx.conf", config)
        nginx = [nginx_program(), "-c", os.path.join(folder, "nginx.conf"), "-p", folder, "-e", os.path.join(folder, "error.log")]
        with open(source, "rb") as file, Server(paged(folder, port), port, os.path.join(folder, "cache")) as server, \
                Server(nginx, other_port) as other:
            server.wait_for("/take.page", "0")
            server.wait_for("/form.page", "0")
            times = {"body of a PUT, read by a page": [], "file of a form": [], "nginx, PUT": []}
            grown = []
            for _ in range(options.runs):
                before = Growth(server.parts()["worker"])
                times["body of a PUT, read by a page"].append(put(port, file, "/take.page?to=" + os.path.join(folder, "taken")))
                times["file of a form"].append(post(port, file))
                grown.append(before.most())
                times["nginx, PUT"].append(put(other_port, file, "/taken"))
            figures.add("upload", "1 GB into a file: GB/s", "GB/s", [Row(name, [1 / one for one in all_]) for name, all_ in times.items()])
            speed = statistics.median(times["nginx, PUT"])
            figures.add("upload", "time relative to nginx", "",
                        [Row(name, [one / speed for one in all_], 1 / UPLOAD_SPEED) for name, all_ in times.items() if "nginx" not in name])
            figures.add("upload", "growth of the worker", "MB", [Row("resident size", grown, UPLOAD_MB)])


SUBJECTS = {"cores": measure_cores, "mixed": measure_mixed, "idle": measure_idle, "footprint": measure_footprint,
            "upload": measure_upload}
