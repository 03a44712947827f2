"""Tests of the benchmarks' parsing and output; figures are not checked."""

import contextlib
import io
import json
import os
import tempfile
import unittest

import edits
import figures
import files
import load
import mistakes
import precompile
import processes
import sites
import tomcat
import translate

WRK = """Running 1s test @ http://127.0.0.1:1/
  1 threads and 64 connections
  82035 requests in 1.10s, 9.1MB read
  Socket errors: connect 1, read 2, write 3, timeout 4
  Non-2xx or 3xx responses: 5
Requests/sec:  74577.27
"""


class Wrk(unittest.TestCase):
    def test_all_kinds_of_failures_are_counted(self):
        self.assertEqual(load.parse_wrk(WRK), (82035, 74577.27, 15))

    def test_none(self):
        lines = [line for line in WRK.splitlines(True) if "errors" not in line and "Non-2xx" not in line]
        self.assertEqual(load.parse_wrk("".join(lines))[2], 0)

    def test_the_volume(self):
        self.assertEqual(files.parse_volume(WRK), 9.1 * 1024 * 1024)


class Events(unittest.TestCase):
    def test_the_stream(self):
        lines = ["retry: 300\n", "\n", "event: failure\n", 'data: {"a":\n', "data:1}\n", "\n", ": idle\n", "data: x\r\n", "\r\n"]
        self.assertEqual(list(mistakes.parse_events(lines)), [("failure", '{"a":\n1}'), ("message", "x")])

    def test_what_a_page_shows(self):
        body = '<p>x</p><script nonce="1" src="/_quire/live.js" data-pages="/a%20b.page@1 /c.page@2&amp;"></script>'
        self.assertEqual(mistakes.shown_pages(body), "/a%20b.page@1 /c.page@2&")
        self.assertIsNone(mistakes.shown_pages("<script src='other.js'></script>"))

    def test_places(self):
        failure = {"page": "/a.page", "diagnostics": [{"line": 3, "column": 8, "notes": [{"line": 1, "column": 2}]}]}
        self.assertEqual(list(mistakes.places_in(failure)), [(3, 8), (1, 2)])
        answer = {"failures": [failure]}
        self.assertTrue(mistakes.tells_place(answer, 1) is (mistakes.COLUMN == 2))
        self.assertTrue(mistakes.tells_place(answer, 3) is (mistakes.COLUMN == 8))
        self.assertFalse(mistakes.tells_place({"failures": []}, 3))

    def test_the_column_is_that_of_the_name(self):
        line = mistakes.MISTAKE.splitlines()[1]
        self.assertTrue(line[mistakes.COLUMN - 1:].startswith("mistake_"))


class Responses(unittest.TestCase):
    def test_the_end_of_a_response(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
        self.assertTrue(processes.is_whole(head + b"ab"))
        for part in (b"", head[:-2], head + b"a", b"HTTP/1.1 200 OK\r\n\r\nab"):
            self.assertFalse(processes.is_whole(part), part)


class Figures(unittest.TestCase):
    def test_reached_and_missed(self):
        self.assertTrue(figures.milliseconds("a", [0.001, 0.002, 0.009], 5).is_reached)
        self.assertFalse(figures.milliseconds("a", [0.006], 5).is_reached)
        self.assertIsNone(figures.milliseconds("a", [0.006]).is_reached)
        self.assertTrue(figures.Row("none failed", [0], 0).is_reached)
        self.assertFalse(figures.Row("one failed", [1], 0).is_reached)

    def test_the_file_contains_the_table(self):
        with tempfile.TemporaryDirectory() as folder:
            with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(shown):
                kept = figures.Figures()
                kept.add("edits", "Edits", "ms", [figures.Row("text", [3, 1, 2], 5)])
            self.assertRegex(shown.getvalue(), r"\n  text +2 +1 +3 +3 +≤ 5  reached\n")
            kept.write(os.path.join(folder, "f.json"))
            with open(os.path.join(folder, "f.json"), encoding="utf-8") as file:
                tables = json.load(file)["tables"]
        self.assertEqual(tables, [{"subject": "edits", "title": "Edits", "unit": "ms", "rows": [
            {"name": "text", "p50": 2, "min": 1, "max": 3, "times": 3, "target": 5, "reached": True}]}])

    def test_columns_are_aligned(self):
        self.assertEqual(figures.text_table([["ms", "p50"], ["text edit", "5"]]), "  ms         p50\n  text edit    5")


class Sites(unittest.TestCase):
    def test_number_of_lines_of_a_long_page(self):
        self.assertEqual(sites.long_page(10_000).count("\n"), 10_000)

    def test_every_edit_has_a_token(self):
        for text in (sites.SESSION_TEXT, sites.SESSION_CODE, sites.FORTUNES_CODE, sites.long_page(10),
                     tomcat.SESSION_TEXT, tomcat.SESSION_CODE, tomcat.FORTUNES_CODE):
            self.assertEqual(text.count("@TOKEN@"), 1)

    def test_pages_are_distributed_over_folders(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = sites.add_pages(folder, 201)
            self.assertEqual(len(set(paths)), 201)
            self.assertEqual(len(os.listdir(os.path.join(folder, "many"))), 3)
            self.assertTrue(all(os.path.isfile(folder + path) for path in paths))


class Pages(unittest.TestCase):
    def test_content_of_a_page(self):
        for number in (0, 999):
            page = precompile.page_of(number, precompile.IMPORT)
            self.assertEqual(page.count("\n"), precompile.LINES)
            self.assertEqual(page.count("<%="), precompile.EXPRESSIONS)


class Translations(unittest.TestCase):
    def test_pages_consist_of_whole_blocks(self):
        for block in translate.BLOCKS.values():
            page = translate.page_of(block, 10_000, "lines")
            self.assertGreaterEqual(len(page), 10_000)
            self.assertTrue(page.endswith(block) and 'trim="lines"' in page)

    def test_output_of_the_program(self):
        self.assertEqual(translate.read_speed("0.002\n0.001\n4096\n0\n"), ([0.002, 0.001], 4096))
        with self.assertRaises(SystemExit):
            translate.read_speed("0.002\n4096\n1\n")


class Console(unittest.TestCase):
    def test_the_line_of_an_optimized_page(self):
        log = "06:00:00 /fortunes.page  code  90.0 ms  (compile 80.0)\n06:00:01 /fortunes.page  optimized  300.0 ms\n"
        self.assertEqual(len(edits.optimized_line("/fortunes.page").findall(log)), 1)
        self.assertEqual(len(load.ANNOUNCED.findall(log.replace("fortunes", "session"))), 1)


if __name__ == "__main__":
    unittest.main()
