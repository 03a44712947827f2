"""A real browser that reloads by itself."""

import os
import shutil
import signal
import subprocess
import tempfile
import unittest

from support.server import SiteTest
from support.waiting import wait_until

PAGE = ('<!DOCTYPE html><html><head><title>t</title></head><body>'
        '<%% application.update<int>("%s", [](int& n) { ++n; }); %%></body></html>')
COUNT = ('<%@ page contentType="text/plain" import="<string>" %>'
         '<%= application.get_or<int>(std::string(request.param("of")), 0) %>')


class Chromium:
    """Headless Chromium that shows one address."""

    def __init__(self, url):
        self._profile = tempfile.mkdtemp()
        self._process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--remote-debugging-port=0", "--user-data-dir=" + self._profile, url],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)


@unittest.skipUnless(shutil.which("chromium"), "chromium is not installed")
class Reload(SiteTest):
    def hits(self, name):
        return int(self.get("/count.page?of=" + name).text)

    def wait_for_hit(self, name):
        wait_until(lambda: self.hits(name) >= 1, lambda: f"the browser asks for {name}\n{self.server.log()}")

    def test_it_follows_edits_through_a_mistake(self):
        self.site.write("count.page", COUNT)
        self.site.write("shown.page", PAGE % "first")
        with Chromium(f"http://localhost:{self.server.port}/shown.page"):
            self.wait_for_hit("first")
            self.site.write("shown.page", PAGE % "second")
            self.wait_for_hit("second")
            self.site.write("shown.page", "<%= mistake %>" + PAGE % "never")
            wait_until(lambda: "use of undeclared identifier `mistake`" in self.server.log(), "the mistake is told")
            self.site.write("shown.page", PAGE % "third")
            self.wait_for_hit("third")
            self.assertEqual(self.hits("never"), 0)


if __name__ == "__main__":
    unittest.main()
