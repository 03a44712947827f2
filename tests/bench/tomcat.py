"""Debian's Tomcat 10 for comparison: with its default settings, and tuned to follow edits immediately."""

import contextlib
import os
import re
import shutil

import processes
import sites
from processes import Server, free_port

HOME = "/usr/share/tomcat10"
CONFIGURATION = "/etc/tomcat10"
PAGES = os.path.join(processes.TOP, "tests", "bench", "peers", "tomcat")


def read_page(name):
    with open(os.path.join(PAGES, name), encoding="utf-8") as file:
        return file.read()


SESSION_TEXT = read_page("session.jsp") + " Token:@TOKEN@\n"
SESSION_CODE = read_page("session.jsp") + "<% final int token = @TOKEN@; %> Token:<%= token %>\n"
FORTUNES_CODE = read_page("fortunes.jsp").replace("Additional fortune added at request time.", "Token:@TOKEN@")


def is_installed():
    return os.path.isfile(os.path.join(HOME, "bin", "catalina.sh")) and os.path.isdir(CONFIGURATION)


def wanted(options):
    """The requested variants, as (name, is tuned)."""
    if options.peers == "none" or (options.peers == "auto" and not is_installed()):
        return []
    if not is_installed():
        raise SystemExit("bench: --peers tomcat: apt install tomcat10")
    return [("Tomcat as shipped", False), ("Tomcat tuned", True)]


def edit_file(path, pattern, replacement):
    with open(path, encoding="utf-8") as file:
        text, count = re.subn(pattern, replacement, file.read(), count=1)
    if count == 0:
        raise SystemExit(f"bench: {path} is not as Tomcat 10.1 ships it: no {pattern}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_base(base, port, is_tuned):
    """Creates a separate base folder, leaving an installed service alone; returns its web application folder."""
    configuration = os.path.join(base, "conf")
    shutil.copytree(CONFIGURATION, configuration)
    for name in ("logs", "temp", "work"):
        os.makedirs(os.path.join(base, name))
    webapp = os.path.join(base, "webapps", "ROOT")
    shutil.copytree(PAGES, webapp)
    server = os.path.join(configuration, "server.xml")
    edit_file(server, r'<Connector port="8080"', f'<Connector port="{port}" address="127.0.0.1"')
    edit_file(server, r'<Server port="-?\d+"', '<Server port="-1"')
    if is_tuned:
        # Checks the page's file on each request, without caching.
        edit_file(os.path.join(configuration, "context.xml"), r"<Context>", '<Context><Resources cachingAllowed="false"/>')
        edit_file(os.path.join(configuration, "web.xml"), r"(<servlet-class>org\.apache\.jasper\.servlet\.JspServlet</servlet-class>)",
                  r"\1<init-param><param-name>modificationTestInterval</param-name><param-value>0</param-value></init-param>")
    return webapp


@contextlib.contextmanager
def served(is_tuned):
    """The web application folder, and the server, after a request of both pages."""
    with sites.scratch() as base:
        port = free_port()
        webapp = make_base(base, port, is_tuned)
        command = [os.path.join(HOME, "bin", "catalina.sh"), "run"]
        with Server(command, port, CATALINA_HOME=HOME, CATALINA_BASE=base) as server:
            for page in ("/session.jsp", "/fortunes.jsp"):
                server.wait_for(page)
            yield webapp, server
