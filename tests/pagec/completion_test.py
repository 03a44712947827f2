"""Completion of `pagec` and `paged` in real shells."""

import shutil
import subprocess
import unittest

from support.programs import environment, run
from support.site import Site

FILES = {"shop/cart.page": "", "shop/a b.page": "", "shop/notes.txt": "", "data.json": ""}
PAGEC_COMMANDS = {"new", "check", "translate", "explain", "build", "generate", "render", "import", "doctor", "completion"}
PAGED_COMMANDS = {"dev", "run", "start", "stop", "restart", "status", "new-base", "configtest", "sessions", "deploy", "completion"}

# Calls the function like bash: with the words up to the one being completed.
BASH = r"""
source /dev/stdin <<<"$SCRIPT"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_$1
printf '%s\n' "${COMPREPLY[@]}"
"""

# Runs the shell in a pseudo-terminal: records the candidates, then erases the line
# and exits.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $SETUP"
zpty -r shell shown '*is ready*'
zpty -w -n shell "$LINE"$'\t\C-u'$'exit\n'
while zpty -r shell shown; do :; done
"""
ZSH_SETUP = r"""
autoload -U compinit && compinit -D -u
source %(script)s
bindkey -e
# Keys sent before the line editor runs would go to the terminal.
zle-line-init() { print is ready }
zle -N zle-line-init
LISTMAX=1000
compadd() {
  local -a hits
  # With these options, compadd only returns names.
  if [[ -z ${argv[(r)-[OAD]]} ]]; then
    builtin compadd -A hits "$@"
    print -rl -- $hits >>%(output)s
  fi
  builtin compadd "$@"
}
"""


class Completion(unittest.TestCase):
    """Completions required of all shells; each subclass runs a shell."""

    @classmethod
    def setUpClass(cls):
        if cls is Completion:
            raise unittest.SkipTest("base class")
        if not shutil.which(cls.SHELL):
            raise unittest.SkipTest(cls.SHELL + " is not installed")
        cls.site = Site(FILES)
        cls.addClassCleanup(cls.site.remove)
        cls.scripts = {}
        for name in ("pagec", "paged"):
            done = run(name, "completion", cls.SHELL)
            assert (done.returncode, done.stderr) == (0, ""), done
            cls.scripts[name] = done.stdout

    def ask(self, command, **variables):
        return subprocess.run(command, env=environment(**variables), cwd=self.site.root, check=True, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")

    def test_commands(self):
        self.assertEqual(self.offered("pagec", ""), PAGEC_COMMANDS)
        self.assertEqual(self.offered("paged", ""), PAGED_COMMANDS)
        self.assertEqual(self.offered("pagec", "tra"), {"translate"})
        self.assertEqual(self.offered("pagec", "serve"), set())

    def test_options(self):
        self.assertEqual(self.offered("pagec", "--"), {"--help", "--version"})
        self.assertEqual(self.offered("pagec", "render", "--h"), {"--header", "--help"})
        self.assertEqual(self.offered("pagec", "render", "shop/cart.page", "--pa"), {"--param"})
        self.assertEqual(self.offered("paged", "dev", "--p"), {"--port", "--poll"})
        self.assertEqual(self.offered("paged", "run", "--base", "shop", "--p"), {"--port", "--pid-file"})

    def test_words(self):
        self.assertEqual(self.offered("pagec", "check", "--diagnostics", ""), {"text", "json"})
        self.assertEqual(self.offered("paged", "completion", ""), {"bash", "zsh", "fish"})
        self.assertEqual(self.offered("pagec", "build", "-O", ""), {"0", "2"})

    def test_files_and_folders(self):
        self.assertEqual(self.offered("pagec", "render", "--data", ""), {"data.json", "shop"})
        self.assertEqual(self.offered("pagec", "check", "--root", ""), {"shop"})
        self.assertEqual(self.offered("paged", "dev", ""), {"shop"})

    def test_pages(self):
        self.assertEqual(self.offered("pagec", "render", "shop/c"), {"shop/cart.page"})
        self.assertEqual(self.offered("pagec", "translate", "sh"), {"shop"})


class Bash(Completion):
    SHELL = "bash"

    def offered(self, *words):
        done = self.ask(["bash", "-c", BASH, "bash", *words], SCRIPT=self.scripts[words[0]])
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split("\n")) - {""}

    def test_a_value_after_an_equals_sign(self):
        # Bash treats the sign as a separate word.
        self.assertEqual(self.offered("pagec", "check", "--diagnostics", "="), {"text", "json"})
        self.assertEqual(self.offered("pagec", "check", "--diagnostics", "=", "j"), {"json"})
        self.assertEqual(self.offered("pagec", "check", "--root", "=", "s"), {"shop"})

    def test_names_with_blanks(self):
        self.assertEqual(self.offered("pagec", "render", "shop/a"), {"shop/a b.page"})

    def test_only_pages(self):
        self.assertEqual(self.offered("pagec", "render", "shop/"), {"shop/cart.page", "shop/a b.page"})

    def test_the_script_is_for_the_program(self):
        self.assertRegex(self.scripts["paged"], r"\ncomplete -F _paged paged\n$")


class Fish(Completion):
    SHELL = "fish"

    def offered(self, *words):
        line = " ".join(words)
        with Site() as home:
            done = self.ask(["fish", "--no-config", "-c", f"{self.scripts[words[0]]}\ncomplete -C '{line}'"], HOME=home.root)
        self.assertEqual(done.stderr, "")
        return {candidate.split("\t")[0].rstrip("/") for candidate in done.stdout.splitlines()}

    def test_descriptions(self):
        with Site() as home:
            done = self.ask(["fish", "--no-config", "-c", f"{self.scripts['pagec']}\ncomplete -C 'pagec che'"], HOME=home.root)
        self.assertRegex(done.stdout, r"^check\ttranslate, compile and link")


class Zsh(Completion):
    SHELL = "zsh"

    def offered(self, *words):
        with Site({"script": self.scripts[words[0]]}) as place:
            place.write("setup", ZSH_SETUP % {"script": place.path("script"), "output": place.path("output")})
            place.write("output", "")
            self.ask(["zsh", "-f", "-c", ZSH], SETUP=place.path("setup"), LINE=" ".join(words), TERM="dumb")
            folder = words[-1].rpartition("/")[0:2]
            return {"".join(folder) + hit.rstrip("/=") for hit in place.read("output").split("\n") if hit}


if __name__ == "__main__":
    unittest.main()
