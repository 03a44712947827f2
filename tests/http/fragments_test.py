"""A single fragment of a page: `?fragment=rows`."""

import unittest

from support.server import SiteTest
from support.site import PLAIN

BEGIN, END = '<% quire::PageControl::of(context).begin_fragment("{0}"); %>', '<% quire::PageControl::of(context).end_fragment("{0}"); %>'


def part(name, text):
    return BEGIN.format(name) + text + END.format(name)


LIST = 'head ' + part("rows", '[<%= request.param("n") %>]') + " middle " + part("foot", "foot " + part("year", "2026")) + part("rows", "second") + " end"

FILES = {
    "list.page": PLAIN + "<% quire::PageControl::of(context).allow_fragments(); %>" + LIST,
    "closed.page": PLAIN + LIST,
    "flushes.page": PLAIN + "<% quire::PageControl::of(context).allow_fragments(); quire::PageControl::of(context).set_buffer(0, true); %>a<% out.flush(); response.flush(); %>" + part("rows", "rows") + "z",
    "captures.page": PLAIN + "<% quire::PageControl::of(context).allow_fragments(); %>layout <% std::string text; { quire::Capture body(out); %>body " + part("rows", "rows") + "<% text = body.take(); } out.raw(text); %>",
    "includes.page": PLAIN + '<% quire::PageControl::of(context).allow_fragments(); %>a <% context.include("inner.page"); %>',
    "inner.page": "<% quire::PageControl::of(context).allow_fragments(); %>b " + part("rows", "inner rows"),
    "outer.page": PLAIN + 'a <% context.include("inner.page"); %>',
    "forwards.page": PLAIN + '<% quire::PageControl::of(context).allow_fragments(); %>a<% context.forward("list.page"); %>',
    "forwards_away.page": PLAIN + '<% quire::PageControl::of(context).allow_fragments(); %>a<% context.forward("closed.page"); %>',
    "redirects.page": '<% quire::PageControl::of(context).allow_fragments(); response.redirect("/a"); %>',
    "throws.page": "<% quire::PageControl::of(context).allow_fragments(); %>" + part("rows", "<% throw 1; %>"),
    "header.page": PLAIN + '<% quire::PageControl::of(context).allow_fragments(); response.set_header("X-A", "1"); %>' + part("rows", "rows")
                   + '<% response.set_header("X-A", "2"); %>',
}


class Fragments(SiteTest):
    FILES = FILES

    def test_the_fragment_is_the_whole_response(self):
        self.assert_page("/list.page?fragment=rows&n=5", "[5]")
        self.assert_page("/list.page?fragment=foot", "foot 2026")
        self.assert_page("/list.page?fragment=year", "2026")

    def test_without_a_name_the_page_is_complete(self):
        whole = "head [5] middle foot 2026second end"
        self.assert_page("/list.page?n=5", whole)
        self.assert_page("/list.page?n=5&fragment=", whole)

    def test_only_if_the_page_allows_it(self):
        self.assert_page("/closed.page?n=5&fragment=rows", "head [5] middle foot 2026second end")
        self.assert_page("/outer.page?fragment=rows", "a b inner rows")

    def test_an_unknown_fragment_is_not_found(self):
        response = self.assert_status("/list.page?fragment=%3Cx%3E", 404)
        self.assertIn("there is no fragment", response.words)
        self.assertIn("&lt;x&gt;", response.words)
        self.assertIn("/list.page", response.words)

    def test_nothing_else_is_sent(self):
        self.assert_page("/flushes.page?fragment=rows", "rows")
        self.assert_page("/flushes.page", "arowsz")
        self.assert_page("/captures.page?fragment=rows", "rows")
        self.assert_page("/captures.page", "layout body rows")

    def test_fragments_of_included_pages(self):
        self.assert_page("/includes.page?fragment=rows", "inner rows")

    def test_a_forward_passes_it_to_the_other_page(self):
        self.assert_page("/forwards.page?fragment=rows&n=1", "[1]")
        self.assert_page("/forwards_away.page?fragment=rows&n=1", "head [1] middle foot 2026second end")

    def test_other_responses_are_unchanged(self):
        self.assertEqual(self.assert_status("/redirects.page?fragment=rows", 302).header("Location"), "/a")
        self.assertIn("throws.page:1:", self.assert_status("/throws.page?fragment=rows", 500).words)

    def test_the_page_ends_with_the_fragment(self):
        self.assertEqual(self.assert_page("/header.page?fragment=rows", "rows").header("X-A"), "1")


if __name__ == "__main__":
    unittest.main()
