"""Sessions: cookies, lifetime, and values."""

import concurrent.futures
import re
import unittest

from support.server import SiteTest, without_live_script
from support.site import PLAIN

_ID = re.compile(r"[0-9A-F]{32}")


class Browser:
    """Requests pages and keeps cookies, like a browser."""

    def __init__(self, server):
        self._server = server
        self.cookies = {}
        self.response = None

    def get(self, target):
        """Returns the text of the page; `response` is the whole response."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        self.response = self._server.get(target, headers=headers)
        for cookie in self.response.headers("Set-Cookie"):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return without_live_script(self.response.words)


class Sessions(SiteTest):
    FILES = {
        "id.page": PLAIN + "<%= session.id() %>",
        "set.page": PLAIN + '<% session.set("v", std::string(request.param("v"))); %><%= session.is_new() %>',
        "get.page": PLAIN + '<%= session.get_or("v", std::string("none")) %> <%= session.is_new() %> <%= session.names().size() %>',
        "reading.page": PLAIN + '<% session.get<int>("n"); session.names(); session.is_new(); session.remove("n"); session.invalidate(); '
                        'session.created(); session.last_accessed(); session.max_inactive(); %>read',
        "count.page": PLAIN + '<%= session.update<int>("count", [](int& n) { ++n; }) %>',
        "rotate.page": PLAIN + "<% session.rotate_id(); %><%= session.id() %>",
        "invalidate.page": PLAIN + '<% session.invalidate(); %><%= session.get_or("v", std::string("none")) %>',
        "again.page": PLAIN + '<% session.invalidate(); session.set("v", "second"); %><%= session.id() %>',
        "wrong.page": PLAIN + '<% session.set("w", 5); session.get<std::string>("w"); %>',
        "large.page": PLAIN + '\n<% session.set("n", 1); session.set("cart", std::string(2\'000\'000, \'x\')); %>',
        "late.page": PLAIN + 'x<% out.flush(); try { session.set("v", 1); } catch (const std::logic_error& error) { out << error.what(); } %>',
        "times.page": PLAIN + '<% session.set_max_inactive(77); %><%= session.max_inactive() %> '
                      '<%= session.created() > 1700000000 && session.last_accessed() >= session.created() %>',
        "expire.page": PLAIN + '<% session.set("v", "x"); session.set_max_inactive(-1); %><%= session.max_inactive() %>',
        "error.page": PLAIN + '<% session.set("v", "kept"); throw 1; %>',
        "redirect.page": PLAIN + '<% session.set("v", "sent"); response.redirect("/get.page"); %>',
        "application.page": PLAIN + '<%= application.update<int>("n", [](int& n) { ++n; }) %>',
    }

    def browser(self):
        return Browser(self.server)

    def test_the_id_stays_the_same(self):
        browser = self.browser()
        first = browser.get("/id.page")
        self.assertRegex(first, f"^{_ID.pattern}$")
        self.assertEqual(browser.cookies, {"QSESSION": first})
        for _ in range(2):
            self.assertEqual(browser.get("/id.page"), first)
            self.assertIsNone(browser.response.header("Set-Cookie"), "the browser has it already")
        self.assertNotEqual(self.browser().get("/id.page"), first)

    def test_attributes_of_the_cookie(self):
        cookies = self.get("/id.page").headers("Set-Cookie")
        self.assertEqual(len(cookies), 1)
        name, *attributes = cookies[0].split("; ")
        self.assertRegex(name, f"^QSESSION={_ID.pattern}$")
        self.assertEqual(sorted(attributes), ["HttpOnly", "Path=/", "SameSite=Lax"])

    def test_unknown_and_malformed_ids_are_never_adopted(self):
        for value in ("0" * 32, "A" * 31, "A" * 33, "a" * 32, "G" * 32, "../../etc/passwd", "", "A" * 32 + "-n1", "A" * 5000):
            with self.subTest(value[:40]):
                headers = {"Cookie": f"QSESSION={value}"}
                response = self.get("/id.page", headers=headers)
                self.assertEqual(response.status, 200)
                self.assertRegex(response.text, f"^{_ID.pattern}$")
                self.assertNotEqual(response.text, value)
                self.assertIn(f"QSESSION={response.text};", response.header("Set-Cookie"))
                self.assertIsNone(self.get("/reading.page", headers=headers).header("Set-Cookie"))

    def test_an_id_with_a_suffix_is_the_same_session(self):
        browser = self.browser()
        first = browser.get("/id.page")
        for suffix in ("-n1", ".route", "-n1.route"):
            self.assertEqual(self.get("/id.page", headers={"Cookie": f"QSESSION={first}{suffix}"}).text, first)

    def test_multiple_cookies_are_tried_in_order(self):
        browser = self.browser()
        first = browser.get("/id.page")
        self.assertEqual(self.get("/id.page", headers={"Cookie": f"QSESSION={'B' * 32}; QSESSION=bad; x=y; QSESSION={first}"}).text, first)

    def test_reading_does_not_create_a_session(self):
        response = self.assert_page("/reading.page", "read")
        self.assertIsNone(response.header("Set-Cookie"))
        self.assert_page("/get.page", "none true 0")

    def test_values_are_kept(self):
        browser = self.browser()
        self.assertEqual(browser.get("/set.page?v=%3Cone%3E"), "true")
        self.assertEqual(browser.get("/get.page"), "<one> false 1")
        self.assertEqual(browser.get("/set.page?v=two"), "false")
        self.assertEqual(browser.get("/get.page"), "two false 1")

    def test_parallel_updates_are_all_counted(self):
        browser = self.browser()
        self.assertEqual(browser.get("/count.page"), "1")
        headers = {"Cookie": f"QSESSION={browser.cookies['QSESSION']}"}
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            counts = list(pool.map(lambda _: int(self.get("/count.page", headers=headers).words), range(50)))
        self.assertEqual(sorted(counts), list(range(2, 52)))

    def test_application_values_are_shared(self):
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            counts = list(pool.map(lambda _: int(self.get("/application.page").words), range(20)))
        self.assertEqual(sorted(counts), list(range(1, 21)))

    def test_rotation_keeps_the_values_under_a_new_id(self):
        browser = self.browser()
        browser.get("/set.page?v=kept")
        old = browser.cookies["QSESSION"]
        new = browser.get("/rotate.page")
        self.assertNotEqual(new, old)
        self.assertEqual(browser.cookies["QSESSION"], new)
        self.assertEqual(browser.get("/get.page"), "kept false 1")
        self.assertEqual(self.get("/get.page", headers={"Cookie": f"QSESSION={old}"}).text, "none true 0")

    def test_invalidation_removes_values(self):
        browser = self.browser()
        browser.get("/set.page?v=x")
        old = browser.cookies["QSESSION"]
        self.assertEqual(browser.get("/invalidate.page"), "none")
        self.assertEqual(browser.get("/get.page"), "none true 0")
        self.assertNotEqual(browser.get("/id.page"), old)

    def test_a_new_session_after_invalidation(self):
        browser = self.browser()
        browser.get("/set.page?v=first")
        old = browser.cookies["QSESSION"]
        new = browser.get("/again.page")
        self.assertNotEqual(new, old)
        self.assertEqual(len(browser.response.headers("Set-Cookie")), 1)
        self.assertEqual(browser.get("/get.page"), "second false 1")

    def test_another_type_is_an_error_that_names_both(self):
        text = self.assert_status("/wrong.page", 500).words
        for word in ("`w`", "`int`", "`std::string`"):
            self.assertIn(word, text)

    def test_a_session_that_would_be_too_large_is_an_error_at_that_line(self):
        browser = self.browser()
        browser.get("/large.page")
        text = browser.response.words
        self.assertEqual(browser.response.status, 500)
        self.assertIn("large.page:2:", text)
        self.assertRegex(text, r"with the attribute `cart`, the session would have 2000\d\d\d bytes; the limit is 1048576")
        self.assertTrue(browser.get("/get.page").endswith(" false 1"))

    def test_no_session_can_be_created_after_commit(self):
        response = self.get("/late.page")
        self.assertIn("the response is committed", response.words)
        self.assertIsNone(response.header("Set-Cookie"))

    def test_times(self):
        self.assertEqual(self.browser().get("/times.page"), "77 true")
        self.assertEqual(self.browser().get("/expire.page"), "-1")

    def test_a_cookie_is_sent_with_an_error_and_a_redirect(self):
        for target, status, value in (("/error.page", 500, "kept"), ("/redirect.page", 302, "sent")):
            browser = self.browser()
            browser.get(target)
            self.assertEqual(browser.response.status, status)
            self.assertEqual(browser.get("/get.page"), f"{value} false 1")


STRUCT = PLAIN + """<%@ page import="<vector>" %><%! struct Item { std::string name; int count; };
struct Cart { std::vector<Item> items; double total; }; %><%
"""
KEEP = STRUCT + 'session.set("cart", Cart{{{"pen", 2}, {"<ink>", 1}}, 2.5}); session.set("n", 7);%>kept'
SHOW = STRUCT + """if (auto cart = session.get<Cart>("cart")) { for (auto& item : cart->items) out.raw(item.name) << item.count << ' ';
  out << cart->total; } else out << "absent"; %> <%= session.get_or("n", 0) %>"""


class Reloads(SiteTest):
    def test_values_outlive_the_pages_that_created_them(self):
        self.site.write("keep.page", KEEP)
        self.site.write("show.page", SHOW)
        browser = Browser(self.server)
        self.assertEqual(browser.get("/keep.page"), "kept")
        self.assertEqual(browser.get("/show.page"), "pen2 <ink>1 2.5 7")
        self.site.write("show.page", SHOW + "<%= 1 %>")
        self.assertEqual(browser.get("/show.page"), "pen2 <ink>1 2.5 71")
        self.site.delete("keep.page")
        self.assertEqual(browser.get("/show.page"), "pen2 <ink>1 2.5 71")

    def test_a_struct_with_changed_fields_is_treated_as_missing(self):
        self.site.write("keep.page", KEEP)
        browser = Browser(self.server)
        browser.get("/keep.page")
        for old, new in (("int count", "int count; int more"), ("double total", "std::string total"), ("double total", "float total; bool sent"),
                         ("std::vector<Item> items; ", "")):
            with self.subTest(new):
                changed = SHOW.replace(old, new)
                if "items;" not in changed:
                    changed = changed.replace("for (auto& item : cart->items) out.raw(item.name) << item.count << ' ';", "")
                self.site.write("show.page", changed)
                self.assertEqual(browser.get("/show.page"), "absent 7")
        self.site.write("show.page", SHOW)
        self.assertEqual(browser.get("/show.page"), "pen2 <ink>1 2.5 7")


if __name__ == "__main__":
    unittest.main()
