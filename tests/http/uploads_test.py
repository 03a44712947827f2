"""Forms with files."""

import hashlib
import os
import shutil
import subprocess
import unittest

from support import processes
from support.http import request
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import DEADLINE

MIB = 1 << 20
TYPE = "multipart/form-data; boundary=b"


def part(parameters, content="", more=""):
    return f"--b\r\nContent-Disposition: form-data; {parameters}\r\n{more}\r\n{content}\r\n"


class Uploads(SiteTest):
    FILES = {
        "form.page": PLAIN + """<% for (auto [name, value] : request.param_map()) {
%><%- name %>=<%- value %>
<% } for (const quire::Upload* file : request.files()) {
%><%- file->name() %>|<%- file->file_name() %>|<%- file->content_type() %>|<%= file->size() %>|<%- file->bytes().substr(0, 20) %>
<% } %>""",
        "store.page": PLAIN + """<%@ page import="<string>" %><% const quire::Upload* file = request.file("f");
  file->move_to(std::string(request.param("to"))); %><%= file->size() %>""",
        "temp.page": PLAIN + """<%@ page import="<fstream>, <string>" %><%
  std::ifstream file(request.file("f")->path()); std::string line; std::getline(file, line); %><%- line %>""",
    }

    def post(self, body, status=200, content_type=TYPE, target="/form.page"):
        return self.assert_status(target, status, method="POST", body=body, headers={"Content-Type": content_type})

    def test_fields_and_files(self):
        response = self.post(part('name="a"', "1") + part('name="f"; filename="x.txt"', "text", "Content-Type: text/plain\r\n")
                             + part('name="a"', "ü\r\n") + part('name="none"; filename=""') + "--b--\r\n", target="/form.page?a=0")
        self.assertEqual(response.body.decode(), "a=0\na=1\na=ü\r\n\nf|x.txt|text/plain|4|text\n")

    def test_names_as_browsers_send_them(self):
        response = self.post(part('name="a%22b%0D%0A"', "1") + part('name="f"; filename="C:\\dir\\naïve \\"x%22.txt"', "t") + "--b--")
        self.assertEqual(response.body.decode(), 'a"b\r\n=1\nf|naïve "x".txt||1|t\n')

    def test_a_form_in_small_pieces(self):
        body = (part('name="a"', "1") + part('name="f"; filename="x"', "text") + "--b--\r\n").encode()
        with self.server.connect() as connection:
            for byte in request("/form.page", {"Content-Type": TYPE}, "POST", body):
                connection.send(bytes([byte]))
            self.assertEqual(connection.read_response().text, "a=1\nf|x||4|text\n")

    def test_malformed_forms_are_refused(self):
        for body, words in ((part('name="a"', "1"), "ends before its last boundary"), ("--c--", "does not contain its boundary"),
                            ("", "the form is empty"), ("--b\r\n\r\n\r\n--b--", "has no Content-Disposition"),
                            (part("x", "1") + "--b--", "malformed Content-Disposition"),
                            (part('filename="x"', "1") + "--b--", "has no name")):
            with self.subTest(body):
                self.assertIn(words, self.post(body, 400).words)
        for content_type in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a{b"):
            with self.subTest(content_type):
                self.assertIn("no valid boundary", self.post("--b--", 400, content_type).words)

    def test_limits(self):
        self.post(part('name="a"', "x") * 1000 + "--b--")
        self.post(part('name="a"', "x") * 1001 + "--b--", 413)
        self.post(part('name="a"', "x" * 2 * MIB) + "--b--", 413)
        self.post(part('name="a"', "x", "X: " + "x" * 9000 + "\r\n") + "--b--", 431)
        with self.server.connect() as connection:
            connection.send(request("/form.page", {"Content-Type": TYPE, "Content-Length": str(100 * MIB + 1)}, "POST"))
            self.assertEqual(connection.read_response().status, 413)

    def test_curl(self):
        self.site.write("up.bin", b"x" * 100_000)
        done = subprocess.run(["curl", "--silent", "--show-error", f"http://127.0.0.1:{self.server.port}/form.page", "-F", "a=1", "-F", "b=ü;type=text/plain",
                               "-F", f'f=@{self.site.path("up.bin")};filename="naïve \\"name\\".bin"'], check=False, timeout=DEADLINE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.stdout.decode(), 'a=1\nb=ü\nf|naïve "name".bin|application/octet-stream|100000|xxxxxxxxxxxxxxxxxxxx\n')

    def test_large_files_are_not_kept_in_memory(self):
        size = 90 * MIB
        block = os.urandom(MIB)
        head, end = part('name="f"; filename="large"').removesuffix("\r\n").encode(), b"\r\n--b--\r\n"
        target = self.site.path("stored")
        self.post(part('name="f"; filename="small"', "text") + "--b--", target=f"/store.page?to={target}")
        before = processes.anonymous_memory(self.server.worker_pid())
        with self.server.connect() as connection:
            connection.send(request(f"/store.page?to={target}", {"Content-Type": TYPE, "Content-Length": str(len(head) + size + len(end))}, "POST") + head)
            for _ in range(size // MIB):
                connection.send(block)
            connection.send(end)
            self.assertEqual(connection.read_response().text, str(size))
        self.assertLess(processes.anonymous_memory(self.server.worker_pid()) - before, 32 * MIB)
        digest = hashlib.sha256()
        with open(target, "rb") as file:
            while piece := file.read(MIB):
                digest.update(piece)
        self.assertEqual(digest.hexdigest(), hashlib.sha256(block * (size // MIB)).hexdigest())

    def test_files_have_paths(self):
        for content in ("short\nx", "long\n" + "x" * 100_000):
            response = self.post(part('name="f"; filename="x"', content) + "--b--", target="/temp.page")
            self.assertEqual(response.text, content.split("\n", maxsplit=1)[0])


class WithoutRoom(unittest.TestCase):
    def test_a_body_that_cannot_be_kept_is_refused_and_logged(self):
        files = {"webapps/ROOT/form.page": Uploads.FILES["form.page"], "temp/kept": ""}
        with Site(files) as base, Server("run", "--base", base.root) as server:
            shutil.rmtree(base.path("temp"))
            body = part('name="f"; filename="x"', "x" * MIB) + "--b--"
            response = server.get("/form.page", method="POST", body=body, headers={"Content-Type": TYPE})
            self.assertEqual(response.status, 507)
            server.logged(f"a request was refused: the server has no room for the body in {base.path('temp')}")


if __name__ == "__main__":
    unittest.main()
