"""Serves every sample and golden page in three ways: with the development server,
from a built folder, and with a program that embeds the site. The responses must be
the same."""

import glob
import json
import os
import re
import shutil
import unittest

from support.cmake_project import Prefix, Project
from support.programs import run
from support.server import Server
from support.site import TOP, Site

# Like a fetch by a script, to which the development server adds nothing.
HEADERS = {"Host": "localhost:8080", "Sec-Fetch-Dest": "empty", "User-Agent": "test"}
# What always differs: times, ids of sessions and requests, entity tags.
UNCOMPARED = {"date", "set-cookie", "etag", "last-modified", "cache-control", "vary"}
VARYING = re.compile(rb"\b[0-9A-F]{32}\b|\b[0-9a-f]{24}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

STATICS = {
    "counted.page": '<%@ page import="counter.h" %><p><%= next_number() %></p>',
    "includes.page": '<page:include page="note.txt"/><page:include page="/WEB-INF/part.html"/>',
    "forwards.page": '<page:forward page="/WEB-INF/part.html"/>',
    "note.txt": "a & b",
    "WEB-INF/part.html": "<p>",
    "WEB-INF/src/counter.h": "#pragma once\ninline int next_number() {\n  static int number = 0;\n  return ++number;\n}\n",
}


def mistaken_pages(folder):
    """The pages for which `pagec check` reports anything."""
    done = run("pagec", "check", folder, "-j2", "--diagnostics=json")
    said = (json.loads(line) for line in done.stderr.splitlines() if line.startswith("{"))
    return {one["file"] for one in said if one["severity"] == "error"}


def golden_site():
    """The golden pages that compile; others use undeclared names."""
    site = Site()
    for stage in ("lex", "parse", "check", "emit", "linked", "build"):
        for page in glob.glob(os.path.join(TOP, "tests", "golden", stage, "*.page*")):
            name = os.path.basename(page)
            if not name.startswith("fail_") and not os.path.exists(os.path.splitext(page)[0] + ".files"):
                shutil.copy(page, site.path(f"{stage}_{name}"))
    for page in mistaken_pages(site.root):
        site.delete(page)
    return site


def seen(response):
    fields = sorted((name.lower(), value) for name, value in response.fields if name.lower() not in UNCOMPARED)
    return response.status, fields, VARYING.sub(b"*", response.body)


class SameBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.prefix = Prefix()
        cls.sites = {"hello": Site.of_sample("hello"), "components": Site.of_sample("components"),
                     "embedded": Site.of_sample("embedded", "site"), "golden": golden_site(), "statics": Site(STATICS)}
        cls.built = Site()
        cls.source = Site({"CMakeLists.txt": cls.project_text()})
        cls.project = Project(cls.source.root, cls.prefix)
        for done in (cls.project.configure(), cls.project.build()):
            if done.returncode != 0:
                raise AssertionError(done.stdout + done.stderr)

    @classmethod
    def tearDownClass(cls):
        for one in (cls.prefix, cls.project, cls.built, cls.source, *cls.sites.values()):
            one.remove()

    @classmethod
    def project_text(cls):
        text = "cmake_minimum_required(VERSION 3.25)\nproject(same LANGUAGES CXX)\nfind_package(Quire REQUIRED)\n"
        for name, site in cls.sites.items():
            text += f'quire_add_site({name} ROOT "{site.root}")\nquire_add_server(serve_{name} SITES {name})\n'
        return text

    def targets(self, name):
        """The URLs of all pages and files of a site, some with parameters."""
        root = self.sites[name].root
        found = []
        for at, folders, files in os.walk(root):
            folders[:] = [folder for folder in folders if folder != "WEB-INF"]
            found += ["/" + os.path.relpath(os.path.join(at, file), root) for file in files]
        return ["/", *sorted(found), "/nowhere.page", "/WEB-INF/web.toml"]

    def answers(self, server, name):
        for target in self.targets(name):
            yield target, seen(server.get(target, headers=HEADERS))
        for target in ("/form.page?name=a%26b&count=3", "/rows.page?n=4", "/rows.page?fragment=rows&n=2",
                       "/index.page?year=2027"):
            yield target, seen(server.get(target, headers=HEADERS))
        yield "POST", seen(server.get("/form.page", method="POST", headers={**HEADERS, **FORM}, body=b"name=%3Cb%3E&count=2"))

    def check(self, name):
        site = self.sites[name]
        with Server("dev", site.root) as server:
            expected = dict(self.answers(server, name))
        out = self.built.path(name)
        done = run("pagec", "build", site.root, "-o", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        with Server("run", out) as server:
            built = dict(self.answers(server, name))
        with Server(name=self.project.path("serve_" + name)) as server:
            linked = dict(self.answers(server, name))
        good = 0
        for target, answer in expected.items():
            with self.subTest(target=target):
                # The development server shows errors differently.
                compared = 3 if answer[0] < 400 else 1
                good += answer[0] < 400
                self.assertEqual(built[target][:compared], answer[:compared], "built")
                self.assertEqual(linked[target][:compared], answer[:compared], "linked")
                self.assertEqual(built[target], linked[target])
        return good

    def test_samples(self):
        for name, least in (("hello", 7), ("components", 4), ("embedded", 3)):
            with self.subTest(site=name):
                self.assertGreaterEqual(self.check(name), least)

    def test_golden_pages(self):
        self.assertGreaterEqual(self.check("golden"), 20)

    def test_a_static_object_in_a_header_causes_a_warning(self):
        self.assertEqual(self.check("statics"), 4)
        site = self.sites["statics"].root
        for command in (("check", site), ("build", site, "-o", self.built.path("warned"))):
            done = run("pagec", *command)
            self.assertEqual(done.returncode, 0)
            self.assertIn("WEB-INF/src/counter.h:3:14: warning: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
