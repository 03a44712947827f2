"""Page code that forks: the child has no part in the server."""

import os
import socket
import unittest

from support import http, processes
from support.server import ProductionTest, Server
from support.site import Site
from support.waiting import wait_until

PLAIN = '<%@ page contentType="text/plain" import="<cstdlib>, <fcntl.h>, <string>, <sys/wait.h>, <unistd.h>" %>'
FILES = {
    "fine.page": f"{PLAIN}fine",
    # Parent and child go on with the page.
    "twice.page": f"{PLAIN}<% const pid_t child = fork(); if (child > 0) waitpid(child, nullptr, 0); %>once",
    "flushes.page": f"{PLAIN}<% const pid_t child = fork(); out.raw(\"a\"); out.flush(); out.raw(\"b\"); out.flush();"
                    " if (child > 0) waitpid(child, nullptr, 0); %>c",
    # A child that does not end.
    "orphan.page": f"{PLAIN}<% const pid_t child = fork(); if (child == 0) for (;;) sleep(1000); %><%= child %>",
    "starts.page": f"{PLAIN}<% const pid_t child = fork(); if (child == 0) {{ execl(\"/bin/sleep\", \"sleep\", \"1000\", nullptr); _exit(1); }} %><%= child %>",
    # A child that starts a program, with its own pipe.
    "exec.page": f"""{PLAIN}<% int ends[2]; if (pipe2(ends, O_CLOEXEC) != 0) return; const pid_t child = fork();
  if (child == 0) {{ dup2(ends[1], 1); execl("/bin/echo", "echo", "echoed", nullptr); _exit(1); }}
  close(ends[1]); char text[16] = {{}}; std::size_t got = 0; for (ssize_t n; (n = read(ends[0], text + got, 15 - got)) > 0;) got += n;
  close(ends[0]); waitpid(child, nullptr, 0); %><%= std::string(text, got) %>""",
}


class Forks(ProductionTest):
    FILES = {f"webapps/ROOT/{path}": text for path, text in FILES.items()}

    def test_only_the_parent_answers(self):
        for target, body in (("/twice.page", b"once"), ("/flushes.page", b"1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n")):
            with self.subTest(target), self.server.connect() as connection:
                connection.send(http.request(target, {"Connection": "close"}))
                answer = connection.read_rest()
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1, answer)
                self.assertTrue(answer.endswith(b"\r\n\r\n" + body), answer)
        self.assertEqual(len(self.server.worker_pids()), 1)
        self.assertEqual(processes.children(self.server.worker_pid()), [], "the child ended with its page")

    def test_a_child_starts_a_program(self):
        self.assertEqual(self.get("/exec.page").text, "echoed\n")


class Orphans(unittest.TestCase):
    def test_a_child_holds_nothing(self):
        with Site({f"webapps/ROOT/{path}": text for path, text in FILES.items()}) as site:
            server = Server("run", "--base", site.root, "--address", "127.0.0.1")
            self.addCleanup(server.stop)
            orphan, program = (int(server.get(target).text) for target in ("/orphan.page", "/starts.page"))
            self.assertTrue(processes.is_alive(orphan))
            wait_until(lambda: processes.name(program) == "sleep", "the program to start")
            # While it starts, it opens its libraries.
            wait_until(lambda: not [number for number in os.listdir(f"/proc/{program}/fd") if int(number) > 2], "it holds nothing")
            with socket.create_connection(("127.0.0.1", server.port)) as idle:
                # It has been accepted once a later one is answered.
                server.get("/fine.page")
                server.stop()
                idle.settimeout(60)
                self.assertEqual(idle.recv(1), b"", "no child keeps it open")
            for pid in (orphan, program):
                wait_until(lambda pid=pid: not processes.is_alive(pid), "the child to end with the server")
            with self.assertRaises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port))


if __name__ == "__main__":
    unittest.main()
