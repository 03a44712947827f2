"""Sites that come and go, or are elsewhere from now on, while a server runs; and sessions that survive this."""

import fcntl
import os
import re
import shutil
import signal
import threading
import unittest

from support import http, processes
from support.programs import run
from support.server import Server, without_live_script
from support.site import PLAIN, Site
from support.waiting import wait_until

COUNT = PLAIN + '<%@ page import="<string>, <vector>" %><%! struct Cart { std::string owner; std::vector<double> prices; }; %>' \
    '<% auto cart = session.update<Cart>("cart", [](Cart& c) { c.owner = "Ann\\xff"; c.prices.push_back(1.5); }); %><%= cart.prices.size() %> <%= cart.owner.size() %>'


class Visitor:
    """Sends the session's cookie back."""

    def __init__(self, server, path):
        self._server, self._path, self._cookie = server, path, None

    def get(self):
        response = self._server.get(self._path, headers={"Cookie": self._cookie} if self._cookie else None)
        for cookie in response.headers("Set-Cookie"):
            self._cookie = cookie.split(";")[0]
        return response.text


class Reload(unittest.TestCase):
    """SIGHUP in production."""

    def setUp(self):
        self.site = Site({"webapps/ROOT/index.page": PLAIN + "root", "webapps/one/count.page": COUNT, "webapps/one/a.page": PLAIN + "one"})
        self.addCleanup(self.site.remove)

    def start(self, folder=None):
        server = Server("run", "--base", folder or self.site.root, "--address", "127.0.0.1")
        self.addCleanup(server.stop)
        return server

    def reload(self, server):
        before = server.worker_pid()
        server.signal(signal.SIGHUP)
        wait_until(lambda: not processes.is_alive(before), lambda: "the old worker to exit\n" + server.log())

    def test_webapps_come_and_go(self):
        server = self.start()
        self.assertEqual(server.get("/two/a.page").status, 404)
        self.site.write("webapps/two/a.page", PLAIN + "two")
        self.reload(server)
        self.assertEqual(server.get("/two/a.page").text, "two")
        self.assertEqual(server.get("/one/a.page").text, "one")
        server.logged(f"now serving {self.site.path('webapps/two')} at /two/")
        shutil.rmtree(self.site.path("webapps/one"))
        self.reload(server)
        self.assertEqual(server.get("/one/a.page").status, 404)
        self.assertEqual(server.get("/two/a.page").text, "two")
        server.logged(f"no longer serving {self.site.path('webapps/one')} at /one/")
        # Another server may have its work folder now.
        wait_until(lambda: self.is_free("work/localhost/one"), "the work folder to be free")
        self.assertFalse(self.is_free("work/localhost/two"))

    def is_free(self, work):
        with open(self.site.path(work + "/paged.lock"), "rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                return False

    def test_a_base_folder_without_sites_is_not_served(self):
        server = self.start()
        os.rename(self.site.path("webapps"), self.site.path("apps"))
        server.signal(signal.SIGHUP)
        wait_until(lambda: "cannot reload: " in server.log(), server.log)
        server.logged("the previous sites are still served")
        os.rename(self.site.path("apps"), self.site.path("webapps"))
        self.assertEqual(server.get("/one/a.page").text, "one")

    def test_the_first_compiled_webapp(self):
        with Site() as base:
            with Site({"index.page": PLAIN + "built"}) as site:
                done = run("pagec", "build", site.root, "-o", base.path("webapps/ROOT"))
                self.assertEqual(done.returncode, 0, done.stderr)
            server = self.start(base.root)
            self.assertIsNone(server.service_pid())
            base.write("webapps/two/a.page", PLAIN + "two")
            self.reload(server)
            self.assertEqual(server.get("/two/a.page").text, "two")
            self.assertEqual(server.get("/").text, "built")
            server.stop()

    def test_a_folder_that_no_url_can_name(self):
        self.site.write("webapps/a##b/x.page", "x")
        server = self.start()
        self.assertEqual(server.get("/one/a.page").text, "one")
        server.logged(f"no URL can name the folder {self.site.path('webapps/a##b')}, so it is not served; rename it")

    def test_sessions_are_kept(self):
        server = self.start()
        visitor = Visitor(server, "/one/count.page")
        self.assertEqual(visitor.get(), "1 4")
        for number in (2, 3):
            self.reload(server)
            self.assertEqual(visitor.get(), f"{number} 4")

    def test_no_change_of_a_session_is_lost_while_workers_take_turns(self):
        server = self.start()
        visitor = Visitor(server, "/one/count.page")
        self.assertEqual(visitor.get(), "1 4")
        is_done = threading.Event()

        def reload_often():
            for _ in range(3):
                self.reload(server)
            is_done.set()

        thread = threading.Thread(target=reload_often)
        thread.start()
        number = 1
        while not is_done.is_set():
            number += 1
            self.assertEqual(visitor.get(), f"{number} 4")
        thread.join()
        self.assertEqual(visitor.get(), f"{number + 1} 4")

    def test_a_slow_request_does_not_delay_the_next_worker_for_long(self):
        self.site.write("webapps/one/slow.page", """<%@ page contentType="text/plain" import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""")
        server = self.start()
        visitor = Visitor(server, "/one/count.page")
        self.assertEqual(visitor.get(), "1 4")
        before = server.worker_pid()
        with server.connect() as connection:
            connection.send(http.request("/one/slow.page"))
            self.assertEqual(connection.read_head()[0], 200)
            server.signal(signal.SIGHUP)
            wait_until(lambda: server.worker_pid() != before, "another worker")
            self.assertEqual(visitor.get(), "2 4")
            self.site.write("webapps/one/go", "")
            self.assertIn(b" done\r\n0\r\n\r\n", connection.read_rest())


class Links(unittest.TestCase):
    """Folders that are served through symbolic links, by `paged dev`."""

    def setUp(self):
        self.site = Site({
            "release1/a.page": PLAIN + "first", "release1/count.page": COUNT, "release1/a.css": "first",
            "release2/a.page": PLAIN + "second", "release2/count.page": COUNT, "release2/a.css": "second",
        })
        self.addCleanup(self.site.remove)

    def link(self, name, target):
        """Switches the link, as deployments do: at once."""
        os.makedirs(os.path.dirname(self.site.path(name)), exist_ok=True)
        os.symlink(target, self.site.path("new-link"))
        os.rename(self.site.path("new-link"), self.site.path(name))

    def switched(self, folder, switch, path="", options=()):
        with Server("dev", self.site.path(folder), *options) as server:
            visitor = Visitor(server, path + "/count.page")
            self.assertEqual(server.get(path + "/a.page").text, "first")
            self.assertEqual(visitor.get(), "1 4")
            switch()
            wait_until(lambda: server.get(path + "/a.page").text == "second", lambda: "the other release\n" + server.log())
            self.assertEqual(server.get(path + "/a.css").text, "second")
            self.assertEqual(visitor.get(), "2 4")
            self.site.write("release2/a.page", PLAIN + "edited")
            self.assertEqual(server.get(path + "/a.page").text, "edited")
            self.site.write("release2/a.page", PLAIN + "second")

    def test_the_folder_itself(self):
        self.link("current", "release1")
        self.switched("current", lambda: self.link("current", "release2"))

    def test_by_polling(self):
        self.link("current", "release1")
        self.switched("current", lambda: self.link("current", "release2"), options=("--poll",))

    def test_a_folder_above(self):
        for name in ("1", "2"):
            os.makedirs(self.site.path("versions/" + name))
            os.rename(self.site.path("release" + name), self.site.path(f"versions/{name}/site"))
            os.symlink(f"versions/{name}/site", self.site.path("release" + name))
        self.link("current", "versions/1")
        self.switched("current/site", lambda: self.link("current", "versions/2"))

    def test_a_link_to_a_link(self):
        self.link("latest", "release1")
        self.link("current", self.site.path("latest"))
        self.switched("current", lambda: self.link("latest", "release2"))

    def test_a_webapp(self):
        self.link("base/webapps/ROOT", "../../release1")
        self.switched("base", lambda: self.link("base/webapps/ROOT", "../../release2"))

    def test_webapps_come_and_go_in_development(self):
        self.site.write("base/webapps/ROOT/a.page", PLAIN + "root")
        with Server("dev", self.site.path("base")) as server:
            self.assertEqual(server.get("/a.page").text, "root")
            self.site.write("base/webapps/two/a.page", PLAIN + "two")
            wait_until(lambda: without_live_script(server.get("/two/a.page").text) == "two", lambda: "the new webapp\n" + server.log())
            shutil.rmtree(self.site.path("base/webapps/two"))
            wait_until(lambda: re.search("no longer serving .*/two at /two/", server.log()), server.log)
            wait_until(lambda: server.get("/two/a.page").status == 404, "the webapp to be gone")


if __name__ == "__main__":
    unittest.main()
