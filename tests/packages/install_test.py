"""`cmake --install`: an installation that works in any location."""

import os
import shutil
import subprocess
import tempfile
import unittest

from support import packed
from support.programs import run
from support.server import Server
from support.site import TOP

API = os.path.join(TOP, "runtime", "api", "quire")
LIBRARIES = os.environ["QUIRE_LIBDIR"]
VERSION = os.environ["QUIRE_VERSION"]


def install(destination, *options):
    subprocess.run(
        [os.environ["QUIRE_CMAKE"], "--install", packed.build_folder(), "--prefix", "/usr", *options],
        check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DESTDIR": destination})


class Install(unittest.TestCase):
    """Installs to /usr below DESTDIR, and moves the result to another location."""

    @classmethod
    def setUpClass(cls):
        cls.place = os.path.realpath(tempfile.mkdtemp(prefix="quire-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        install(os.path.join(cls.place, "staged"))
        cls.prefix = os.path.join(cls.place, "opt", "a place")
        os.mkdir(os.path.join(cls.place, "opt"))
        os.rename(os.path.join(cls.place, "staged", "usr"), cls.prefix)
        # From here on, test the installed programs.
        before = os.environ["QUIRE_BIN"]
        os.environ["QUIRE_BIN"] = os.path.join(cls.prefix, "bin")
        cls.addClassCleanup(os.environ.__setitem__, "QUIRE_BIN", before)

    def path(self, *names):
        return os.path.join(self.prefix, *names)

    def test_nothing_is_installed_outside_the_prefix(self):
        self.assertEqual(packed.files_below(os.path.join(self.place, "staged")), [])

    def test_files_are_in_the_expected_places(self):
        files = packed.files_below(self.prefix)
        for path in (
                "bin/pagec", "bin/paged", f"{LIBRARIES}/libquire.so", f"{LIBRARIES}/libquire.so.{VERSION}", f"{LIBRARIES}/quire/libquire_redis.so",
                f"{LIBRARIES}/quire/libquire_format.so", f"{LIBRARIES}/quire/libquire_fetch.so",
                "include/quire/page.h", "share/man/man1/pagec.1", "share/man/man1/paged.1",
                "share/man/man5/quire-web.toml.5", "share/man/man5/quire-server.toml.5", "share/man/man7/quire-form.7", "share/quire/conf/server.toml", "share/bash-completion/completions/pagec",
                "share/zsh/vendor-completions/_paged", "share/fish/vendor_completions.d/pagec.fish",
                "lib/systemd/system/quire.service", "lib/systemd/system/quire.socket", "lib/sysusers.d/quire.conf", "share/doc/quire/README.md",
                "share/doc/quire/copyright", "share/doc/quire/examples/nginx/quire.conf", "share/quire/webapps/ROOT/index.html"):
            self.assertIn(path, files)
        self.assertEqual([path for path in files if os.path.islink(self.path(path)) and not os.path.exists(self.path(path))], [])

    def test_headers_are_the_page_api_and_its_stamp(self):
        headers = {name for name in os.listdir(API) if name.endswith((".h", ".def"))}
        self.assertEqual(set(os.listdir(self.path("include", "quire"))), headers | {"abi_stamp.h"})

    def test_completion_scripts_are_the_output_of_the_programs(self):
        with open(self.path("share", "bash-completion", "completions", "paged"), encoding="utf-8") as file:
            self.assertEqual(file.read(), run("paged", "completion", "bash").stdout)

    def test_all_libraries_are_found_and_libquire_is_in_the_prefix(self):
        for name in ("bin/pagec", "bin/paged", f"{LIBRARIES}/libquire.so"):
            found = packed.loaded(self.path(name))
            self.assertEqual([library for library, path in found.items() if path is None], [], name)
            self.assertEqual([path for path in found.values() if path.startswith(packed.build_folder() + "/")], [], name)
            self.assertIn(packed.run_path(self.path(name)), (None, f"$ORIGIN/../{LIBRARIES}:$ORIGIN/../lib"), name)
        redis = packed.loaded(self.path(LIBRARIES, "quire", "libquire_redis.so"))
        self.assertEqual([library for library, path in redis.items() if path is None], [])
        self.assertEqual(redis["libquire.so." + VERSION.split(".", maxsplit=1)[0]], self.path(LIBRARIES, "libquire.so." + VERSION))
        for name in ("libquire_format.so", "libquire_fetch.so"):
            found = packed.loaded(self.path(LIBRARIES, "quire", name))
            self.assertEqual([library for library, path in found.items() if path is None], [], name)
        self.assertEqual(packed.loaded(self.path("bin/paged"))["libquire.so." + VERSION.split(".", maxsplit=1)[0]],
                         self.path(LIBRARIES, "libquire.so." + VERSION))

    def test_create_check_build_and_serve_a_site(self):
        site, out = os.path.join(self.place, "site"), os.path.join(self.place, "out")
        for arguments in (("new", site), ("check", site), ("build", site, "-o", out)):
            done = run("pagec", *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
        page = os.path.join(self.place, "one.page")
        with open(page, "w", encoding="utf-8") as file:
            file.write("<%@ page import=\"<cstdlib>, <string>\" %>one and one is <%= std::abs(-2) %>")
        done = run("pagec", "render", page)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "one and one is 2", ""))
        for path in packed.files_below(out):
            if path.endswith(".so"):
                self.assertIn("libquire.so." + VERSION.split(".", maxsplit=1)[0], packed.needed(os.path.join(out, path)))
        for arguments in (("dev", site), ("run", out)):
            with Server(*arguments) as server:
                self.assertEqual(server.get("/").status, 200, arguments)

    def test_the_initial_base_folder_of_the_service(self):
        with Server("run", "--base", self.path("share", "quire")) as server:
            self.assertIn("Quire is running", server.get("/").text)

    def test_doctor_examines_the_prefix(self):
        done = run("pagec", "doctor")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(self.path(LIBRARIES, "libquire.so." + VERSION), done.stdout)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
    def test_the_systemd_unit_is_valid(self):
        with open(self.path("lib", "systemd", "system", "quire.service"), encoding="utf-8") as file:
            text = file.read().replace("=paged ", f'="{self.path("bin", "paged")}" ')
        unit = os.path.join(self.place, "quire.service")
        with open(unit, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run(["systemd-analyze", "--man=no", "verify", unit], check=False, capture_output=True, text=True)
        self.assertEqual([line for line in done.stderr.splitlines() if "quire.service" in line], [])


class Components(unittest.TestCase):
    def test_only_the_library(self):
        with tempfile.TemporaryDirectory(prefix="quire-test-") as place:
            install(place, "--component", "runtime")
            major = VERSION.split(".", maxsplit=1)[0]
            self.assertEqual(packed.files_below(place), [f"usr/{LIBRARIES}/libquire.so.{major}", f"usr/{LIBRARIES}/libquire.so.{VERSION}"])


if __name__ == "__main__":
    unittest.main()
