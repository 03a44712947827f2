"""Edits of a page and its dependencies: the next response is from the new version."""

import os
import re
import unittest

from support import processes
from support.server import SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until

# Enough of the standard library to make compilation slow.
SLOW = """<%@ page import="<algorithm>, <map>, <string>, <vector>" %><%!
struct Row { int id; std::string name; };
%><%= NUMBER %> <%
std::vector<Row> rows = {{2, "b"}, {1, "a"}};
std::map<std::string, Row> by_name;
std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
for (const Row& row : rows) by_name[row.name] = row;
for (const auto& [name, row] : by_name) { %><%= name %>=<%= row.id %> <% } %>"""


class Edits(SiteTest):
    FILES = {
        "WEB-INF/src/site.h": "#pragma once\ninline int site_number() { return 1; }\n",
        "beside.h": "#pragma once\n#include \"deeper/inner.h\"\ninline int beside() { return 1 + inner(); }\n",
        "deeper/inner.h": "#pragma once\ninline int inner() { return 10; }\n",
        "WEB-INF/part.pagef": "part 1",
        "WEB-INF/outer.pagef": '<%@ include file="part.pagef" %>',
    }

    def test_code_edit(self):
        for n in range(3):
            self.site.write("code.page", f"{PLAIN}<%= {n} + 1 %>")
            self.assert_page("/code.page", str(n + 1))
        self.assertEqual(self.builds("code.page"), ["code"] * 3)

    def test_a_text_edit_compiles_nothing(self):
        for n in range(4):
            self.site.write("text.page", f"{PLAIN}before {n} <%= 5 %>{' after' * n}")
            self.assert_page("/text.page", f"before {n} 5{' after' * n}")
        self.assertEqual(self.builds("text.page"), ["code"] + ["text"] * 3)
        self.assertEqual(len([name for name in os.listdir(self.site.path("WEB-INF/work")) if name.startswith("text.page") and name.endswith(".so")]), 1)

    def test_a_reverted_edit_compiles_nothing(self):
        for value in (1, 2, 1, 2):
            self.site.write("back.page", f"{PLAIN}<%= {value} %>")
            self.assert_page("/back.page", str(value))
        self.assertEqual(self.builds("back.page"), ["code", "code", "text", "text"])

    def test_an_edit_through_a_hard_link(self):
        with Site() as other:
            page = PLAIN + '{}<%@ include file="linked.txt" %>'
            self.site.write("linked.page", page.format(1))
            self.site.write("linked.txt", "one")
            self.assert_page("/linked.page", "1one")
            # Added after the page was built.
            for name in ("linked.page", "linked.txt"):
                os.link(self.site.path(name), other.path(name))
            other.write("linked.txt", "two")
            self.assert_page("/linked.page", "1two")
            other.write("linked.page", page.format(2))
            self.assert_page("/linked.page", "2two")
            self.site.write("linked.txt", "three")
            self.assert_page("/linked.page", "2three")

    def test_a_slow_page_is_optimized_afterwards(self):
        self.site.write("slow.page", SLOW.replace("NUMBER", "1"))
        before = self.assert_status("/slow.page", 200).text
        wait_until(lambda: "/slow.page  optimized  " in self.server.log(), self.server.log)
        # The version is the same, so that browsers do not reload.
        self.assertEqual(self.assert_status("/slow.page", 200).text, before)
        self.site.write("slow.page", SLOW.replace("NUMBER", "2"))
        self.assertTrue(self.assert_status("/slow.page", 200).text.startswith("2 "))

    def test_a_build_overtaken_by_an_edit_is_cancelled(self):
        self.site.write("overtaken.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/overtaken.page", "1")
        self.site.write("overtaken.page", f"{PLAIN}<%! template <int N> struct D {{ static constexpr int v = D<N - 1>::v + N; }};"
                        "template <> struct D<0> { static constexpr int v = 0; };"
                        "template <int N> int all() { if constexpr (N > 0) return D<N % 900>::v + all<N - 1>(); else return 0; } %>"
                        "<%= all<900>() %>")
        wait_until(lambda: "pagec build" in map(processes.name, processes.descendants(self.server.supervisor_pid)), "a running build")
        self.site.write("overtaken.page", f"{PLAIN}<%= 3 %>")
        self.assert_page("/overtaken.page", "3")
        # The overtaken build is not reported. The last one compiles nothing if an earlier one was overtaken
        # after it had compiled the same code: opening the file for writing and closing it are two changes.
        first, last = self.builds("overtaken.page")
        self.assertEqual(first, "code")
        self.assertIn(last, ("code", "text"))

    def test_a_shared_header_is_logged_once(self):
        self.site.write("WEB-INF/src/shared.h", "inline int shared() { return 1; }\n")
        names = [f"shared{n}.page" for n in range(5)]
        for name in names:
            self.site.write(name, f'{PLAIN}<%@ page import="shared.h" %><%= shared() %>')
            self.assert_page("/" + name, "1")
        self.site.write("WEB-INF/src/shared.h", "inline int shared() { return 2; }\n")
        for name in names:
            self.assert_page("/" + name, "2")
        told = wait_until(lambda: re.findall(r"/WEB-INF/src/shared\.h  (\w+)  [\d.]+ ms  \((5 pages)", self.server.log()), self.server.log)
        self.assertEqual(told, [("world", "5 pages")])
        # The builds caused by the header are in the header's line.
        self.assertLessEqual(max(len(self.builds(name)) for name in names), 1)

    def test_two_quick_edits_of_equal_size(self):
        self.site.write("fast.page", f"{PLAIN}<%= 1 %>a")
        self.assert_page("/fast.page", "1a")
        for text in ("<%= 2 %>a", "<%= 3 %>a", "<%= 3 %>b", "<%= 3 %>c"):
            self.site.write("fast.page", PLAIN + text)
            self.assert_page("/fast.page", text[4] + text[-1])

    def test_an_edit_with_the_old_time_and_size(self):
        self.site.write("times.page", f"{PLAIN}<%= 1 %>")
        os.utime(self.site.path("times.page"), (1_000_000_000, 1_000_000_000))
        self.assert_page("/times.page", "1")
        self.site.write("times.page", f"{PLAIN}<%= 2 %>")
        os.utime(self.site.path("times.page"), (1_000_000_000, 1_000_000_000))
        self.assert_page("/times.page", "2")

    def test_write_and_rename(self):
        for n in range(3):
            self.site.write_and_rename("renamed.page", f"{PLAIN}<%= {n} %>")
            self.assert_page("/renamed.page", str(n))

    def test_rename_to_a_backup_and_write(self):
        self.site.write("backup.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/backup.page", "1")
        os.rename(self.site.path("backup.page"), self.site.path("backup.page~"))
        self.site.write("backup.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/backup.page", "2")

    def test_delete_and_restore(self):
        self.site.write("gone.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/gone.page", "1")
        self.site.delete("gone.page")
        self.assert_status("/gone.page", 404)
        self.site.write("gone.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/gone.page", "2")

    def test_new_page_in_a_new_folder(self):
        self.assert_status("/new/folder/x.page", 404)
        self.site.write("new/folder/x.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/new/folder/x.page", "1")
        self.site.write("new/folder/x.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/new/folder/x.page", "2")

    def test_rename_a_folder(self):
        self.site.write("before/x.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/before/x.page", "1")
        os.rename(self.site.path("before"), self.site.path("after"))
        self.assert_status("/before/x.page", 404)
        self.assert_page("/after/x.page", "1")
        self.site.write("after/x.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/after/x.page", "2")

    def test_included_file(self):
        self.site.write("including.page", f'{PLAIN}<%@ include file="WEB-INF/outer.pagef" %>')
        self.assert_page("/including.page", "part 1")
        self.site.write("WEB-INF/part.pagef", "part 2")
        self.assert_page("/including.page", "part 2")
        self.site.write("WEB-INF/part.pagef", "part <%= 3 %>")
        self.assert_page("/including.page", "part 3")
        self.site.write("WEB-INF/part.pagef", "part 1")

    def test_page_included_at_run_time(self):
        self.site.write("inner.page", "inner <%= 1 %>")
        self.site.write("runs.page", f'{PLAIN}<% context.include("inner.page"); %>')
        self.assert_page("/runs.page", "inner 1")
        self.site.write("inner.page", "inner <%= 2 %>")
        self.assert_page("/runs.page", "inner 2")

    def test_headers(self):
        self.site.write("headers.page", f'{PLAIN}<%@ page import="site.h, beside.h" %><%= site_number() %> <%= beside() %>')
        self.assert_page("/headers.page", "1 11")
        self.site.replace("WEB-INF/src/site.h", "return 1", "return 2")
        self.assert_page("/headers.page", "2 11")
        self.site.replace("beside.h", "return 1", "return 3")
        self.assert_page("/headers.page", "2 13")
        self.site.replace("deeper/inner.h", "return 10", "return 20")
        self.assert_page("/headers.page", "2 23")

    def test_header_that_hides_another(self):
        self.site.write("WEB-INF/src/found.h", "inline int found() { return 1; }\n")
        self.site.write("hides/x.page", f'{PLAIN}<%@ page import="found.h" %><%= found() %>')
        self.assert_page("/hides/x.page", "1")
        self.site.write("hides/found.h", "inline int found() { return 2; }\n")
        self.site.write("hides/x.page", f'{PLAIN}<%@ page import="found.h" %><%= found() %>!')
        self.assert_page("/hides/x.page", "2!")

    def test_edited_while_it_runs(self):
        self.site.write("long.page", f"{PLAIN}old<% out.flush(); %> end")
        with self.server.connect() as connection:
            self.assertEqual(connection.get("/long.page").text, "old end")
            self.site.write("long.page", f"{PLAIN}new<% out.flush(); %> end")
            self.assertEqual(connection.get("/long.page").text, "new end")

    def test_a_partially_written_page_is_never_served(self):
        old, new = f"{PLAIN}old <%= 1 %> end", f"{PLAIN}new <%= 2 %> end"
        self.site.write("half.page", old)
        self.assert_page("/half.page", "old 1 end")
        with open(self.site.path("half.page"), "w", encoding="utf-8") as file, self.server.connect() as connection:
            file.write(new[:len(PLAIN) + 4])
            file.flush()
            # The request arrives before the rest is written: it may wait, or get the old page.
            connection.send("GET /half.page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            file.write(new[len(PLAIN) + 4:])
            file.close()
            self.assertIn(connection.read_response().text, ("old 1 end", "new 2 end"))
        self.assert_page("/half.page", "new 2 end")

    def test_a_partially_written_static_file(self):
        self.site.write("half.css", "old")
        with open(self.site.path("half.css"), "w", encoding="utf-8") as file, self.server.connect() as connection:
            file.write("ne")
            file.flush()
            connection.send("GET /half.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
            file.write("w")
            file.close()
            self.assertEqual(connection.read_response().text, "new")


if __name__ == "__main__":
    unittest.main()
