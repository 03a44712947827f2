"""Two servers behind nginx, HAProxy and Apache httpd, which run with the examples that are installed."""

import collections
import os
import shutil
import signal
import subprocess
import tempfile
import unittest

from support import http, processes
from support.programs import run
from support.server import Server
from support.service import Service, free_port, installed, memcached
from support.site import PLAIN, TOP, Site
from support.waiting import wait_until

EXAMPLES = os.path.join(TOP, "tools", "package", "examples")
# An address of this machine that is not the balancers'.
CLIENT = "127.0.0.7"
PAGE = ('<%@ page import="<cstdlib>" %>' + PLAIN +
        '<% const int n = session.update<int>("n", [](int& n) { ++n; }); %>'
        '<%= std::getenv("NODE") %> <%= n %> <%= request.remote_addr() %> <%= request.scheme() %> <%= request.server_name() %> '
        '<%= request.server_port() %> <%= request.id() %>')
# Must not be seen by any client.
SECRET = "<%-- secret --%>"
SITE = {
    "n.page": SECRET + PAGE,
    "asset.page": PLAIN + '<%= application.asset("assets/a.css") %>',
    "images/a.svg": "<svg/>",
    "assets/a.css": "a {}",
    "assets/part.pagef": SECRET,
    "assets/WEB-INF/a.css": SECRET,
    "WEB-INF/web.toml": "# " + SECRET,
    "WEB-INF/a.css": SECRET,
    "WEB-INF/tags/a.tag": SECRET,
    ".git/config": SECRET,
    "assets/.hidden.css": SECRET,
}
FORBIDDEN = (
    "/WEB-INF/web.toml", "/WEB-INF/a.css", "/%57EB-INF/a.css", "//WEB-INF/a.css", "/./WEB-INF/a.css", "/assets/../WEB-INF/a.css",
    "/assets/%2e%2e/WEB-INF/a.css", "/assets/..%2fWEB-INF/a.css", "/web-inf/a.css", "/WEB-INF/tags/a.tag", "/WEB-INF/", "/WEB-INF",
    "/assets/part.pagef", "/assets/WEB-INF/a.css", "/.git/config", "/assets/.hidden.css", "/n.page/a.css", "/n.page%00.css", "/n.PAGE")


def example(path, changes):
    """The text of an example with `changes`, each of which must be possible."""
    with open(os.path.join(EXAMPLES, path), encoding="utf-8") as file:
        text = file.read()
    for old, new in changes.items():
        if old not in text:
            raise AssertionError(f"{path} does not contain {old!r}")
        text = text.replace(old, str(new))
    return text


class Visitor:
    """A browser with a session, behind a balancer."""

    def __init__(self, port, source=CLIENT):
        self._port = port
        self._source = source
        self.cookie = None

    def get(self, target, **fields):
        if self.cookie:
            fields["Cookie"] = "a=b.web3; " + self.cookie
        with http.Connection(self._port, source=self._source) as connection:
            response = connection.get(target, headers=fields)
        if response.header("Set-Cookie"):
            self.cookie = response.header("Set-Cookie").split(";")[0]
        return response

    def words(self, **fields):
        response = self.get("/n.page", **fields)
        if response.status != 200:
            raise AssertionError(response)
        return response.text.split(" ")

    def visit(self):
        """The server that answers, and the number in the session after that."""
        node, number, *_ = self.words()
        return node, int(number)


