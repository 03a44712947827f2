"""Expressions and tags: what they cost at run time, and how long an edit of a page with them takes."""

import os
import re
import subprocess

import sites
from edits import optimized_series, series
from figures import Row, milliseconds
from processes import Server, free_port, get, need_program

PATH_TARGET = 60
UNSET_TARGET = 40
# Milliseconds above those of a thin page, to the first response, and until the optimized page has taken over.
EDIT_TARGETS = {"20 expressions, 5 tags": (12, 60), "200 expressions": (35, None),
                "20 expressions of structs, 5 tags": (20, 125), "200 expressions of structs": (75, None)}
# The speed of a page's loop, relative to a scriptlet.
TYPED_TARGET, DYNAMIC_TARGET = 0.95, 0.75

CORE = '<%@ taglib prefix="c" uri="quire:core" %>'
TAGS = ('<c:if test="${param.b == 1}">x</c:if><c:forEach begin="1" end="2" var="i">${i}</c:forEach>'
        '<c:out value="${param.b}"/><c:set var="z" value="${param.b}"/><c:choose><c:when test="${param.b > 2}">y</c:when></c:choose>')
STRUCT = '<%! struct Item { const char* name; int size; }; const Item item{"a", 2}; %>'
PAGES = {
    "thin page": "",
    "1 expression": "${param.b}",
    "20 expressions, 5 tags": "".join("${param.b}" if n % 2 else "${param.b == %d}" % n for n in range(20)) + TAGS,
    "200 expressions": "${param.b}" * 200,
    "20 expressions of structs, 5 tags": STRUCT + "".join("${item.name}" if n % 2 else "${item.size == %d}" % n for n in range(20)) + TAGS.replace("param.b", "item.size"),
    "200 expressions of structs": STRUCT + "${item.name}" * 200,
}
TABLE = "<table><tr><th>id<th>message</tr>%s</table>"
FORTUNES = """<%@ page import="<string>, <vector>" %><%! struct Fortune { int id; std::string message; };
const std::vector<Fortune> kFortunes = [] {
  std::vector<Fortune> all;
  for (int id = 1; id <= 12; ++id) all.push_back({id, "A computer program does what you tell it to do, <not> what you want it to do."});
  return all;
}(); %>"""
LOOPS = {
    "scriptlet": FORTUNES + TABLE % "<% for (const Fortune& f : kFortunes) { %><tr><td><%= f.id %><td><%= f.message %></tr><% } %>",
    "c:forEach over structs": CORE + FORTUNES + TABLE % '<c:forEach items="${kFortunes}" var="f"><tr><td>${f.id}<td>${f.message}</tr></c:forEach>',
    "c:forEach over values": CORE + TABLE % '<c:forEach items="${fortunes}" var="f"><tr><td>${f.id}<td>${f.message}</tr></c:forEach>',
}
# Runs each page 500 times, discarding what it prints, and prints the microseconds of a run.
CLOCK = """<%@ page import="<chrono>, <string>" %><%
quire::Value all = quire::Value::list({});
for (int id = 1; id <= 12; ++id)
  all.push_back(quire::Value::map({{"id", id}, {"message", "A computer program does what you tell it to do, <not> what you want it to do."}}));
request.set_attribute("fortunes", all);
std::string times;
for (const char* page : {"/0.page", "/1.page", "/2.page"}) {
  const auto begin = std::chrono::steady_clock::now();
  for (int n = 0; n < 500; ++n) context.include(page), out.clear();
  times += std::to_string(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() / 500) + " ";
} %>Times:<%= times %>"""


def read_output(output):
    """Nanoseconds of a path, and microseconds of 1,000 unset names, of each run."""
    pairs = [tuple(float(number) for number in line.split()) for line in output.splitlines()]
    return [path for path, _ in pairs], [unset for _, unset in pairs]


def measure_expressions(options, figures):
    command = [need_program(os.path.join("bench", "el_speed")), str(10 * options.runs)]
    paths, unset = read_output(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    figures.add("expressions", "${a.b.c} of a request attribute", "ns", [Row("quire", paths, PATH_TARGET)])
    figures.add("expressions", "1,000 unset names, without a session and with 10 request attributes", "µs",
                [Row("quire", unset, UNSET_TARGET)])
    loops(options, figures)
    edits(options, figures)


def loops(options, figures):
    with sites.scratch() as folder:
        site, out = os.path.join(folder, "site"), os.path.join(folder, "out")
        for number, page in enumerate(LOOPS.values()):
            sites.write(site, f"{number}.page", page)
        sites.write(site, "clock.page", CLOCK)
        subprocess.run([need_program("pagec"), "build", site, "-o", out], check=True, capture_output=True,
                       env={**os.environ, "QUIRE_CACHE": os.path.join(folder, "cache")})
        port = free_port()
        with Server([need_program("paged"), "run", out, "--port", str(port)], port) as server:
            server.wait_for("/clock.page", "Times:")
            runs = [[float(time) for time in re.search("Times:(.*)", get(port, "/clock.page")[1])[1].split()]
                    for _ in range(10 * options.runs)]
    scriptlet = [run[0] for run in runs]
    figures.add("expressions", "A table of 12 rows", "µs", [Row(name, [run[number] for run in runs]) for number, name in enumerate(LOOPS)])
    figures.add("expressions", "Its time, relative to the scriptlet", "",
                [Row(name, [run[number] / one for run, one in zip(runs, scriptlet)], 1 / target)
                 for number, name, target in ((1, "c:forEach over structs", TYPED_TARGET), (2, "c:forEach over values", DYNAMIC_TARGET))])


def edits(options, figures):
    rows = []
    tokens = sites.tokens()
    with sites.served_hello() as (webapp, server):
        for number, (name, text) in enumerate(PAGES.items()):
            template = CORE + text + "<% const int token = @TOKEN@; %> Token:<%= token %>\n"
            path = f"/e{number}.page"
            page = sites.write(webapp, path[1:], template.replace("@TOKEN@", "1"))
            server.wait_for(path)
            shown_target, optimized_target = (rows[0].median + more if more else None for more in EDIT_TARGETS.get(name, (None, None)))
            if optimized_target is None:
                taken = series(server, page, path, template, options.edits, options.gap, tokens)
                rows.append(milliseconds(name, taken, shown_target))
                continue
            shown, optimized = optimized_series(server, page, path, template, options, tokens)
            rows.append(milliseconds(name, shown, shown_target))
            if optimized:
                rows.append(milliseconds("  until -O2 has taken over", optimized, optimized_target))
    figures.add("expressions", "Time from an edit to the first response that shows it", "ms", rows)


SUBJECTS = {"expressions": measure_expressions}
