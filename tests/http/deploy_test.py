"""`paged deploy`: several servers change to a new release of a site in a folder that they share."""

import os
import signal
import subprocess
import threading
import unittest

from support.programs import environment, program, run
from support.server import Server
from support.site import PLAIN, Site
from support.waiting import wait_until


def page(version):
    return PLAIN + f'<%@ page session="false" %>{version} <%= application.asset("style.css") %>'


class Deploy(unittest.TestCase):
    def setUp(self):
        self.site = Site({"a.page": page("one"), "style.css": "one {}", "old.css": "gone {}"})
        self.addCleanup(self.site.remove)
        self.shared = Site()
        self.addCleanup(self.shared.remove)
        self.folder = self.shared.path("shop")
        self.deploy("one")

    def build(self):
        done = run("pagec", "build", self.site.root, "-o", self.shared.path("out"))
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.shared.path("out")

    def deploy(self, version, *options):
        self.site.write("a.page", page(version))
        self.site.write("style.css", version + " {}")
        return run("paged", "deploy", self.build(), self.folder, *options)

    def serve(self, route):
        base = Site({"conf/server.toml": f'[cluster]\nroute = "{route}"\n'})
        self.addCleanup(base.remove)
        os.makedirs(base.path("webapps"))
        os.symlink(self.folder, base.path("webapps/ROOT"))
        server = Server("run", "--base", base.root)
        self.addCleanup(server.stop)
        return server

    def releases(self):
        return sorted(os.listdir(os.path.join(self.folder, "releases")))

    def test_all_servers_change_without_losing_a_request(self):
        servers = [self.serve("web1"), self.serve("web2")]
        old = servers[0].get("/a.page").text
        self.assertRegex(old, r"^one /style\.[0-9a-f]{8}\.css$")
        failures, answers, is_over = [], set(), threading.Event()

        def ask(server):
            with server.connect() as connection:
                while not is_over.is_set():
                    response = connection.get("/a.page")
                    answers.add(response.text.split()[0])
                    if response.status != 200:
                        failures.append(response)
                    if response.header("Connection") == "close":
                        return

        def ask_on(server):
            while not is_over.is_set():
                ask(server)

        clients = [threading.Thread(target=ask_on, args=(server,)) for server in servers]
        for client in clients:
            client.start()
        done = self.deploy("two")
        is_over.set()
        for client in clients:
            client.join()
        self.assertEqual((done.returncode, failures, answers), (0, [], {"one", "two"}), done)
        for told in ("web1: prepared", "web2: prepared", "web1: serves it", "web2: serves it", "is served by 2 servers"):
            self.assertIn(told, done.stdout)
        # Assets of both releases, and of one that has gone, are there.
        new = servers[1].get("/a.page").text
        for text, content in ((old, "one {}"), (new, "two {}")):
            response = servers[1].get(text.split()[1])
            self.assertEqual((response.text, response.header("Cache-Control")), (content, "public, max-age=31536000, immutable"))
        self.assertEqual(servers[0].get(text.split()[1] + "/").status, 404)

    def test_a_release_that_cannot_be_read_changes_nothing(self):
        server = self.serve("web1")
        out = self.build()
        for folder, _, files in os.walk(os.path.join(out, "WEB-INF")):
            for file in files:
                if file.endswith(".so"):
                    os.truncate(os.path.join(folder, file), 10)
        done = run("paged", "deploy", out, self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("when it was built", done.stderr)
        self.assertEqual(len(self.releases()), 1)
        self.assertEqual(server.get("/a.page").text.split()[0], "one")
        self.assertEqual(run("paged", "deploy", self.site.root, self.folder).returncode, 1)
        self.assertEqual(run("paged", "deploy", self.shared.path("none"), self.folder).returncode, 2)

    def test_a_server_that_is_lost_is_reported(self):
        first, second = self.serve("web1"), self.serve("web2")
        self.site.write("a.page", page("two"))
        deploying = subprocess.Popen([program("paged"), "deploy", self.build(), self.folder], env=environment(), text=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # By then it was heard of; the release is served only once the other one has said so as well.
        while deploying.stdout.readline() != "web2: prepared\n":
            self.assertIsNone(deploying.poll())
        stopped = (second.supervisor_pid, second.worker_pid())
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        _, told = deploying.communicate()
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        self.assertEqual((deploying.returncode, "web2 has not been heard of" in told), (1, True), told)
        self.assertEqual(first.get("/a.page").text.split()[0], "two")
        # It catches up.
        wait_until(lambda: second.get("/a.page").text.split()[0] == "two", "web2 changes as well")

    def test_old_releases_are_removed(self):
        for version in ("two", "three", "four"):
            self.assertEqual(self.deploy(version, "--keep", "2", "--seconds", "5").returncode, 0)
        self.assertEqual(len(self.releases()), 2)
        self.assertEqual(self.serve("web1").get("/a.page").text.split()[0], "four")


if __name__ == "__main__":
    unittest.main()
