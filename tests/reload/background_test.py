"""`paged start`, `stop`, `restart` and `status`, `new-base` and `configtest`, and what a service manager sees."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import unittest

from support import http
from support.programs import environment, program, run
from support.server import Server
from support.site import Site
from support.waiting import DEADLINE, wait_until

PAGE = "webapps/ROOT/index.html"


class Background(unittest.TestCase):
    def setUp(self):
        self.site = Site({PAGE: "welcome", "logs/empty": "",
                          "conf/server.toml": '[[connector]]\naddress = "127.0.0.1"\nport = 0\n'})
        self.addCleanup(self.site.remove)
        self.addCleanup(run, "paged", "stop", "--base", self.site.root)

    def control(self, command, *arguments):
        return run("paged", command, "--base", self.site.root, *arguments)

    def start(self):
        done = self.control("start")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)
        shown = re.fullmatch(r"started, as process (\d+)\n  http://127\.0\.0\.1:(\d+)\n", done.stdout)
        self.assertIsNotNone(shown, done.stdout)
        return int(shown.group(1)), int(shown.group(2))

    def pid_in_file(self):
        with open(self.site.path("logs/paged.pid"), encoding="ascii") as file:
            return int(file.read())

    def test_start_serve_and_stop(self):
        pid, port = self.start()
        self.assertEqual(self.pid_in_file(), pid)
        self.assertEqual(http.get(port, "/").text, "welcome")
        again = self.control("start")
        self.assertEqual((again.returncode, again.stderr), (1, f"paged start: already runs, as process {pid}\n"))
        done = self.control("stop")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "stopped\n", ""))
        self.assertFalse(os.path.exists(f"/proc/{pid}/exe"))
        self.assertEqual(sorted(os.listdir(self.site.path("logs"))), ["empty", "paged.out"])
        self.assertEqual((self.control("stop").returncode, self.control("stop").stdout), (0, "not running\n"))

    def test_status(self):
        self.assertEqual((self.control("status").returncode, self.control("status").stdout), (3, "not running\n"))
        pid, port = self.start()
        with http.Connection(port) as connection:
            self.assertEqual(connection.get("/").text, "welcome")
            done = self.control("status")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, rf"^running since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d: process {pid}, for \d+ s, \d+ MB\n")
        self.assertIn(f"\n  http://127.0.0.1:{port}\n", done.stdout)
        self.assertIn("\n  connections: 1\n  sessions: 0\n  since the start: 0 page crashes, 0 lost workers, 0 failed builds\n", done.stdout)
        self.assertIn(f"\n  site /  0 pages, in {self.site.path('webapps/ROOT')}\n", done.stdout)
        self.assertRegex(done.stdout, r"\n  worker, serving: process \d+, for \d+ s, \d+ MB\n")

    def test_a_killed_server_is_told_from_one_that_was_stopped(self):
        pid, _ = self.start()
        os.kill(pid, signal.SIGKILL)
        done = wait_until(lambda: (status := self.control("status")).returncode != 0 and status, "no server")
        self.assertEqual((done.returncode, done.stdout),
                         (1, f"not running; process {pid} has ended without removing {self.site.path('logs/paged.pid')}\n"))
        again, port = self.start()
        self.assertNotEqual(again, pid)
        self.assertEqual(http.get(port, "/").text, "welcome")

    def test_restart_keeps_the_process_and_the_port(self):
        pid, port = self.start()
        done = self.control("restart")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f"restarted, as process {pid}\n  http://127.0.0.1:{port}\n", ""))
        self.assertEqual(http.get(port, "/").text, "welcome")
        self.assertEqual(self.pid_in_file(), pid)

    def test_restart_with_settings_that_cannot_be_applied_is_refused(self):
        pid, port = self.start()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            other = taken.getsockname()[1]
            self.site.write("conf/server.toml", f"""[[connector]]
