"""Time from exec to the first response."""

import os

import sites
from figures import milliseconds

PAGES = 200


def measure_start(options, figures):
    cold, warm = [], []
    for _ in range(options.runs):
        with sites.scratch() as folder:
            webapp = sites.hello(folder)
            paths = ["/" + name for name in os.listdir(webapp) if name.endswith(".page")]
            paths += sites.add_pages(webapp, PAGES - len(paths))
            cache = os.path.join(folder, "cache")
            with sites.dev_server(webapp, cache) as server:
                cold.append(server.wait_for("/session.page"))
                # For the second start, all pages must be built.
                for path in paths:
                    server.wait_for(path)
            with sites.dev_server(webapp, cache) as server:
                warm.append(server.wait_for("/session.page"))
    rows = [milliseconds("nothing built, nothing precompiled", cold, 1500), milliseconds("all pages built", warm, 150)]
    figures.add("start", f"Time from exec of `paged dev` on {PAGES} pages to the first 200 of /session.page", "ms", rows)


SUBJECTS = {"start": measure_start}
