"""Static objects and exceptions of replaced pages: constructed once, destroyed once, and not used after unloading."""

import os
import unittest

from support import http
from support.processes import is_alive
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until

# The number of replaced versions that are kept in memory.
RETIRED = 32
# Records its construction and destruction.
NOTED = """<%@ page contentType="text/plain" import="<cstdio>" %><%! struct Noted {
  static void note(const char* what) { std::FILE* file = std::fopen("NOTES", "a"); std::fprintf(file, "%sVERSION\\n", what); std::fclose(file); }
  Noted() { note("+"); }
  ~Noted() { note("-"); }
};
static Noted noted; %>TEXT <%= VERSION %>"""


def push_out(test):
    """Replaces another page so often that all earlier versions are unloaded."""
    for number in range(RETIRED + 2):
        test.site.write("other.page", f"{PLAIN}text {number}")
        test.assert_page("/other.page", f"text {number}")


def libraries(pid):
    """The page libraries that a process has loaded."""
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps:
        return {line.split()[-1] for line in maps if ".page." in line}


class Statics(unittest.TestCase):
    def test_constructed_and_destroyed_once_per_reload(self):
        with Site() as site:
            def write(version, text):
                site.write("a.page", NOTED.replace("NOTES", site.path("notes")).replace("VERSION", str(version)).replace("TEXT", text))

            write(1, "one")
            with Server("dev", site.root) as server:
                for version, text in ((1, "one"), (1, "two"), (2, "two"), (1, "three"), (3, "three")):
                    write(version, text)
                    self.assertTrue(server.get("/a.page").text.startswith(f"{text} {version}"))
                self.assertEqual(site.read("notes").split(), ["+1", "+2", "+1", "+3"])
            self.assertEqual(sorted(site.read("notes").split()[4:]), ["-1", "-1", "-2", "-3"])


class TextEdits(SiteTest):
    FILES = {}

    def test_static_objects_outlive_the_text_beside_them(self):
        for text in ("one", "two"):
            noted = NOTED.replace("NOTES", self.site.path("notes")).replace("VERSION", "1")
            self.site.write("a.page", noted.replace("TEXT", text))
            self.assert_page("/a.page", f"{text} 1")
        push_out(self)
        self.assertEqual(self.site.read("notes").split(), ["+1"])
        self.assert_page("/a.page", "two 1")


class Throwing(SiteTest):
    FILES = {
        "static.page": """<%@ page import="<stdexcept>" %>
<%! static int connect() {
  throw std::runtime_error("no database");
}
static int connection = connect(); %><%= connection %>""",
    }

    def test_a_static_object_that_throws(self):
        worker = self.server.worker_pid()
        response = self.assert_status("/static.page", 500)
        self.assertIn("a static object of the page threw `std::runtime_error`: no database (static.page:3:3)", response.words)
        self.site.write("static.page", f"{PLAIN}<%! static int connection = 7; %><%= connection %>")
        self.assert_page("/static.page", "7")
        self.assertEqual(self.server.worker_pid(), worker)


class Destructors(SiteTest):
    FILES = {
        "loud.page": f"{PLAIN}<%! struct Loud {{ ~Loud() noexcept(false) {{ throw 5; }} }};\nstatic Loud loud; %>loud",
    }

    def test_a_static_object_whose_destructor_throws(self):
        self.assert_page("/loud.page", "loud")
        worker = self.server.worker_pid()
        self.site.write("loud.page", f"{PLAIN}quiet")
        self.assert_page("/loud.page", "quiet")
        for number in range(RETIRED + 2):
            self.site.write("other.page", f"{PLAIN}text {number}")
            try:
                self.get("/other.page")
            except ConnectionError:
                # The damaged worker loads no more pages.
                break
        wait_until(lambda: not is_alive(worker), "another worker took over")
        self.assert_page("/loud.page", "quiet")
        self.server.logged("a destructor of a static object failed while its page was being unloaded: int: 5")


class SlowDestructors(SiteTest):
    FILES = {}

    def test_pages_are_loaded_while_a_destructor_waits(self):
        begun, go = self.site.path("begun"), self.site.path("go")
        self.site.write("slow.page", f"""{PLAIN}<%@ page import="<fcntl.h>,<unistd.h>" %><%! struct Slow {{
  ~Slow() {{ close(creat("{begun}", 0600)); while (access("{go}", F_OK) != 0) usleep(2000); }}
}};
static Slow slow; %>slow""")
        self.assert_page("/slow.page", "slow")
        worker = self.server.worker_pid()
        old = {name for name in libraries(worker) if "slow.page" in name}
        self.site.write("slow.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/slow.page", "2")
        push_out(self)
        wait_until(lambda: os.path.exists(begun), "the destructor to begin")
        self.site.write("new.page", f"{PLAIN}<%= 3 %>")
        self.assert_page("/new.page", "3")
        self.assertLessEqual(old, libraries(worker), "the destructor still runs")
        self.site.write("go", "")
        wait_until(lambda: not old & libraries(worker), "the old version to be unloaded")
        self.assertEqual(self.server.worker_pid(), worker)


class Unloading(SiteTest):
    FILES = {
        "inline.page": f"""{PLAIN}<%! inline int count = 0;
template <class T> T& only() {{ static T value; return value; }}
template <class T> struct Shared {{ static inline T value = 1; }}; %><%= ++count + only<int>() + Shared<int>::value %>""",
        "thread.page": f"""{PLAIN}<%@ page import="<string>" %><%! static thread_local std::string name = "kept"; %><%= name %>""",
    }

    def replaced(self, page, text):
        """Serves a page, replaces it, and returns the library to be unloaded."""
        self.assert_page("/" + page, text)
        worker = self.server.worker_pid()
        old = {name for name in libraries(worker) if page in name}
        self.assertEqual(len(old), 1)
        self.site.write(page, f"{PLAIN}<%= 2 %>")
        self.assert_page("/" + page, "2")
        push_out(self)
        self.assertEqual(self.server.worker_pid(), worker)
        return old

    def test_inline_variables_do_not_prevent_unloading(self):
        old = self.replaced("inline.page", "2")
        wait_until(lambda: not old & libraries(self.server.worker_pid()), "the old version to be unloaded")

    def test_a_thread_local_object_prevents_unloading_and_is_reported(self):
        old = self.replaced("thread.page", "kept")
        self.assertLessEqual(old, libraries(self.server.worker_pid()), "else the warning is out of date")
        self.server.logged_like(r"thread\.page:1:\d+: warning: a `thread_local` object with a destructor keeps every version of the page")


class InFlight(SiteTest):
    FILES = {
        "own.page": """<%@ page import="<fcntl.h>,<string>,<stdexcept>,<unistd.h>" %><%! struct Own : std::runtime_error {
  using runtime_error::runtime_error;
  ~Own() override {}
  const char* what() const noexcept override { return "told by the page's own code"; }
}; %>
<% try {
  throw Own("x");
} catch (...) {
  // Until the file is there.
  out.raw("waiting"); close(creat(application.real_path("/begun").c_str(), 0600)); while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000);
  throw;
} %>""",
    }

    def test_an_exception_that_outlives_its_page(self):
        worker = self.server.worker_pid()
        with self.server.connect() as connection:
            connection.send(http.request("/own.page"))
            wait_until(lambda: os.path.exists(self.site.path("begun")), "a running page")
            old = {name for name in libraries(worker) if "own.page" in name}
            self.site.write("own.page", f"{PLAIN}<%= 2 %>")
            self.assert_page("/own.page", "2")
            push_out(self)
            self.assertLessEqual(old, libraries(worker), "a running page stays")
            self.site.write("go", "")
            response = connection.read_response()
        self.assertEqual(response.status, 500)
        for words in ("Own", "told by the page&#39;s own code", "own.page:7:3"):
            self.assertIn(words, response.text)
        wait_until(lambda: not old & libraries(worker), "the old version to be unloaded")
        self.assertEqual(self.server.worker_pid(), worker)


if __name__ == "__main__":
    unittest.main()
