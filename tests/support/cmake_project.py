"""CMake projects that use an installed Quire."""

import os
import shutil
import subprocess
import tempfile
import unittest

COMPILERS = ("clang++-19", "g++-12")
GENERATORS = ("Ninja", "Unix Makefiles")

# The libraries are built for Clang's sanitizer runtime, which differs from that of
# g++: Clang links what g++ has compiled.
_LINK = "clang++-19 {flags} -fuse-ld=lld <OBJECTS> -o <TARGET> <LINK_LIBRARIES>"


def sanitizer_flags():
    sanitizer = os.environ.get("QUIRE_SANITIZE", "")
    if sanitizer == "address":
        return "-fsanitize=address,undefined -fno-sanitize=vptr"
    return f"-fsanitize={sanitizer}" if sanitizer else ""


def compilers():
    return [name for name in COMPILERS if shutil.which(name)]


class Prefix:
    """The build, installed to a temporary folder."""

    def __init__(self):
        self.path = os.path.realpath(tempfile.mkdtemp(prefix="quire-prefix-"))
        subprocess.run(["cmake", "--install", os.environ["QUIRE_BUILD"], "--prefix", self.path], check=True,
                       stdout=subprocess.DEVNULL)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Project:
    """A project's build folder."""

    def __init__(self, source, prefix, compiler="clang++-19", generator="Ninja", below=""):
        self.source = source
        self.prefix = prefix
        self.compiler = compiler
        self.generator = generator
        self.parent = os.path.realpath(tempfile.mkdtemp(prefix="quire-project-"))
        self.folder = os.path.join(self.parent, below) if below else self.parent

    def remove(self):
        shutil.rmtree(self.parent, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def configure(self, *arguments):
        flags = sanitizer_flags()
        settings = [f"-DCMAKE_CXX_COMPILER={self.compiler}", f"-DCMAKE_PREFIX_PATH={self.prefix.path}",
                    "-DCMAKE_CXX_COMPILER_LAUNCHER="]
        if flags and self.compiler.startswith("clang"):
            settings += [f"-DCMAKE_CXX_FLAGS={flags}"]
        elif flags:
            settings += ["-DCMAKE_CXX_LINK_EXECUTABLE=" + _LINK.format(flags=flags)]
        return subprocess.run(["cmake", "-S", self.source, "-B", self.folder, "-G", self.generator, *settings, *arguments],
                              capture_output=True, text=True)

    def build(self, *arguments):
        """stdout has a line per build step; errors are in stdout and stderr."""
        return subprocess.run(["cmake", "--build", self.folder, "-j2", *arguments], capture_output=True, text=True)

    def run(self, program, *arguments):
        return subprocess.run([self.path(program), *arguments], capture_output=True, text=True)


class ProjectTest(unittest.TestCase):
    """Tests of projects that find one and the same prefix."""

    @classmethod
    def setUpClass(cls):
        cls.prefix = Prefix()
        cls.addClassCleanup(cls.prefix.remove)

    def project_in(self, source, **options):
        project = Project(source, self.prefix, **options)
        self.addCleanup(project.remove)
        return project

    def good(self, done):
        """What a command printed, which must have ended well."""
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout
