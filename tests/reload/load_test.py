"""Edits while many clients read: no request fails, and no client sees an older version again."""

import re
import threading
import unittest

from support.server import SiteTest
from support.waiting import wait_until

EDITS = 100
CLIENTS = 6


def code_of(number):
    """Three of four edits change only text, so that both kinds of builds occur."""
    return number // 4 * 4


def page(number):
    return f'<%@ page contentType="text/plain" %>token {number} of <%= {code_of(number)} %>\n'


class Newest:
    """The newest token that any client has seen."""

    def __init__(self):
        self._lock = threading.Lock()
        self._token = 0

    def get(self):
        with self._lock:
            return self._token

    def seen(self, token):
        with self._lock:
            self._token = max(self._token, token)


class Reader(threading.Thread):
    """Requests the page repeatedly on one connection, and checks each response."""

    def __init__(self, server, newest):
        super().__init__()
        self._server = server
        self._newest = newest
        self.count = 0
        self.failures = []
        self.is_stopping = False

    def run(self):
        try:
            with self._server.connect() as connection:
                while not self.is_stopping:
                    floor = self._newest.get()
                    self._judge(connection.get("/token.page"), floor)
        except (OSError, ValueError, AssertionError) as error:
            self.failures.append(repr(error))

    def _judge(self, response, floor):
        self.count += 1
        match = re.fullmatch(r"token (\d+) of (\d+)\n", response.text)
        if response.status != 200 or not match or int(match.group(2)) != code_of(int(match.group(1))):
            self.failures.append(repr(response))
        elif int(match.group(1)) < floor:
            self.failures.append(f"{match.group(1)} was answered after {floor} had been seen")
        else:
            self._newest.seen(int(match.group(1)))


class Load(SiteTest):
    FILES = {"token.page": page(0)}

    def test_edits_under_load(self):
        newest = Newest()
        readers = [Reader(self.server, newest) for _ in range(CLIENTS)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, EDITS + 1):
                edit = self.site.write_and_rename if number % 2 else self.site.write
                edit("token.page", page(number))
                wait_until(lambda: newest.get() == number or any(reader.failures for reader in readers), f"token {number} in a response")
        finally:
            for reader in readers:
                reader.is_stopping = True
            for reader in readers:
                reader.join()
        self.assertEqual([failure for reader in readers for failure in reader.failures], [])
        self.assertEqual([reader.count > 0 for reader in readers], [True] * CLIENTS)
        self.assert_page("/token.page", f"token {EDITS} of {code_of(EDITS)}\n")


if __name__ == "__main__":
    unittest.main()
