"""Builds of a whole site, and after an edit; compared with Tomcat's JspC on equivalent pages."""

import glob
import os
import shutil
import subprocess
import sys
import time

import sites
import tomcat
from figures import Row, milliseconds
from processes import need_program

LINES = 50
EXPRESSIONS = 12
# Number of parallel processes.
JOBS = 2

TARGET_FULL = 10_000
TARGET_AGAIN = 500
# At most a full build, within the variation between runs.
TARGET_HEADER = 1.05

HEADER = "#pragma once\ninline int shared_by_all() { return %d; }\n"
IMPORT = '<%@ page import="all.h" %><% (void)shared_by_all(); %>'
# JspC is an Ant task and uses Eclipse's compiler.
ANT = "/usr/share/java/ant.jar"
JARS = ["/usr/share/tomcat10/lib/*.jar", "/usr/share/tomcat10/bin/*.jar", "/usr/share/java/eclipse-jdt-core.jar",
        "/usr/share/java/ecj.jar", ANT]


def page_of(number, head=""):
    """A page of LINES lines, EXPRESSIONS of them with an expression that is valid in C++ and Java."""
    lines = []
    for line in range(LINES):
        if line % 4 == 1 and line // 4 < EXPRESSIONS:
            lines.append(f"<li>{number} and {line}: <%= {number} + {line} %></li>")
        else:
            lines.append(f"<p>Line {line} of page {number}, with some words in it.</p>")
    return head + "\n".join(lines) + "\n"


def write_pages(folder, count, ending, head=""):
    for number in range(count):
        sites.write(folder, f"many/{number // 100}/p{number}.{ending}", page_of(number, head))


def seconds_of(command, **variables):
    begin = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **variables}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command[:4])} failed:\n{done.stdout[-2000:]}")
    return time.monotonic() - begin


class Building:
    """`pagec build` of a site in a temporary folder, with existing precompiled headers."""

    def __init__(self, folder):
        self.folder = folder
        self.site = os.path.join(folder, "site")
        self.variables = {"QUIRE_CACHE": os.path.join(folder, "cache")}
        first = os.path.join(folder, "first")
        sites.write(first, "first.page", "<%= 1 %>")
        seconds_of([need_program("pagec"), "build", first, "-o", first + "-out"], **self.variables)

    def run(self):
        return seconds_of([need_program("pagec"), "build", self.site, "-o", os.path.join(self.folder, "out"),
                           f"-j{JOBS}", "-O2"], **self.variables)

    def start_anew(self):
        for name in ("out", "cache/builds"):
            shutil.rmtree(os.path.join(self.folder, name), ignore_errors=True)


def is_jspc_installed():
    return tomcat.is_installed() and os.path.isfile(ANT)


def jspc(webapp, output):
    shutil.rmtree(output, ignore_errors=True)
    jars = [path for pattern in JARS for path in glob.glob(pattern)]
    return seconds_of(["java", "-cp", ":".join(jars), "org.apache.jasper.JspC", "-webapp", webapp, "-d", output, "-compile",
                       "-threadCount", str(JOBS)])


def measure_full(options, building, folder):
    """Seconds of full builds and of JspC, alternating, so that other load affects both."""
    webapp = os.path.join(folder, "jsp")
    os.makedirs(os.path.join(webapp, "WEB-INF"))
    write_pages(webapp, options.precompile_pages, "jsp")
    with_peer = options.peers != "none" and is_jspc_installed()
    if options.peers == "tomcat" and not with_peer:
        raise SystemExit("bench: --peers tomcat: apt install tomcat10 ant")
    ours, theirs = [], []
    for _ in range(options.precompile_runs):
        building.start_anew()
        ours.append(building.run())
        if with_peer:
            theirs.append(jspc(webapp, os.path.join(folder, "jsp-out")))
    return ours, theirs


def measure_again(options, building):
    """Seconds with no changes, and with one changed page."""
    nothing, page = [], []
    for number in range(options.precompile_runs):
        nothing.append(building.run())
        sites.write(building.site, "many/0/p7.page", page_of(7) + f"<%= {number} %>\n")
        page.append(building.run())
    return nothing, page


def measure_header(options, building):
    """Seconds of a full build of pages that share a header, and after edits of the header."""
    sites.write(building.site, "WEB-INF/src/all.h", HEADER % 0)
    write_pages(building.site, options.precompile_pages, "page", IMPORT)
    full, edited = [], []
    for number in range(options.precompile_runs):
        building.start_anew()
        full.append(building.run())
        sites.write(building.site, "WEB-INF/src/all.h", HEADER % (number + 1))
        edited.append(building.run())
    return full, edited


def measure_precompile(options, figures):
    with sites.scratch() as folder:
        building = Building(folder)
        write_pages(building.site, options.precompile_pages, "page")
        ours, theirs = measure_full(options, building, folder)
        nothing, page = measure_again(options, building)
        full, edited = measure_header(options, building)
    figures.add("precompile", f"{options.precompile_pages:,} pages of {LINES} lines with {EXPRESSIONS} expressions, "
                f"compiled ahead with {JOBS} processes", "ms",
                [milliseconds("all of them", ours, TARGET_FULL), *([milliseconds("Tomcat's JspC", theirs)] if theirs else []),
                 milliseconds("nothing changed", nothing, TARGET_AGAIN), milliseconds("a page changed", page, TARGET_AGAIN),
                 milliseconds("all of them, with a header of all", full),
                 milliseconds("that header changed", edited)])
    ratios = [Row("that header changed, to all of them", [edit / one for edit, one in zip(edited, full)], TARGET_HEADER)]
    if theirs:
        ratios.insert(0, Row("all of them, to JspC", [our / their for our, their in zip(ours, theirs)], 1))
    figures.add("precompile", "Of one run", "ratio", ratios)


SUBJECTS = {"precompile": measure_precompile}
