"""A network that parts: a server that reaches only one of two memcacheds, while another one reaches both."""

import os
import re
import shutil
import subprocess
import unittest

from support.programs import environment, program
from support.site import PLAIN, Site
from support.waiting import DEADLINE, wait_until

COUNT = PLAIN + '<%= session.update<int>("n", [](int& n) { ++n; }) %>'
SETTINGS = """[[connector]]
address = "127.0.0.1"
port = 8080
[session]
store = "memcached"
nodes = ["n1:10.1.0.2:11211", "n2:10.2.0.2:11211"]
store_timeout = "500 ms"
[metrics]
"""


class Network:
    """Two network namespaces, `near` and `far`, with two links between them: near has 10.1.0.1 and 10.2.0.1, far .2 each."""

    def __init__(self):
        self._holders = []
        self.near = self._hold(["unshare", "--user", "--map-root-user", "--net"])
        self.far = self._hold([*self._enter(self.near, net=False), "unshare", "--net"])
        for index in (1, 2):
            self.run(self.near, "ip", "link", "add", f"link{index}", "type", "veth", "peer", "name", f"link{index}", "netns", str(self.far))
            for place, number in ((self.near, 1), (self.far, 2)):
                self.run(place, "ip", "address", "add", f"10.{index}.0.{number}/24", "dev", f"link{index}")
                self.run(place, "ip", "link", "set", f"link{index}", "up")
        for place in (self.near, self.far):
            self.run(place, "ip", "link", "set", "lo", "up")

    def _hold(self, command):
        holder = subprocess.Popen([*command, "sh", "-c", "echo $$; exec sleep 600"], stdout=subprocess.PIPE, text=True)
        self._holders.append(holder)
        return int(holder.stdout.readline())

    @staticmethod
    def _enter(pid, net=True):
        return ["nsenter", "--target", str(pid), "--user", "--preserve-credentials", *(["--net"] if net else [])]

    def command(self, place, *words):
        return [*self._enter(place), *words]

    def run(self, place, *words):
        return subprocess.run(self.command(place, *words), capture_output=True, text=True, check=True, timeout=DEADLINE).stdout

    def part(self, index):
        """What is sent over this link is lost from now on."""
        self.run(self.near, "ip", "link", "set", f"link{index}", "down")

    def join(self, index):
        self.run(self.near, "ip", "link", "set", f"link{index}", "up")

    def close(self):
        for holder in reversed(self._holders):
            holder.kill()
            holder.wait()
            holder.stdout.close()


def can_unshare():
    return (shutil.which("ip") and
            subprocess.run(["unshare", "--user", "--map-root-user", "--net", "true"], capture_output=True, check=False).returncode == 0)


@unittest.skipUnless(can_unshare(), "needs user namespaces and iproute2")
class Partition(unittest.TestCase):
    def setUp(self):
        self.network = Network()
        self.addCleanup(self.network.close)
        self.memcacheds = {}
        for index in (1, 2):
            self.start_memcached(index)
        self.cookie, self.count = "", 0

    def start(self, place, *words):
        process = subprocess.Popen(self.network.command(place, *words), env=environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def start_memcached(self, index):
        self.memcacheds[index] = self.start(self.network.far, "memcached", "-u", "root", "-l", f"10.{index}.0.2")

    def serve(self, place):
        site = Site({"webapps/ROOT/count.page": COUNT, "webapps/ROOT/a.page": PLAIN + "a", "conf/server.toml": SETTINGS})
        self.addCleanup(site.remove)
        server = self.start(place, program("paged"), "run", "--base", site.root)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_until(lambda: self.ask(place, 8080, "/a.page")[0] == "200", "a server")

    def ask(self, place, port, path):
        """The status and the body."""
        done = subprocess.run(self.network.command(place, "curl", "-si", "-m", "30", "-b", f"QSESSION={self.cookie}", f"http://127.0.0.1:{port}{path}"),
                              capture_output=True, text=True, check=False)
        head, _, body = done.stdout.partition("\n\n")
        if found := re.search(r"Set-Cookie: QSESSION=([^;]+)", head):
            self.cookie = found.group(1)
        return (head.split(" ")[1] if " " in head else ""), body

    def count_up(self, *places):
        for place in places:
            self.count += 1
            self.assertEqual(self.ask(place, 8080, "/count.page"), ("200", str(self.count)))

    def wait_in_sync(self, *places):
        wait_until(lambda: all(self.nodes(place, "in_sync") == "11" for place in places), "all copies")

    def nodes(self, place, what):
        """A digit for each memcached."""
        text = self.ask(place, 9180, "/metrics")[1]
        return "".join(re.findall(rf"^quire_session_store_node_{what}\{{.*\}} (\d)$", text, re.MULTILINE))

    def test_a_server_that_reaches_one_of_two(self):
        near, far = self.network.near, self.network.far
        self.serve(near)
        self.serve(far)
        self.count_up(near, far, near)
        for index in (1, 2):
            self.wait_in_sync(near, far)
            self.network.part(index)
            # The server near goes on with the other memcached, and the one far sees what it writes.
            self.count_up(near, far, near, far)
            self.assertEqual((self.nodes(near, "up"), self.nodes(far, "up")), ("01" if index == 1 else "10", "11"))
            self.network.join(index)
        self.wait_in_sync(near, far)
        self.memcacheds[1].kill()
        self.memcacheds[1].wait()
        self.count_up(near, far)


if __name__ == "__main__":
    unittest.main()
