"""Test cases of other projects, if their folder is available (QUIRE_CONFORMANCE)."""

import json
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


# Pages of Tomcat's tests that need a JVM, with the reason.
NOT_OURS = {
    "bug5nnnn/bug56529.jsp": "a tag of Java",
    "bug43nnn/bug43400.jsp": "an attribute of a Java type",
    "jsp/generator/info.jsp": "its servlet is compiled by another test",
    "bug6nnnn/bug65390.jsp": "Java in a scriptlet",
    "bug48nnn/bug48701-TVI-NG.jsp": "a tag of Java",
    "bug48nnn/bug48701-TVI-NFA.jsp": "a tag of Java",
    "jsp/generator/try-catch-finally-02.jsp": "a tag of Java",
    "jsp/generator/variable-tei-nested.jsp": "a tag of Java",
    "jsp/generator/customtag-03.jsp": "a tag of Java",
    "jsp/generator/setters-01.jsp": "a tag of Java",
    "jsp/generator/beaninfo-01.jsp": "a bean of Java",
    "bug49nnn/bug49297NoSpace.jsp": "a server that lets blanks before attributes be left out",
    "jsp/includeThenForward.jsp": "a page that is not among the files",
    "bug5nnnn/bug54012.jsp": "EL and the core tags",
}


@unittest.skipUnless(os.path.isdir(FOLDER), f"{FOLDER} does not exist")
class Conformance(unittest.TestCase):
    @staticmethod
    def start(script, *arguments):
        return subprocess.run(
            [sys.executable, "-B", os.path.join(FOLDER, script), *arguments], env=environment(EXT=".page"), timeout=2 * DEADLINE,
            check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")

    def run_cases(self, script, *arguments):
        done = self.start(script, *arguments)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_hostile_targets(self):
        with Site() as site:
            root = self.run_cases("hostile_targets.py", "layout", site.root).strip()
            with Server("dev", root) as server:
                # The script does not wait for builds.
                for folder, _, names in os.walk(root):
                    for name in names:
                        server.get("/" + os.path.relpath(os.path.join(folder, name), root))
                self.run_cases("hostile_targets.py", "run", str(server.port), os.path.join(FOLDER, "http/hostile-targets.json"), "--list")

    def test_pages(self):
        cases = os.path.join(FOLDER, "jsp")
        with Site() as site:
            self.run_cases("jsp_cases.py", "layout", cases, site.root)
            # Some pages include it or forward to it, but it is missing.
            site.write("jsp/generator/x-powered-by.page", "found")
            with Server("dev", site.root) as server:
                done = self.start("jsp_cases.py", "run", str(server.port), cases, "--no-el", "--all", "--list")
        failed = [line.split(" | ")[1] for line in done.stdout.splitlines() if " | test/webapp/" in line]
        self.assertEqual({name.removeprefix("test/webapp/") for name in failed}, set(NOT_OURS), done.stdout)
        self.assertIn("jsp: ", done.stdout)

    def test_messages(self):
        # The cases request paths at the root; the responses are not checked.
        with Site({"index.page": "index"}) as site, Server("dev", site.root, "--allow-host", "example.com") as server:
            self.run_cases("http_cases.py", str(server.port), os.path.join(FOLDER, "http/smuggling.json"), "--list")

    @staticmethod
    def rows(name):
        with open(os.path.join(FOLDER, "http", name), encoding="utf-8") as file:
            return json.load(file)

    @staticmethod
    def ask(server, target, host="localhost"):
        with server.connect() as connection:
            connection.send(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            return connection.read_response()

    def test_hosts(self):
        with Site({"webapps/ROOT/index.page": "index"}) as site, \
                Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
            for case in self.rows("host-header.json")["cases"]:
                with self.subTest(**case):
                    self.assertEqual(self.ask(server, "/", case["host"]).status, 200 if case["valid"] else 400)

    def test_paths(self):
        shown = '<%@ page contentType="text/plain" escape="off" trim="collapse" %><%= request.path() %>'
        files = {"WEB-INF/web.toml": '[[error_page]]\nstatus = 404\npage = "/WEB-INF/path.page"\n', "WEB-INF/path.page": shown}
        cases = self.rows("path-canonicalization.json")
        with Site(files) as site, Server("dev", site.root) as server:
            for case in cases["canonicalization"]:
                with self.subTest(**case):
                    answer = self.ask(server, case["raw_target"])
                    may_refuse = case["tomcat_default_400"] or case["servlet6_must_400"]
                    if answer.status == 400 and may_refuse:
                        continue
                    self.assertFalse(case["tomcat_default_400"])
                    self.assertEqual((answer.status, answer.text), (404, case["canonical_path"]))
            # Others have no slash at the beginning, or a NUL, which is no request.
            normalized = [(case["in"], case["out"]) for case in cases["normalize"] if case["in"].startswith("/")]
            for target, path in normalized + [(case["target"], case["pathinfo"]) for case in cases["utf8_path"]]:
                with self.subTest(target=target):
                    answer = self.ask(server, target)
                    if path is None:
                        self.assertEqual(answer.status, 400)
                    else:
                        self.assertEqual((answer.status, answer.text), (404, path))


if __name__ == "__main__":
    unittest.main()
