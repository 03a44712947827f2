"""Static files: CPU time of the server, alternating with nginx."""

import os
import re
import shutil
import statistics
import subprocess
import sys

import sites
from figures import Row
from load import load
from processes import Server, cpu_seconds, free_port, need_program

# Name, size, and the target for the ratio of CPU times.
FILES = (("1.2 KB", 1200, 1.0), ("1 MB", 1_000_000, 1.05), ("100 MB", 100_000_000, 1.1))
LARGE = 100_000

# Started by root, it would answer as a user who may not read the folder.
NGINX = ("user root;\n" if os.getuid() == 0 else "") + """daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log {folder}/access.log;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=1000 inactive=60s;
  open_file_cache_valid 1s;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def nginx_program():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def nginx_command(folder, root, port):
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(NGINX.format(folder=folder, root=root, port=port))
    return [nginx_program(), "-c", path, "-p", folder, "-e", os.path.join(folder, "error.log")]


def parse_volume(output):
    """The octets that wrk has read."""
    number, unit = re.search(r" ([\d.]+)([KMGT]?B) read", output).groups()
    return float(number) * 1024 ** ("B", "KB", "MB", "GB", "TB").index(unit)


def requests_of(port, path, size, seconds):
    """How many times the file was sent in one run. Of large files, not all are whole when it ends."""
    if size < LARGE:
        return load(port, path, seconds)[0]
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{seconds}", f"http://127.0.0.1:{port}{path}"]
    return parse_volume(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / size


def microseconds(server, port, path, size, seconds):
    """CPU time of all processes of the server for each request in one run."""
    pids = [pid for _, pid, _ in server.tree()]
    used = cpu_seconds(pids)
    count = requests_of(port, path, size, seconds)
    return (cpu_seconds(pids) - used) / count * 1e6


def measure(options, figures):
    if (os.cpu_count() or 1) < 2:
        sys.exit("bench: files needs two cores, one for the server and one for wrk")
    with sites.scratch() as folder:
        root = os.path.join(folder, "webapps", "ROOT")
        os.makedirs(root)
        os.makedirs(os.path.join(folder, "logs"))
        for name, size, _ in FILES:
            with open(os.path.join(root, name.replace(" ", "") + ".html"), "wb") as file:
                file.write(b"0123456789abcde\n" * (size // 16))
        port, peer_port = free_port(), free_port()
        paged = [need_program("paged"), "run", "--base", folder, "--port", str(port), "--address", "127.0.0.1"]
        servers = [(Server(paged, port, os.path.join(folder, "cache"), core=0), port)]
        try:
            if options.peers != "none" and nginx_program():
                servers.append((Server(nginx_command(folder, root, peer_port), peer_port, core=0), peer_port))
            for name, size, target in FILES:
                path = "/" + name.replace(" ", "") + ".html"
                for server, own_port in servers:
                    server.wait_for(path)
                    requests_of(own_port, path, size, 1)
                times = [[microseconds(server, own_port, path, size, options.seconds) for server, own_port in servers] for _ in range(options.runs)]
                rows = [Row(label, [run[index] for run in times]) for index, label in enumerate(("paged", "nginx")[:len(servers)])]
                if len(servers) > 1:
                    rows.append(Row("ratio of a run", [run[0] / run[1] for run in times], target))
                figures.add("files", f"CPU time for a file of {name}, alternating", "µs", rows)
                if len(servers) > 1:
                    print(f"  ratio of medians {statistics.median(run[0] for run in times) / statistics.median(run[1] for run in times):.2f}")
        finally:
            for server, _ in servers:
                server.stop()


SUBJECTS = {"files": measure}
