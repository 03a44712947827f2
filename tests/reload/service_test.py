"""The server survives the death of the compile service and of the worker."""

import os
import unittest

from support import http, processes
from support.server import SiteTest
from support.site import PLAIN
from support.waiting import wait_until

# Keeps Clang busy long enough for a test to observe it.
SLOW = """<%! template <int N, int M> struct Paths { static constexpr unsigned value = Paths<N - 1, M>::value + Paths<N, M - 1>::value; };
template <int N> struct Paths<N, 0> { static constexpr unsigned value = 1; };
template <int M> struct Paths<0, M> { static constexpr unsigned value = 1; };
template <> struct Paths<0, 0> { static constexpr unsigned value = 1; }; %><%= Paths<450, 450>::value %>"""


class CompileService(SiteTest):
    FILES = {"slow.page": SLOW}

    def builder(self, page):
        """The process that compiles `page`, once it is the only one."""
        wait_until(lambda: os.path.exists(self.site.path(f"WEB-INF/work/{page}.cpp")), f"{page} to be compiled")
        return wait_until(self._only_build, "a single build")

    def _only_build(self):
        builds = [pid for pid in processes.children(self.server.service_pid())
                  if processes.is_alive(pid) and processes.name(pid) == "pagec build"]
        return builds[0] if len(builds) == 1 else None

    def test_killed_while_it_builds(self):
        self.site.write("fine.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/fine.page", "1")
        service = self.server.service_pid()
        with self.server.connect() as connection:
            connection.send(http.request("/slow.page"))
            child = self.builder("slow.page")
            processes.kill(service)
            response = connection.read_response()
        self.assertEqual(response.status, 500)
        self.assertIn("the compile service was killed while it was building this page", response.text)
        self.assertIn("try again", response.text)
        self.site.write("fine.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/fine.page", "2")
        self.assertNotIn(self.server.service_pid(), (None, service))
        self.server.logged("the compile service ended (Killed, signal 9)")
        wait_until(lambda: not processes.is_alive(child), "the build to end with its service")

    def test_killed_build(self):
        service = self.server.service_pid()
        self.site.write("killed.page", SLOW)
        with self.server.connect() as connection:
            connection.send(http.request("/killed.page"))
            processes.kill(self.builder("killed.page"))
            response = connection.read_response()
        self.assertEqual(response.status, 500)
        self.assertIn("the compiler was killed (signal 9)", response.text)
        self.assertEqual(self.server.service_pid(), service)
        self.assertEqual(self.server.service_pid(), service)
        # Not the page's fault, so it is tried again although nothing has changed.
        with self.server.connect() as connection:
            wait_until(lambda: self.is_built_again(connection), "another build")
        self.site.write("killed.page", f"{PLAIN}mended")
        self.assert_page("/killed.page", "mended")

    def is_built_again(self, connection):
        return "was killed" not in connection.get("/killed.page").text

    def test_a_work_folder_that_cannot_be_written_for_a_while(self):
        work = self.site.path("WEB-INF/work")
        wait_until(lambda: os.path.isdir(work), "the work folder")
        # Not by permissions, which do not apply to root: a file is where the page's folder should be.
        self.site.write("WEB-INF/work/sub", "")
        self.site.write("sub/full.page", f"{PLAIN}full <%= 1 %>")
        self.assert_status("/sub/full.page", 500)
        self.site.delete("WEB-INF/work/sub")
        wait_until(lambda: self.get("/sub/full.page").text == "full 1", "the page to be built")

    def test_killed_while_idle(self):
        service = self.server.service_pid()
        processes.kill(service)
        wait_until(lambda: self.server.service_pid() not in (None, service), "a new service")
        self.site.write("idle.page", f"{PLAIN}<%= 7 %>")
        self.assert_page("/idle.page", "7")


class KeepsEnding(SiteTest):
    FILES = {"a.page": f"{PLAIN}<%= 1 %>"}

    def test_it_is_restarted_for_ever(self):
        for _ in range(7):
            service = wait_until(self.server.service_pid, "a service")
            processes.kill(service)
            wait_until(lambda: not processes.is_alive(service), "its end")
        self.site.write("b.page", f"{PLAIN}b <%= 2 %>")
        self.assert_page("/b.page", "b 2")
        self.assertEqual(self.server.log().count("the compile service keeps ending"), 1, self.server.log())


class Worker(SiteTest):
    FILES = {"a.page": f"{PLAIN}<%= 1 %>", "b.page": f"{PLAIN}b <%= 2 %>"}

    def test_killed(self):
        self.assert_page("/a.page", "1")
        self.assert_page("/b.page", "b 2")
        libraries = self.libraries()
        worker, service, supervisor = self.server.worker_pid(), self.server.service_pid(), self.server.supervisor_pid
        with self.server.connect() as connection:
            connection.get("/a.page")
            processes.kill(worker)
            self.assertEqual(connection.read_rest(), b"")
        wait_until(lambda: self.server.worker_pid() not in (None, worker), "another worker")
        self.site.write("b.page", f"{PLAIN}b <%= 3 %>")
        self.assert_page("/a.page", "1")
        self.assert_page("/b.page", "b 3")
        self.assertEqual((self.server.service_pid(), self.server.supervisor_pid), (service, supervisor))
        self.assertLess({path: time for path, time in libraries.items() if path.startswith("a.page")}.items(), self.libraries().items(),
                        "the warm work folder serves what has not changed")
        self.server.logged("the worker died (Killed, signal 9)")

    def libraries(self):
        folder = self.site.path("WEB-INF/work")
        return {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder) if name.endswith(".so")}


if __name__ == "__main__":
    unittest.main()
