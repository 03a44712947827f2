"""Contents, dependencies and scripts of the .debs. `debian_root` installs them."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from support import packed

VERSION = os.environ["QUIRE_VERSION"]
LIBRARY = "libquire" + VERSION.split(".", maxsplit=1)[0]
LIBRARIES = "usr/" + os.environ["QUIRE_LIBDIR"]


def dpkg_deb(*arguments):
    return subprocess.run(["dpkg-deb", *arguments], check=True, capture_output=True, text=True).stdout


@unittest.skipUnless(shutil.which("dpkg-shlibdeps"), "packages can only be built on Debian")
class Debian(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.mkdtemp(prefix="quire-test-")
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.packages = {os.path.basename(path).partition("_")[0]: path for path in packed.pack("DEB", cls.place)}
        cls.folders = {}
        os.mkdir(os.path.join(cls.place, "content"))
        for name, path in cls.packages.items():
            cls.folders[name] = os.path.join(cls.place, "content", name)
            dpkg_deb("--raw-extract", path, cls.folders[name])

    def field(self, package, field):
        return dpkg_deb("--field", self.packages[package], field).strip()

    def needs(self, package):
        """The names of a package's dependencies."""
        return {re.match(r"\s*(\S+)", one).group(1) for one in self.field(package, "Depends").split(",")}

    def files(self, package):
        return {path for path in packed.files_below(self.folders[package]) if not path.startswith("DEBIAN/")}

    def test_six_packages_with_this_version(self):
        self.assertEqual(set(self.packages), {LIBRARY, "quire", "quire-server", "quire-server-redis", "quire-server-format", "quire-server-import"})
        for package in self.packages:
            self.assertEqual(self.field(package, "Version"), VERSION)

    def test_packages_depend_on_the_libraries_they_load(self):
        for package in ("quire", "quire-server"):
            self.assertIn(f"{LIBRARY} (= {VERSION})", self.field(package, "Depends"))
            self.assertLessEqual({"libc6", "libstdc++6", "libre2-9", "libboost-filesystem1.81.0"}, self.needs(package))
        self.assertLessEqual({"libc6", "libstdc++6"}, self.needs(LIBRARY))
        self.assertIn(f"quire-server (= {VERSION})", self.field("quire-server-redis", "Depends"))
        self.assertLessEqual({LIBRARY, "libssl3", "libzstd1"}, self.needs("quire-server-redis"))
        self.assertLessEqual({LIBRARY, "libicu72"}, self.needs("quire-server-format"))
        self.assertLessEqual({LIBRARY, "libcurl4", "ca-certificates"}, self.needs("quire-server-import"))

    def test_the_compiler_depends_on_headers_and_libraries_for_pages(self):
        self.assertLessEqual({"libclang-cpp19", "libllvm19", "libstdc++-12-dev", "libc6-dev", "libclang-common-19-dev"},
                             self.needs("quire"))

    def test_the_server_does_not_depend_on_a_compiler(self):
        self.assertEqual([one for one in self.needs("quire-server") if re.search(r"clang|llvm|-dev$|^quire|ssl|redis|icu|curl", one)], [])

    def test_no_file_is_in_two_packages(self):
        owners = {}
        for package in self.packages:
            for path in self.files(package):
                owners.setdefault(path, []).append(package)
        self.assertEqual({path: names for path, names in owners.items() if len(names) > 1}, {})

    def test_contents(self):
        for package, paths in (
                (LIBRARY, {f"{LIBRARIES}/libquire.so.{VERSION}"}),
                ("quire-server", {"usr/bin/paged", "usr/share/man/man1/paged.1.gz", "usr/share/man/man5/quire-web.toml.5.gz",
                                  "usr/share/man/man5/quire-server.toml.5.gz", "usr/lib/systemd/system/quire.service",
                                  "usr/lib/systemd/system/quire.socket", "etc/default/quire", "etc/quire/server.toml",
                                  "usr/share/doc/quire-server/examples/nginx/quire.conf"}),
                ("quire-server-redis", {f"{LIBRARIES}/quire/libquire_redis.so"}),
                ("quire-server-format", {f"{LIBRARIES}/quire/libquire_format.so"}),
                ("quire-server-import", {f"{LIBRARIES}/quire/libquire_fetch.so"}),
                ("quire", {"usr/bin/pagec", "usr/include/quire/page.h", f"{LIBRARIES}/libquire.so", "usr/share/man/man1/pagec.1.gz", "usr/share/man/man7/quire-form.7.gz"})):
            texts = {f"usr/share/doc/{package}/{name}" for name in ("copyright", "changelog.gz")}
            self.assertEqual((paths | texts) - self.files(package), set(), package)

    def test_programs_have_no_run_path(self):
        for path in (os.path.join(self.folders["quire"], "usr/bin/pagec"), os.path.join(self.folders["quire-server"], "usr/bin/paged")):
            self.assertIsNone(packed.run_path(path))
            found = packed.loaded(path, LD_LIBRARY_PATH=os.path.join(self.folders[LIBRARY], LIBRARIES))
            self.assertEqual([library for library, place in found.items() if place is None], [])

    def test_scripts_are_valid_and_configuration_files_are_marked(self):
        folder = os.path.join(self.folders["quire-server"], "DEBIAN")
        for name in ("postinst", "prerm", "postrm"):
            subprocess.run(["sh", "-n", os.path.join(folder, name)], check=True)
        with open(os.path.join(folder, "conffiles"), encoding="utf-8") as file:
            self.assertEqual(["/" + path for path in sorted(self.files("quire-server")) if path.startswith("etc/")], file.read().splitlines())


if __name__ == "__main__":
    unittest.main()
