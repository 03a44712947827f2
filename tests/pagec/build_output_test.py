"""The output of `pagec build`: replaced as a whole or not at all, packed, watched, or refused."""

import os
import signal
import subprocess
import threading
import unittest
import zipfile

from support import namespaces
from support.programs import environment, program, run, run_on_terminal
from support.site import Site
from support.waiting import DEADLINE, wait_until

MANIFEST = "WEB-INF/quire/manifest.json"


class OutputCase(unittest.TestCase):
    def setUp(self):
        self.site = Site({"a.page": "a <%= 1 %>", "b.page": "b <%= 2 %>", "style.css": "old"})
        self.addCleanup(self.site.remove)
        self.place = Site()
        self.addCleanup(self.place.remove)
        self.out = self.place.path("out")

    def command(self, *arguments):
        return ("build", self.site.root, "-O0", "-j2", "--work", self.place.path("state"), *arguments)

    def build(self, *arguments):
        return run("pagec", *self.command("-o", self.out, *arguments))

    def built(self, *arguments):
        done = self.build(*arguments)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return done.stderr

    def refused(self, code, arguments, *sentences):
        done = run("pagec", *arguments)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        for sentence in sentences:
            self.assertIn(sentence, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def beside(self):
        """The files next to the output, except the work folder."""
        return sorted(name for name in os.listdir(self.place.root) if name not in ("out", "state"))


class Places(OutputCase):
    def test_folders_inside_each_other_are_refused(self):
        build = ("build", self.site.root, "-o")
        self.refused(2, (*build, self.site.path("out")), "is inside the site", "specify a folder outside it")
        self.refused(2, (*build, self.site.path("WEB-INF/work")), "is inside the site")
        self.refused(2, (*build, self.site.root), "the output would replace the site itself")
        self.refused(2, (*build, self.site.root + "/."), "the output would replace the site itself")
        self.refused(2, (*build, os.path.dirname(self.site.root)), "is inside the output")
        os.symlink(self.site.root, self.place.path("link"))
        self.refused(2, (*build, self.place.path("link/out")), "is inside the site")
        self.refused(2, (*build, self.out, "--war", self.site.path("a.war")), "the archive", "is inside the site")
        self.refused(2, (*build, self.out, "--work", self.out + "/work"), "the work folder")
        self.assertFalse(os.path.exists(self.site.path("out")))

    def test_other_files_are_not_overwritten(self):
        self.place.write("file", "in the way")
        self.refused(2, self.command("-o", self.place.path("file")), "is a file; specify a folder")
        self.refused(2, self.command("-o", self.place.path("file/out")), self.place.path("file") + " is a file")
        self.place.write("mine/text", "precious")
        self.refused(2, self.command("-o", self.place.path("mine")), "not the output of a build", "specify an empty or a new folder")
        self.assertEqual(self.place.read("mine/text"), "precious")
        os.mkdir(self.place.path("empty"))
        self.assertEqual(run("pagec", *self.command("-o", self.place.path("empty"))).returncode, 0)
        self.assertEqual(run("pagec", *self.command("-o", self.place.path("new/and/deep"))).returncode, 0)

    def test_a_link_to_the_output_is_kept(self):
        self.place.write("releases/1/" + MANIFEST, "{}")
        os.symlink("releases/1", self.out)
        self.built()
        self.assertTrue(os.path.islink(self.out))
        self.assertEqual(self.place.read("releases/1/style.css"), "old")

    def test_a_read_only_folder(self):
        os.mkdir(self.place.path("mounted"))
        words = namespaces.own(f"mount -t tmpfs -o ro tmpfs {self.place.path('mounted')}", mounts=True)
        if words is None:
            self.skipTest("user namespaces are not available")
        done = subprocess.run([*words, program("pagec"), *self.command("-o", self.place.path("mounted/out"))],
                              env=environment(), check=False, capture_output=True, text=True, timeout=DEADLINE)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(f"cannot write in {self.place.path('mounted')}: Read-only file system", done.stderr)

    def test_bad_usage(self):
        with Site({"x.txt": ""}) as empty:
            for arguments in ((), (self.site.root,), (self.site.path("none"), "-o", "x"), (self.site.path("a.page"), "-o", "x"),
                              (empty.root, "-o", self.out), (self.site.root, "-o", "x", "-O1"), (self.site.root, "-o", "x", "-j", "x")):
                with self.subTest(arguments):
                    done = run("pagec", "build", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertNotEqual(done.stderr, "")


class Interrupted(OutputCase):
    """The old output is kept until the new one is complete."""

    def setUp(self):
        super().setUp()
        self.built()
        for number in range(60):
            self.site.write(f"many/p{number}.page", f"<%= {number} %>")

    def end_compiling(self, number):
        """Stops a build while it compiles; returns its exit code and messages."""
        self.place.delete_folder("state")
        os.makedirs(self.place.path("state/objects"))
        return self.end_when(lambda: len(os.listdir(self.place.path("state/objects"))) > 8, number)

    def end_writing(self, number):
        """Stops a build while it writes the new output, which takes a moment."""
        with open(self.site.path("large.bin"), "wb") as file:
            file.truncate(256 << 20)
        answer = self.end_when(lambda: any(name.startswith(".out.new-") for name in self.beside()), number)
        self.site.delete("large.bin")
        return answer

    def end_when(self, condition, number):
        with subprocess.Popen([program("pagec"), *self.command("-o", self.out)], env=environment(),
                              stderr=subprocess.PIPE, text=True) as building:
            wait_until(condition, "a build that is writing its output")
            building.send_signal(number)
            _, told = building.communicate(timeout=DEADLINE)
            return building.returncode, told

    def check_afterwards(self):
        self.assertEqual(self.place.read("out/style.css"), "old")
        self.assertFalse(os.path.exists(self.place.path("out/WEB-INF/quire/many")))
        self.assertIn("62 pages in", self.built())
        self.assertEqual(self.beside(), [])

    def test_by_ctrl_c(self):
        for end in (self.end_compiling, self.end_writing):
            for number in (signal.SIGINT, signal.SIGTERM):
                with self.subTest(end.__name__, number=number):
                    code, told = end(number)
                    self.assertEqual(code, 128 + number, told)
                    self.assertEqual(told, f"pagec: interrupted; {self.out} is unchanged\n")
                    self.assertEqual(self.beside(), [])
        self.check_afterwards()

    def test_by_kill(self):
        for end in (self.end_compiling, self.end_writing):
            with self.subTest(end.__name__):
                self.assertEqual(end(signal.SIGKILL)[0], -signal.SIGKILL)
        self.assertNotEqual(self.beside(), [])
        self.check_afterwards()

    def test_leftovers_of_a_killed_build_are_removed(self):
        self.place.write(".out.new-4711/WEB-INF/quire/manifest.json", "half")
        self.place.write(".other.new-4711/file", "another's")
        self.built()
        self.assertEqual(self.beside(), [".other.new-4711"])


class Parallel(OutputCase):
    def test_builds_of_the_same_output_wait_for_each_other(self):
        command = [program("pagec"), *self.command("-o", self.out)]
        builds = [subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) for _ in range(3)]
        told = [build.communicate(timeout=2 * DEADLINE)[1] for build in builds]
        self.assertEqual([build.returncode for build in builds], [0, 0, 0], told)
        self.assertEqual(sorted("2 of them compiled" in text for text in told), [False, False, True])
        self.assertEqual(self.beside(), [])


class FullDisk(OutputCase):
    def setUp(self):
        super().setUp()
        os.mkdir(self.place.path("disk"))
        self.words = namespaces.own(f"mount -t tmpfs -o size=1m tmpfs {self.place.path('disk')}", mounts=True)
        if self.words is None:
            self.skipTest("user namespaces are not available")

    def inside(self, script):
        return subprocess.run([*self.words, "sh", "-c", script], env=environment(PAGEC=program("pagec"), SITE=self.site.root,
                              DISK=self.place.path("disk"), PLACE=self.place.root), check=False, capture_output=True, text=True,
                              timeout=2 * DEADLINE)

    def test_in_the_output(self):
        done = self.inside('''
            build() { "$PAGEC" build "$SITE" -o "$DISK/out" -O0 --work "$PLACE/state"; }
            build || exit 99
            echo new >"$SITE/style.css"
            head -c 2000000 /dev/zero >"$SITE/large.bin"
            build; echo "exit $?"
            cat "$DISK/out/style.css"; ls -A "$DISK"
            rm "$SITE/large.bin"
            build && cat "$DISK/out/style.css"''')
        self.assertEqual(done.stdout, "exit 1\noldout\nnew\n", done.stderr)
        self.assertRegex(done.stderr, r"pagec: cannot write .*large\.bin: No space left on device\n")

    def test_in_the_work_folder(self):
        done = self.inside('''
            head -c 1040000 /dev/zero >"$DISK/full"
            "$PAGEC" build "$SITE" -o "$PLACE/out" -O0 --work "$DISK/state"; echo "exit $?"
            rm "$DISK/full"
            "$PAGEC" build "$SITE" -o "$PLACE/out" -O0 --work "$DISK/state"; echo "exit $?"''')
        self.assertEqual(done.stdout, "exit 1\nexit 0\n", done.stderr)
        self.assertIn("No space left on device", done.stderr)


class Archive(OutputCase):
    def test_with_a_folder(self):
        war = self.place.path("shop.war")
        self.assertRegex(self.built("--war", war), r"2 pages in \S+, 2 of them compiled")
        with zipfile.ZipFile(war) as packed:
            self.assertIsNone(packed.testzip())
            names = packed.namelist()
            self.assertEqual(packed.read("style.css"), b"old")
            self.assertEqual(packed.read(MANIFEST).decode(), self.place.read("out/" + MANIFEST))
        self.assertEqual(names, sorted(names))
        self.assertEqual(len(names), len([1 for _, _, files in os.walk(self.out) for _ in files]))

    def test_without_a_folder(self):
        war = self.place.path("new/größe.war")
        self.site.write("ü.txt", "x")
        for _ in range(2):
            done = run("pagec", *self.command("--war", war))
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"2 pages in {war}, 0 of them compiled", done.stderr)
        with open(war, "rb") as file:
            first = file.read()
        os.remove(war)
        self.assertEqual(run("pagec", *self.command("--war", war)).returncode, 0)
        with open(war, "rb") as file:
            self.assertEqual(file.read(), first)
        with zipfile.ZipFile(war) as packed:
            self.assertIn("ü.txt", packed.namelist())
        self.assertEqual(os.listdir(self.place.path("new")), ["größe.war"])

    def test_an_error_keeps_the_old_archive(self):
        war = self.place.path("shop.war")
        self.built("--war", war)
        with open(war, "rb") as file:
            first = file.read()
        self.site.write("a.page", "<%= bad %>")
        self.assertEqual(self.build("--war", war).returncode, 1)
        with open(war, "rb") as file:
            self.assertEqual(file.read(), first)