class Balancers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(SITE)
        cls.addClassCleanup(cls.site.remove)
        # For Apache, which drops root's privileges.
        os.chmod(cls.site.root, 0o755)
        cls.folder = tempfile.mkdtemp(prefix="quire-test-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        built = run("pagec", "build", cls.site.root, "-o", os.path.join(cls.folder, "out"))
        if built.returncode != 0:
            raise AssertionError(built.stderr)
        cls.sockets = {}
        for name, host in (("n1", "10.0.0.11:11211"), ("n2", "10.0.0.12:11211")):
            cls.sockets[host] = os.path.join(cls.folder, name)
            cls.addClassCleanup(memcached(cls.sockets[host]).stop)

    def serve(self, drain="0 s"):
        """Starts both servers."""
        self.servers, self.metrics = {}, {}
        for name, host in (("web1", "10.0.0.11"), ("web2", "10.0.0.12")):
            self.metrics[name] = free_port()
            changes = {host: "127.0.0.1", "10.0.0.10": "127.0.0.1", "9180": self.metrics[name], "5 s": drain}
            base = Site({
                f"conf/conf.d/{name}.toml": example(f"conf/{name}.toml", changes),
                "conf/conf.d/memcached.toml": example("conf/memcached.toml", self.sockets)})
            self.addCleanup(base.remove)
            os.mkdir(base.path("webapps"))
            os.symlink(os.path.join(self.folder, "out"), base.path("webapps/ROOT"))
            self.servers[name] = Server("run", "--base", base.root, NODE=name)
            self.addCleanup(self.servers[name].stop)

    @property
    def places(self):
        return {"10.0.0.11:8080": f"127.0.0.1:{self.servers['web1'].port}", "10.0.0.12:8080": f"127.0.0.1:{self.servers['web2'].port}"}

    def write(self, text):
        place = tempfile.mkdtemp(prefix="quire-balancer-")
        self.addCleanup(shutil.rmtree, place)
        os.chmod(place, 0o755)
        with open(os.path.join(place, "conf"), "w", encoding="utf-8") as file:
            file.write(text.replace("{place}", place))
        return os.path.join(place, "conf")

    def start(self, program, text, *options, check):
        """Starts a balancer with this configuration, which also passes the balancer's own check."""
        conf = self.write(text.replace("{port}", str(port := free_port())))
        done = subprocess.run([installed(program), *check, conf], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.addCleanup(Service(program, *options, conf, address=port).stop)
        return port

    def nginx(self, upstream):
        site = example("nginx/quire.conf", {**self.places, "listen 80 ": "listen 127.0.0.1:{port} ", "//round_robin;": f"//{upstream};",
                                            "/var/lib/quire/webapps/ROOT": self.site.root})
        paths = " ".join(f"{name}_temp_path {{place}}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return self.start("nginx", "daemon off; master_process off; pid {place}/pid; events {} http { access_log off; " + paths + site + "}",
                          "-e", "stderr", "-c", check=("-t", "-e", "stderr", "-c"))

    def haproxy(self, backend, more=None):
        # Only root can be another user.
        as_user = {} if os.geteuid() == 0 else {"    user haproxy\n    group haproxy\n": ""}
        changes = {**self.places, **as_user, "bind :80": "bind 127.0.0.1:{port}", "default_backend by_route": f"default_backend {backend}",
                   "check port 9180": "check", **(more or {})}
        text = example("haproxy/haproxy.cfg", changes)
        for name, port in self.metrics.items():
            place = f"    server {name} {self.places['10.0.0.1' + name[-1] + ':8080']}"
            text = text.replace(place, f"{place} port {port}")
        return self.start("haproxy", text, "-db", "-f", check=("-c", "-f"))

    def apache(self):
        modules = ("mpm_event", "authz_core", "mime", "dir", "alias", "proxy", "proxy_http", "proxy_balancer", "lbmethod_byrequests", "slotmem_shm",
                   "headers", "expires", "unique_id")
        text = "ServerRoot {place}\nServerName localhost\nPidFile {place}/pid\nDefaultRuntimeDir {place}\nErrorLog /dev/stderr\nListen 127.0.0.1:{port}\n"
        text += "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules)
        text += "User www-data\nGroup www-data\nTypesConfig /dev/null\nStartServers 1\n"
        site = example("apache/quire.conf", {**self.places, "*:80": "*:{port}", "/var/lib/quire/webapps/ROOT": self.site.root})
        return self.start("apache2", text + site, "-D", "FOREGROUND", "-f", check=("-t", "-f"))

    def lose(self, name):
        """Kills a server. Its worker ends by itself, and may answer one more request until then."""
        processes_of_it = processes.descendants(self.servers[name].supervisor_pid)
        self.servers[name].signal(signal.SIGKILL)
        self.servers[name].wait()
        wait_until(lambda: not any(map(processes.is_alive, processes_of_it)), f"all processes of {name} end")

    def check_in_turn(self, port, expected):
        visitor = Visitor(port)
        first = visitor.visit()
        cookie = visitor.cookie
        visits = [first, *(visitor.visit() for _ in range(7))]
        self.assertEqual([number for _, number in visits], list(range(1, 9)))
        self.assertEqual(collections.Counter(node for node, _ in visits), expected)
        self.lose("web1")
        self.assertEqual([visitor.visit() for _ in range(4)], [("web2", number) for number in range(9, 13)])
        self.assertEqual(visitor.cookie, cookie)

    def check_sticky(self, port, visitors):
        """`visitors`, of which the last two have different servers, keep these, until one of the servers is lost."""
        self.assertNotEqual(visitors[-2].node, visitors[-1].node)
        for number in range(2, 6):
            self.assertEqual([visitor.visit() for visitor in visitors], [(visitor.node, number) for visitor in visitors])
        cookies = [visitor.cookie for visitor in visitors]
        self.lose(visitors[-2].node)
        for number in range(6, 10):
            self.assertEqual([visitor.visit() for visitor in visitors], [(visitors[-1].node, number) for visitor in visitors])
        self.assertEqual([visitor.cookie for visitor in visitors], cookies)
        self.assertEqual(Visitor(port).visit(), (visitors[-1].node, 1))

    def new_visitors(self, port, sources):
        """Visitors with a session each, until both servers have one."""
        visitors = []
        for source in sources:
            visitors.append(Visitor(port, source))
            visitors[-1].node, number = visitors[-1].visit()
            self.assertEqual(number, 1)
            if visitors[-1].node != visitors[0].node:
                return visitors
        raise AssertionError("all sessions have the same server")

    def check_client(self, port, id_pattern):
        """What a client claims to be is not believed."""
        forged = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "1",
                  "X-Request-Id": "forged", "Forwarded": "for=6.6.6.6", "Host": f"shop.example:{port}"}
        words = Visitor(port).words(**forged)
        self.assertEqual(words[2:6], [CLIENT, "http", "shop.example", str(port)])
        self.assertRegex(words[6], id_pattern)

    def check_files(self, port, server):
        """The balancer sends static files itself, and no other file of the site."""
        hashed = Visitor(port).get("/asset.page")
        self.assertRegex(hashed.text, r"^/assets/a\.[0-9a-f]{8}\.css$")
        self.assertEqual(Visitor(port).get(hashed.text).text, "a {}")
        for path, text in (("/images/a.svg", "<svg/>"), ("/assets/a.css", "a {}")):
            response = Visitor(port).get(path)
            self.assertEqual((response.status, response.text), (200, text), path)
            self.assertEqual(response.header("Cache-Control"), "max-age=3600", path)
            self.assertIn(server, response.header("Server"))
        for path in FORBIDDEN:
            response = Visitor(port).get(path)
            self.assertIn(response.status, (400, 403, 404), path)
            self.assertNotIn("secret", response.text, path)
        self.assertNotIn("secret", Visitor(port).get("/n.page").text)

    def test_nginx_in_turn(self):
        self.serve()
        port = self.nginx("round_robin")
        self.check_client(port, "^[0-9a-f]{32}$")
        self.check_files(port, "nginx")
        self.check_in_turn(port, {"web1": 4, "web2": 4})

    def test_nginx_with_weights(self):
        self.serve()
        self.check_in_turn(self.nginx("weights"), {"web1": 6, "web2": 2})

    def test_nginx_by_address(self):
        self.serve()
        port = self.nginx("ip_hash")
        self.check_sticky(port, self.new_visitors(port, [f"127.{n}.0.1" for n in range(1, 100)]))

    def test_haproxy_by_route(self):
        self.serve()
        port = self.haproxy("by_route")
        self.check_client(port, "^[0-9a-f-]{36}$")
        self.check_sticky(port, self.new_visitors(port, [CLIENT] * 10))

    def test_haproxy_by_address(self):
        self.serve()
        port = self.haproxy("by_address")
        self.check_sticky(port, self.new_visitors(port, [f"127.{n}.0.1" for n in range(1, 100)]))

    def test_haproxy_when_a_server_leaves(self):
        self.serve(drain="1 h")
        port = self.haproxy("by_route", {"inter 2s": "inter 50ms"})
        visitor = Visitor(port)
        node, _ = visitor.visit()
        self.servers[node].signal(signal.SIGTERM)
        wait_until(lambda: visitor.visit()[0] != node, "HAProxy asks the other server")
        # It could still have answered.
        self.assertEqual(self.servers[node].get("/n.page").status, 200)
        # A second signal, which follows, ends a server at once.
        self.servers[visitor.visit()[0]].signal(signal.SIGTERM)

    def test_apache_by_route(self):
        self.serve()
        port = self.apache()
        self.check_client(port, "^[0-9A-Za-z_-]{27}$")
        self.check_files(port, "Apache")
        self.check_sticky(port, self.new_visitors(port, [CLIENT] * 10))


class AsTheyAre(unittest.TestCase):
    """The examples as far as they can be checked on another machine."""

    def test_servers(self):
        for name, host in (("web1", "10.0.0.11"), ("web2", "10.0.0.12")):
            for store in ("memcached", "redis"):
                with self.subTest(name=name, store=store), Site({
                        "webapps/ROOT/a.html": "", "password": "secret\n",
                        f"conf/conf.d/{name}.toml": example(f"conf/{name}.toml", {host: "127.0.0.1"})}) as base:
                    changes = {"/etc/quire/redis.password": base.path("password")} if store == "redis" else {}
                    base.write(f"conf/conf.d/{store}.toml", example(f"conf/{store}.toml", changes))
                    done = run("paged", "configtest", base.root)
                    self.assertEqual(done.returncode, 0, done.stderr)

    def test_haproxy(self):
        done = subprocess.run([installed("haproxy"), "-c", "-f", os.path.join(EXAMPLES, "haproxy/haproxy.cfg")], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
