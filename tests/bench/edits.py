"""Edits of a page: time from just before the write to the first response that shows the edit."""

import os
import re
import time

import sites
import tomcat
from figures import milliseconds

TITLE = "Time from an edit to the first response that shows it"
# The first edits are for warm-up; they change code even if later edits change only text.
WARM_UP = 2
# How long to wait for a log line that may not come.
LIMIT = 5


def series(server, file, path, template, times, gap, tokens):
    """Makes `count` edits, `gap` seconds apart; returns the seconds of each, without warm-up."""
    taken = []
    for _ in range(times + WARM_UP):
        token = next(tokens)
        taken.append(server.edit_until_shown(file, template.replace("@TOKEN@", token), path, "Token:" + token))
        time.sleep(gap)
    return taken[WARM_UP:]


def thin_series(server, webapp, options, tokens):
    """Text and code edits of samples/hello/session.page."""
    page = os.path.join(webapp, "session.page")
    return [series(server, page, "/session.page", template, options.edits, options.gap, tokens)
            for template in (sites.SESSION_TEXT, sites.SESSION_CODE)]


def optimized_series(server, file, path, template, options, tokens):
    """Code edits of a page: seconds to the first response, and to the log line for its
    optimized library. There are fewer of the latter if some did not come."""
    shown, optimized = [], []
    # The log line of `paged dev` when a page's optimized library is in use.
    line = re.compile(rf"^\S+ {re.escape(path)} +optimized\b", re.MULTILINE)
    server.started = time.perf_counter()
    server.wait_for(path)
    # If the first log line does not come, the others will not either.
    is_told = server.wait_for_line(line, 0, LIMIT) is not None
    for _ in range(options.edits + WARM_UP):
        token = next(tokens)
        before = len(server.text())
        shown.append(server.edit_until_shown(file, template.replace("@TOKEN@", token), path, "Token:" + token))
        optimized.append(server.wait_for_line(line, before, LIMIT) if is_told else None)
        time.sleep(options.gap)
    return shown[WARM_UP:], [one for one in optimized[WARM_UP:] if one is not None]


def measure_edits(options, figures):
    rows = []
    tokens = sites.tokens()
    with sites.served_hello() as (webapp, server):
        text, code = thin_series(server, webapp, options, tokens)
        rows.append(milliseconds("text, thin page", text, 5))
        long_page = sites.write(webapp, "long.page", sites.long_page(10_000))
        server.wait_for("/long.page")
        taken = series(server, long_page, "/long.page", sites.long_page(10_000), options.edits, options.gap, tokens)
        rows.append(milliseconds("text, page of 10,000 lines", taken, 5))
        rows.append(milliseconds("code, thin page", code, 20))
        shown, optimized = optimized_series(server, os.path.join(webapp, "fortunes.page"), "/fortunes.page", sites.FORTUNES_CODE, options, tokens)
        rows.append(milliseconds("code, fortunes page", shown, 85))
        if optimized:
            rows.append(milliseconds("  until -O2 has taken over", optimized, 400))
    if len(optimized) < len(shown):
        print(f"bench: of {len(shown)} edits of the fortunes page, {len(shown) - len(optimized)} were not reported as optimized within {LIMIT} s")
    for name, is_tuned in tomcat.wanted(options):
        rows += tomcat_rows(name, is_tuned, options)
    figures.add("edits", TITLE, "ms", rows)


def tomcat_rows(name, is_tuned, options):
    # By default, it checks for changes every four seconds, and caches results for five.
    times = options.edits if is_tuned else options.peer_edits
    tokens = sites.tokens()
    rows = []
    with tomcat.served(is_tuned) as (webapp, server):
        for what, page, template in (("text, thin page", "session.jsp", tomcat.SESSION_TEXT),
                                     ("code, thin page", "session.jsp", tomcat.SESSION_CODE),
                                     ("code, fortunes page", "fortunes.jsp", tomcat.FORTUNES_CODE)):
            taken = series(server, os.path.join(webapp, page), "/" + page, template, times, options.gap, tokens)
            rows.append(milliseconds(f"{name}: {what}", taken))
    return rows


def measure_size(options, figures):
    """The same edits in a small and in a large site."""
    rows = []
    for count in (10, options.pages):
        with sites.scratch() as folder:
            webapp = sites.hello(folder)
            sites.add_pages(webapp, count)
            with sites.dev_server(webapp, os.path.join(folder, "cache")) as server:
                server.wait_for("/session.page")
                text, code = thin_series(server, webapp, options, sites.tokens())
        rows.append(milliseconds(f"text, thin page, {count:,} pages in the site", text, 5))
        rows.append(milliseconds(f"code, thin page, {count:,} pages in the site", code, 20))
    figures.add("size", "Time from an edit to the response, in a small and in a large site", "ms", rows)


def measure_header(options, figures):
    """Edits of a header that many pages use: time to the first requested page, and to all pages."""
    header = "#pragma once\n#include <string>\n#include <vector>\ninline std::string token() { return \"Token:@TOKEN@\"; }\n"
    one, every = [], []
    tokens = sites.tokens()
    with sites.scratch() as folder:
        paths = [f"/p{page}.page" for page in range(50)]
        for number, path in enumerate(paths):
            sites.write(folder, "site" + path, f'<%@ page import="shared.h" %>page {number}: <%= token() %>\n')
        file = sites.write(folder, "site/WEB-INF/src/shared.h", header.replace("@TOKEN@", next(tokens)))
        with sites.dev_server(os.path.join(folder, "site"), os.path.join(folder, "cache")) as server:
            for path in paths:
                server.wait_for(path)
            for _ in range(options.header_edits + 1):
                token = next(tokens)
                one.append(server.edit_until_shown(file, header.replace("@TOKEN@", token), paths[0], "Token:" + token))
                every.append([server.wait_for(path, "Token:" + token) for path in paths][-1])
                time.sleep(options.gap)
    rows = [milliseconds("the requested page", one[1:], 250), milliseconds("all 50 pages", every[1:], 3000)]
    figures.add("header", "Time from an edit of WEB-INF/src/shared.h, which 50 pages import", "ms", rows)


SUBJECTS = {"edits": measure_edits, "size": measure_size, "header": measure_header}
