"""Translation from a page to C++, on one core and without Clang."""

import os
import subprocess
import sys

import sites
from figures import Row
from processes import need_program

# 50 MB per second is 20 ms per MB, with 1 MB = 10^6 bytes.
TARGET_PER_MEGABYTE = 20
TARGET_LONG_PAGE = 50
LINES = 10_000
TRIMS = ["off", "lines", "collapse"]

TEXT = """<section class="news">
  <h2>What is new in the shop this week</h2>
  <p>Forty kinds of apples have come in, of which the reinette keeps until May &amp; tastes best in March.</p>
  <ul>
    <li><a href="/apples/reinette">Reinette</a> from 3,20 € a kilo, picked by hand</li>
    <li><a href="/apples/gravenstein">Gravenstein</a>, sold out until September</li>
  </ul>
</section>
"""

MIXED = """<table class="rows">
<% for (const auto& row : rows) {  // every one "as it is" %>
  <tr class="<%= row.is_new ? "new" : "old" %>">
    <td><%= row.name %></td><td><%= row.price * 100 / (1 + row.rate[0]) %></td>
    <td title="${title}">${'from ' + greeting}</td>
    <%-- the shop's own --%>
    <% if (row.count > 0) { %><b>in stock: <%= row.count %></b><% } else { %><i>sold out</i><% } %>
  </tr>
<% } %>
</table>
<p>Every price is that of a kilo, with tax, and holds until the end of the week.</p>
"""

TAGS = """<t:box title="Offers of ${month}" kind="wide">
  <t:card title="<%= row.name %>" price="<%= row.price %>"/>
  <t:card title="Apples" price="3">
    <p>Forty kinds of apples have come in, of which the reinette keeps until May.</p>
    <page:include page="/part.page"><page:param name="id" value="<%= row.id %>"/></page:include>
  </t:card>
  <page:element name="h${level}"><page:attribute name="class">wide ${kind}</page:attribute>
    <page:body>The rest of the offers</page:body></page:element>
  <page:text>Sold by the kilo</page:text>
</t:box>
"""

BLOCKS = {
    "text": TEXT,
    "text, expressions, scriptlets": MIXED,
    "tags and actions alone": TAGS,
    "of everything": TEXT + MIXED + TEXT + TAGS,
}
TAG_FILES = {
    "box": '<%@ attribute name="title" %><%@ attribute name="kind" %>\n<div class="${kind}"><h3>${title}</h3><page:doBody/></div>\n',
    "card": '<%@ attribute name="title" %><%@ attribute name="price" type="int" %>\n<b>${title}</b><page:doBody/>\n',
}


def page_of(block, size, trim="off"):
    """Whole copies of the block, at least `size` bytes in total."""
    head = f'<%@ page trim="{trim}" %>\n<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>\n'
    return head + block * -(-size // len(block.encode()))


def write_site(folder):
    for name, text in TAG_FILES.items():
        sites.write(folder, f"WEB-INF/tags/{name}.tag", text)


def read_speed(output):
    """Seconds of each run, and the peak memory in bytes."""
    *seconds, peak, errors = output.split()
    if errors != "0":
        sys.exit(f"bench: the translated page has {errors} errors")
    return [float(one) for one in seconds], int(peak)


def translated(folder, page, runs):
    sites.write(folder, "speed.page", page)
    command = [need_program(os.path.join("bench", "translate_speed")), folder, "/speed.page", str(runs)]
    return read_speed(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measure_translate(options, figures):
    speed, memory = [], []
    with sites.scratch() as folder:
        write_site(folder)
        for name, block in BLOCKS.items():
            for trim in TRIMS:
                page = page_of(block, 1_000_000, trim)
                seconds, _ = translated(folder, page, options.translations)
                megabytes = len(page.encode()) / 1e6
                speed.append(Row(f"{name}, trim={trim}", [1000 * one / megabytes for one in seconds], TARGET_PER_MEGABYTE))
            for size in (1_000_000, 4_000_000, 15_000_000):
                page = page_of(block, size)
                _, peak = translated(folder, page, 1)
                memory.append(Row(f"{name}, {size // 1_000_000} MB", [peak / len(page.encode())]))
        seconds, _ = translated(folder, sites.long_page(LINES), options.translations)
        long_page = Row(f"{LINES:,} lines", [1000 * one for one in seconds], TARGET_LONG_PAGE)
    figures.add("translate", "Translation of 1 MB of page text (20 ms is 50 MB per second)", "ms", speed)
    figures.add("translate", "Translation of the page used for edits", "ms", [long_page])
    figures.add("translate", "Peak memory per byte of page text", "bytes", memory)


SUBJECTS = {"translate": measure_translate}