class Terminal(OutputCase):
    def on_terminal(self, *arguments):
        return run_on_terminal("pagec", *self.command("-o", self.out, *arguments))

    def test_progress(self):
        shown = self.on_terminal()
        self.assertIn("\r\033[K[............] ".replace("............", "." * 24) + "0/2 ", shown)
        self.assertIn("\r\033[K[" + "#" * 12 + "." * 12 + "] 1/2 /a.page", shown)
        self.assertRegex(shown, r"\r\x1b\[K2 pages in \S+, 2 of them compiled, in \d+\.\d s\r\n$")

    def test_an_error_starts_a_new_line(self):
        self.site.write("a.page", "<%= bad %>")
        self.assertIn("\r\033[Ka.page:1:5: error: ", self.on_terminal())

    def test_no_progress_without_a_terminal(self):
        self.assertNotIn("\033", self.built())
        self.assertNotIn("\033[K", self.on_terminal("--diagnostics=json"))


class Watch(OutputCase):
    def setUp(self):
        super().setUp()
        self.building = subprocess.Popen([program("pagec"), *self.command("-o", self.out, "--watch")], env=environment(),
                                         stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.building.stderr.close)
        self.addCleanup(self.building.wait)
        self.addCleanup(self.building.kill)
        self.told = []
        threading.Thread(target=lambda: self.told.extend(iter(self.building.stderr.readline, "")), daemon=True).start()

    def wait_for(self, text):
        wait_until(lambda: any(text in line for line in list(self.told)), lambda: f"output with {text}, not {self.told}")
        self.told.clear()

    def test_rebuilds_after_each_change_until_stopped(self):
        self.wait_for("2 of them compiled")
        self.site.write("a.page", "a <%= 3 %>")
        self.wait_for("1 of them compiled")
        self.site.write("a.page", "<%= bad %>")
        self.wait_for("1 error in 1 page")
        self.site.write("a.page", "a <%= 4 %>")
        self.wait_for("1 of them compiled")
        self.site.write("style.css", "new")
        self.wait_for("0 of them compiled")
        self.assertEqual(self.place.read("out/style.css"), "new")
        self.building.send_signal(signal.SIGINT)
        self.assertEqual(self.building.wait(DEADLINE), 0)


if __name__ == "__main__":
    unittest.main()
