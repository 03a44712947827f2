"""Cases of other projects, where their folder is at hand (QUIRE_CONFORMANCE)."""

import os
import subprocess
import sys
import unittest

from support.programs import environment
from support.server import Server
from support.site import Site
from support.waiting import DEADLINE

_BESIDE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")
FOLDER = os.path.realpath(os.environ.get("QUIRE_CONFORMANCE", _BESIDE))


@unittest.skipUnless(os.path.isdir(FOLDER), f"{FOLDER} is not there")
class Conformance(unittest.TestCase):
    def run_cases(self, script, *arguments):
        done = subprocess.run(
            [sys.executable, "-B", os.path.join(FOLDER, script), *arguments], env=environment(EXT=".page"), timeout=2 * DEADLINE,
            check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_hostile_targets(self):
        with Site() as site:
            root = self.run_cases("hostile_targets.py", "layout", site.root).strip()
            with Server("dev", root) as server:
                self.run_cases("hostile_targets.py", "run", str(server.port), os.path.join(FOLDER, "http/hostile-targets.json"), "--list")

    def test_messages(self):
        # Its cases ask for paths at the root; what answers them is not judged.
        with Site({"index.page": "index"}) as site, Server("dev", site.root, "--allow-host", "example.com") as server:
            self.run_cases("http_cases.py", str(server.port), os.path.join(FOLDER, "http/smuggling.json"), "--list")


if __name__ == "__main__":
    unittest.main()
