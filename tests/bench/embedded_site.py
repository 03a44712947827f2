#!/usr/bin/env python3
"""Writes the C++ of a server with an embedded site of many small pages. usage: embedded_site.py COUNT"""

import sys

HEAD = """#include <quire/page.h>
#include <quire/server.h>
namespace {
using namespace quire;
constexpr std::string_view kNames[] = {"index.page"};
constexpr EmbeddedPlace kPlaces[] = {{0, 1, 1}};
"""
PAGE = """void render_%(number)04d(PageContext& context, const Text*, Frame& frame) {
  frame.enter();
  context.out().raw("<p>page %(number)d at ");
  frame.at(0), print_html(context.out(), context.application().context_path());
  context.out().raw("</p>");
}
constexpr EmbeddedPage kPage%(number)04d = {{kAbiStamp, "/page%(number)04d.page", 0, render_%(number)04d},
    "text/html;charset=UTF-8", "%(number)016x", 20, kPlaces, kNames};
"""
TAIL = """const EmbeddedPage* const kPages[] = {%s};
const EmbeddedSite kSite = {kAbiStamp, "many", kPages, {}, {}};
}  // namespace
int main(int argc, char** argv) { return serve(argc, argv, {{"", kSite}}); }
"""


def main(count):
    pages = "".join(PAGE % {"number": number} for number in range(count))
    sys.stdout.write(HEAD + pages + TAIL % ", ".join(f"&kPage{number:04d}" for number in range(count)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
