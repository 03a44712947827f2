"""Raw HTTP/1.1: the server gets exactly what a test sends, and the test sees everything."""

import re
import socket

from support.waiting import DEADLINE


class Response:
    """Status, header fields in order, and the bytes of the body."""

    def __init__(self, status, reason, fields, body, chunks=None):
        self.status = status
        self.reason = reason
        self.fields = fields
        self.body = body
        # The chunks, if the body was chunked.
        self.chunks = chunks

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def words(self):
        """The text of an error page, with code in backticks, and with locations as in
        `thrown in cart.page:3:5`."""
        text = re.sub(r'<h2>((?:thrown in|in|called from|included from) )<code>[^<]*</code></h2>\n<a class="place"[^>]*>([^<]*)</a>', r"<h2>\1\2</h2>", self.text)
        return text.replace("<code>", "`").replace("</code>", "`")

    def header(self, name):
        """The first value of a field, or None."""
        values = self.headers(name)
        return values[0] if values else None

    def headers(self, name):
        return [value for each, value in self.fields if each.lower() == name.lower()]

    def __repr__(self):
        return f"<{self.status} {self.fields} {self.body[:2000]!r}>"


class Connection:
    """A connection, kept alive until it is closed.

    with Connection(port) as connection:
        connection.send("GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
        response = connection.read_response()
    """

    def __init__(self, port, host="127.0.0.1", source=""):
        """`source` is the client's address; "" for any."""
        self._port = port
        self._socket = socket.create_connection((host, port), timeout=DEADLINE, source_address=(source, 0))
        self._input = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._input.close()
        self._socket.close()

    def send(self, text):
        self._socket.sendall(text if isinstance(text, bytes) else text.encode())

    def get(self, target, headers=None, method="GET", body=None):
        """Sends a well-formed request and reads its response."""
        self.send(request(target, headers, method, body))
        return self.read_response(has_body=method != "HEAD")

    def read_response(self, has_body=True):
        """The next final response. Fails if the server closes the connection before its end."""
        while True:
            status, reason, fields = self.read_head()
            if status >= 200:
                break
        response = Response(status, reason, fields, b"")
        if not has_body or status in (204, 304):
            return response
        if response.header("Transfer-Encoding") == "chunked":
            response.chunks = list(self._read_chunks())
            response.body = b"".join(response.chunks)
        elif response.header("Content-Length") is not None:
            response.body = self._read(int(response.header("Content-Length")))
        else:
            response.body = self._input.read()
        return response

    def read_head(self):
        """Status, reason and fields, also of interim responses."""
        line = self._read_line()
        version, status, reason = line.split(" ", 2)
        if version != "HTTP/1.1":
            raise AssertionError(f"expected a status line, not {line!r}")
        fields = []
        while line := self._read_line():
            name, colon, value = line.partition(": ")
            if not colon:
                raise AssertionError(f"expected a header field, not {line!r}")
            fields.append((name, value))
        return int(status), reason, fields

    def read_line(self):
        """A line of the body, without its line break; empty at the end."""
        return self._input.readline().decode().rstrip("\n")

    def read_rest(self):
        """Everything until the server closes the connection."""
        return self._input.read()

    def _read_chunks(self):
        while size := int(self._read_line(), 16):
            yield self._read(size)
            self._expect_empty_line()
        self._expect_empty_line()

    def _expect_empty_line(self):
        if line := self._read_line():
            raise AssertionError(f"expected the end of a chunk, not {line!r}")

    def _read_line(self):
        line = self._input.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError(f"closed after {line!r}")
        return line[:-2].decode("latin-1")

    def _read(self, size):
        data = self._input.read(size)
        if len(data) < size:
            raise ConnectionError(f"closed after {len(data)} of {size} bytes: {data!r}")
        return data


def request(target, headers=None, method="GET", body=None):
    """A well-formed request as bytes. A header with value None is omitted."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Host": "localhost", **(headers or {})}
    if body is not None and "Transfer-Encoding" not in fields:
        fields.setdefault("Content-Length", str(len(body)))
    head = f"{method} {target} HTTP/1.1\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return head.encode() + b"\r\n" + (body or b"")


def form(text):
    """Headers and body of a POST request with a URL-encoded form."""
    return {"headers": {"Content-Type": "application/x-www-form-urlencoded"}, "method": "POST", "body": text}


def get(port, target, **options):
    """A request on a new connection; options as for `Connection.get`."""
    with Connection(port) as connection:
        return connection.get(target, **options)
