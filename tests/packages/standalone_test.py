"""The tarball: a server that runs where no package of Debian's is installed."""

import os
import re
import subprocess
import tempfile
import unittest

from support import packed
from support.programs import is_sanitized
from support.server import Server

# Of libc and the compiler, which pages need as well.
_SYSTEM = re.compile(r"lib(stdc\+\+|m|gcc_s|c)\.so|ld-linux")
# What sanitizers in a program call.
_SANITIZERS = re.compile(r"lib(dl|rt|pthread|resolv)\.so")


class Standalone(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory(prefix="quire-test-")
        cls.addClassCleanup(place.cleanup)
        root = os.path.realpath(place.name)
        cls.archives = [os.path.basename(path) for path in packed.pack("TGZ", root)]
        subprocess.run(["tar", "-xzf", cls.archives[0]], check=True, cwd=root)
        cls.folder = os.path.join(root, cls.archives[0].removesuffix(".tar.gz"))
        before = os.environ["QUIRE_BIN"]
        os.environ["QUIRE_BIN"] = os.path.join(cls.folder, "bin")
        cls.addClassCleanup(os.environ.__setitem__, "QUIRE_BIN", before)

    def test_one_archive_with_one_folder(self):
        self.assertEqual(self.archives, [f"quire-server-{os.environ['QUIRE_VERSION']}-linux-{os.uname().machine}.tar.gz"])
        self.assertEqual(sorted(os.listdir(self.folder)), ["README.md", "bin", "copyright", "lib", "share", "webapps"])

    def test_only_libquire_comes_along(self):
        program = os.path.join(self.folder, "bin", "paged")
        self.assertEqual(packed.run_path(program), "$ORIGIN/../lib")
        for name, path in packed.loaded(program).items():
            if name.startswith("libquire.so"):
                self.assertEqual(os.path.dirname(path), os.path.join(self.folder, "lib"))
            else:
                self.assertTrue(_SYSTEM.match(name) or is_sanitized() and _SANITIZERS.match(name), name)

    def test_it_serves_as_its_readme_says(self):
        with Server("run", "--base", self.folder) as server:
            self.assertIn("Quire is running", server.get("/").text)


if __name__ == "__main__":
    unittest.main()