address = "127.0.0.1"
port = 0
[[connector]]
address = "127.0.0.1"
port = {other}
""")
            done = self.control("restart")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("paged restart: refused; the server goes on as before: ", done.stderr)
        self.assertEqual(http.get(port, "/").text, "welcome")
        self.assertEqual(self.pid_in_file(), pid)
        done = self.control("restart")
        self.assertEqual((done.returncode, done.stderr), (0, ""), self.site.read("logs/paged.out"))

    def test_restart_starts_a_server_if_none_runs(self):
        done = self.control("restart")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^started, as process \d+\n")

    def test_a_server_in_the_foreground_is_controlled_alike(self):
        with Server("run", "--base", self.site.root) as server:
            self.assertEqual(self.pid_in_file(), server.supervisor_pid)
            self.assertEqual(self.control("status").returncode, 0)
            self.assertEqual(self.control("stop").stdout, "stopped\n")
            self.assertEqual(server.wait(), 0)

    def test_why_it_does_not_start(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = self.control("start", "--address", "127.0.0.1", "--port", port)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("paged start: the server did not start (exit code 1):\n", done.stderr)
        self.assertIn(f"port {port}: the port is in use", done.stderr)
        self.site.write("conf/server.toml", "[limts]\n")
        done = self.control("start")
        self.assertEqual(done.returncode, 1)
        self.assertIn("server.toml:1:2: unknown setting `limts`; did you mean `limits`?", done.stderr)

    def test_a_built_site_needs_a_file(self):
        with Site({"site/index.page": "built"}) as site:
            out = site.path("out")
            self.assertEqual(run("pagec", "build", site.path("site"), "-o", out).returncode, 0)
            done = run("paged", "start", out)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--pid-file", done.stderr)
            file = ("--pid-file", site.path("a.pid"))
            done = run("paged", "start", out, "--port", "0", *file)
            self.addCleanup(run, "paged", "stop", out, *file)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"  site /  1 built page, in {out}\n", run("paged", "status", out, *file).stdout)
            self.assertEqual(run("paged", "stop", out, *file).stdout, "stopped\n")


class NewBase(unittest.TestCase):
    def test_a_new_base_folder_is_valid_and_serves_a_welcome_page(self):
        with tempfile.TemporaryDirectory(prefix="quire-test-") as place:
            base = os.path.join(place, "base")
            self.assertEqual(run("paged", "new-base", base).returncode, 0)
            done = run("paged", "configtest", "--base", base)
            self.assertEqual((done.returncode, done.stdout, done.stderr),
                             (0, "the configuration is valid, with 1 web application\n", ""))
            with Server("run", "--base", base) as server:
                self.assertIn("Quire is running", server.get("/").text)
                log = os.path.join(base, "logs/access.log")
                wait_until(lambda: os.path.exists(log) and os.path.getsize(log), "a line in the access log")
            again = run("paged", "new-base", base)
            self.assertEqual((again.returncode, again.stdout), (2, ""))
            self.assertIn("is not empty", again.stderr)

    def test_start_says_what_a_folder_lacks(self):
        with tempfile.TemporaryDirectory(prefix="quire-test-") as place:
            done = run("paged", "start", place)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("has no webapps/ folder", done.stderr)
            self.assertIn("`paged new-base` creates such a folder", done.stderr)
            os.makedirs(os.path.join(place, "webapps/ROOT"))
            self.assertIn("has no folder `logs`", run("paged", "start", place).stderr)

    def test_configtest_looks_for_the_address(self):
        with Site({PAGE: "", "conf/server.toml": '[[connector]]\naddress = "192.0.2.1"\n'}) as site:
            done = run("paged", "configtest", site.root)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("192.0.2.1", done.stderr)

    def test_configtest_shows_what_the_server_would_log_only(self):
        with Site({PAGE: "", "webapps/ROOT/WEB-INF/web.toml": "[sesion]\n"}) as site:
            done = run("paged", "configtest", site.root)
            self.assertEqual((done.returncode, done.stdout), (0, "the configuration is valid, with 1 web application; the settings of 1 have mistakes, see above\n"))
            self.assertIn("web.toml:1:2", done.stderr)
            self.assertIn("did you mean `session`?", done.stderr)

    def test_configtest_reads_all_files_of_a_build(self):
        with Site({"site/index.page": "built"}) as site:
            out = site.path("out")
            self.assertEqual(run("pagec", "build", site.path("site"), "-o", out).returncode, 0)
            self.assertEqual(run("paged", "configtest", out).returncode, 0)
            library = next(os.path.join(folder, name) for folder, _, names in os.walk(out) for name in names if name.endswith(".so"))
            with open(library, "ab") as file:
                file.write(b"x")
            done = run("paged", "configtest", out)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("; run `pagec build` again", done.stderr)

    def test_configtest_reports_every_mistake(self):
        with Site({PAGE: "", "conf/server.toml": "[timeouts]\nidle = \"1 parsec\"\nhed = 1\n",
                   "conf/conf.d/more.toml": "[[conector]]\n"}) as site:
            done = run("paged", "configtest", site.root)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            for expected in ("conf/server.toml:2:9: bad value for `idle`; it must be a number of seconds",
                             "conf/server.toml:3:1: unknown setting `hed`; did you mean `head`?",
                             "conf/conf.d/more.toml:1:3: unknown setting `conector`; did you mean `connector`?"):
                self.assertIn("\n" + site.path(expected), "\n" + done.stderr)


class Reload(unittest.TestCase):
    def test_settings_are_read_again(self):
        with Site({PAGE: "welcome", "conf/server.toml": "[limits]\nhead = \"1 KB\"\n"}) as site, Server("run", site.root) as server:
            def status():
                return server.get("/", headers={"X": "x" * 2000}).status
            self.assertEqual(status(), 431)
            site.write("conf/server.toml", "[limits]\nhead = \"8 parsec\"\n")
            server.signal(signal.SIGHUP)
            wait_until(lambda: "cannot reload; the previous settings stay in force:\n" in server.log(), server.log)
            server.logged("server.toml:2:9: bad value for `head`")
            self.assertEqual(status(), 431)
            site.write("conf/server.toml", "[limits]\nhead = \"8 KB\"\n")
            server.signal(signal.SIGHUP)
            wait_until(lambda: status() == 200, server.log)

    def test_connectors_come_and_go(self):
        with Site({PAGE: "welcome"}) as site, socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            connector = '[[connector]]\naddress = "127.0.0.1"\n'
            site.write("conf/server.toml", f"{connector}port = 0\n")
            with Connectors(site.root) as server:
                first = server.ports()[0]
                # This one is in use: nothing changes.
                site.write("conf/server.toml", f"{connector}port = {port}\n")
                server.process.send_signal(signal.SIGHUP)
                wait_until(lambda: "the port is in use" in server.log(), server.log)
                self.assertEqual(http.get(first, "/").text, "welcome")
                taken.close()
                site.write("conf/server.toml", f"{connector}port = {port}\n{connector}port = 0\n")
                server.process.send_signal(signal.SIGHUP)
                wait_until(lambda: is_open(port), server.log)
                self.assertEqual(http.get(port, "/").text, "welcome")
                self.assertEqual(http.get(first, "/").text, "welcome")
                site.write("conf/server.toml", f"{connector}port = {port}\n")
                server.process.send_signal(signal.SIGHUP)
                wait_until(lambda: not is_open(first), server.log)
                self.assertEqual(http.get(port, "/").text, "welcome")


    def test_a_unix_socket_is_a_connector(self):
        with Site({PAGE: "welcome"}) as site:
            site.write("conf/server.toml", '[[connector]]\nunix = "a.sock"\n')
            with Connectors(site.root) as server, socket.socket(socket.AF_UNIX) as client:
                wait_until(lambda: f"listening on unix:{site.path('a.sock')}\n" in server.shown(), server.log)
                client.connect(site.path("a.sock"))
                client.sendall(http.request("/", {"Connection": "close"}))
                with client.makefile("rb") as answer:
                    self.assertTrue(answer.read().endswith(b"\r\n\r\nwelcome"))


class Connectors:
    """`paged run` on the connectors of its settings, with no options. `inside` is as for `Server`."""

    def __init__(self, base, inside=(), pass_fds=()):
        self.output = tempfile.TemporaryFile()
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen([*inside, program("paged"), "run", base], env=environment(), stdin=subprocess.DEVNULL,
                                        stdout=self.output, stderr=self.errors, pass_fds=pass_fds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(DEADLINE)
        self.output.close()
        self.errors.close()

    def shown(self):
        return self._read(self.output)

    def ports(self):
        text = wait_until(self.shown, self.log)
        return [int(port) for port in re.findall(r"^listening on http://\S+:(\d+)$", text, re.MULTILINE)]

    def log(self):
        return self._read(self.errors)

    @staticmethod
    def _read(file):
        return os.pread(file.fileno(), 1 << 20, 0).decode()


def is_open(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class Systemd(unittest.TestCase):
    def test_it_hears_the_state_of_the_server(self):
        with Site({PAGE: "welcome"}) as site, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
            heard.bind(site.path("notify"))
            heard.settimeout(DEADLINE)
            with Server("run", site.root, NOTIFY_SOCKET=site.path("notify"), WATCHDOG_USEC="200000") as server:
                def next_state():
                    states = iter(lambda: heard.recv(200).decode(), None)
                    return next(state for state in states if state != "WATCHDOG=1")
                self.assertEqual(next_state(), "READY=1")
                while heard.recv(200) != b"WATCHDOG=1":
                    pass
                server.signal(signal.SIGHUP)
                self.assertRegex(next_state(), r"^RELOADING=1\nMONOTONIC_USEC=\d+$")
                self.assertEqual(next_state(), "READY=1")
                server.signal(signal.SIGTERM)
                self.assertEqual(next_state(), "STOPPING=1")

    def test_it_passes_sockets(self):
        with Site({PAGE: "welcome"}) as site, socket.create_server(("127.0.0.1", 0)) as passed:
            port = passed.getsockname()[1]
            # The shell replaces itself, so that its process is the one the socket is meant for.
            command = f'exec 3<&{passed.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"'
            with Connectors(site.root, inside=("bash", "-c", command, "bash"), pass_fds=(passed.fileno(),)) as server:
                self.assertEqual(server.ports(), [port])
                self.assertEqual(http.get(port, "/").text, "welcome")


if __name__ == "__main__":
    unittest.main()
