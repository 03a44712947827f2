"""The tarball: a server that needs no Debian packages."""

import os
import re
import subprocess
import tempfile
import unittest

from support import packed
from support.programs import is_sanitized, run
from support.server import Server
from support.site import Site

# Libraries of libc and the compiler, which pages need as well.
_SYSTEM = re.compile(r"lib(stdc\+\+|m|gcc_s|c)\.so|ld-linux")
# Libraries that sanitizers need.
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
        with Site({"one.page": "<%@ page import=\"<string>\" %><%= std::to_string(1) + \"!\" %>",
                   "two.page": '<%@ taglib prefix="fmt" uri="quire:fmt" %><fmt:setLocale value="de"/>'
                               '<fmt:formatNumber value="1234.5"/>',
                   "three.page": '<%@ taglib prefix="c" uri="quire:core" %><c:catch var="e"><c:import url="http://127.0.0.1:1/"/></c:catch>${e.message}',
                   "WEB-INF/web.toml": '[import]\nallow = ["http://127.0.0.1:1/"]\n'}) as site:
            built = run("pagec", "build", site.root, "-o", os.path.join(cls.folder, "webapps", "built"))
        if built.returncode != 0:
            raise AssertionError(built.stderr)
        before = os.environ["QUIRE_BIN"]
        os.environ["QUIRE_BIN"] = os.path.join(cls.folder, "bin")
        cls.addClassCleanup(os.environ.__setitem__, "QUIRE_BIN", before)

    def test_a_single_archive_with_a_single_folder(self):
        self.assertEqual(self.archives, [f"quire-server-{os.environ['QUIRE_VERSION']}-linux-{os.uname().machine}.tar.gz"])
        self.assertEqual(sorted(os.listdir(self.folder)), ["README.md", "bin", "conf", "copyright", "lib", "share", "webapps"])

    def test_only_libquire_and_what_optional_libraries_need_is_included(self):
        program = os.path.join(self.folder, "bin", "paged")
        self.assertEqual(packed.run_path(program), "$ORIGIN/../lib:$ORIGIN/../../lib")
        for name, path in packed.loaded(program).items():
            if name.startswith("libquire.so"):
                self.assertEqual(os.path.dirname(path), os.path.join(self.folder, "lib"))
            else:
                self.assertTrue(_SYSTEM.match(name) or is_sanitized() and _SANITIZERS.match(name), name)
        for library in ("libquire_redis.so", "libquire_format.so", "libquire_fetch.so"):
            for name, path in packed.loaded(os.path.join(self.folder, "lib", "quire", library)).items():
                if os.path.dirname(path) == os.path.join(self.folder, "lib", "quire"):
                    self.assertIn(library, ("libquire_format.so", "libquire_fetch.so"))
                    continue
                if name.startswith("libresolv"):
                    continue
                self.assertTrue(name.startswith("libquire.so") or _SYSTEM.match(name) or is_sanitized() and _SANITIZERS.match(name), name)

    def test_it_serves_the_included_site(self):
        with Server("run", "--base", self.folder) as server:
            self.assertIn("Quire is running", server.get("/").text)

    def test_it_serves_a_site_built_elsewhere(self):
        with Server("run", "--base", self.folder, PATH="") as server:
            self.assertEqual(server.get("/built/one.page").text, "1!")
            self.assertEqual(server.get("/built/two.page").text, "1.234,5")
            self.assertIn("cannot be fetched: Failed to connect to 127.0.0.1", server.get("/built/three.page").text)


if __name__ == "__main__":
    unittest.main()
