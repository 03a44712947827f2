"""Clients that keep asking, on kept-alive connections, while a server is disturbed."""

import threading

from support import http
from support.waiting import DEADLINE


class Load:
    """`clients` threads that request `target` again and again, each on one connection until the server announces
    that it closes it. A connection that closes without an answer is a lost request.

    with Load(server.port, "/a.page", clients=8) as load:
        server.signal(signal.SIGHUP)
        load.wait_for(100)
    self.assertEqual(load.failures, [])
    """

    def __init__(self, port, target, clients, is_good=lambda response: response.status == 200):
        self.failures = []
        self.answers = 0
        self._port = port
        self._target = target
        self._is_good = is_good
        self._changed = threading.Condition()
        self._is_over = False
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(clients)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._is_over = True
        for thread in self._threads:
            thread.join()

    def wait_for(self, answers):
        """Waits until so many more answers have arrived."""
        with self._changed:
            until = self.answers + answers
            if not self._changed.wait_for(lambda: self.answers >= until, DEADLINE):
                raise AssertionError(f"too few answers: {self.answers} of {until}")

    def _run(self):
        while not self._is_over:
            try:
                with http.Connection(self._port) as connection:
                    while not self._is_over:
                        response = connection.get(self._target)
                        self._note(None if self._is_good(response) else repr(response))
                        if response.header("Connection") == "close":
                            break
            except (OSError, AssertionError) as error:
                self._note(repr(error))

    def _note(self, failure):
        with self._changed:
            self.answers += 1
            if failure:
                self.failures.append(failure)
            self._changed.notify_all()
