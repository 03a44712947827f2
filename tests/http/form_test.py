"""Forms bound to structs: what a failed submit keeps, and requests that are forged or hostile."""

import html
import re
import unittest
import urllib.parse

from support.http import form
from support.server import SiteTest, without_live_script

HEADERS = '<%@ page import="user.h, <quire/form.h>, <quire/form_binding.h>" %>'

FILES = {
    "WEB-INF/src/user.h": """#pragma once
#include <quire/codec.h>
#include <string>
#include <vector>
enum class Color { red, green };
QUIRE_ENUM(Color, red, green)
struct Item { std::string name; int count = 0; };
QUIRE_FIELDS(Item, name, count)
struct User {
  std::string name;
  int age = 30;
  bool subscribed = true;
  Color color = Color::green;
  std::vector<std::string> tags;
  std::vector<Item> items = {{"pen", 1}};
};
QUIRE_FIELDS(User, name, age, subscribed, color, tags, items)
""",
    "user.page": HEADERS + """<%
User user;
quire::FormErrors errors;
if (request.method() == "POST") {
  errors = quire::bind(context, user);
  if (user.name.empty()) errors.add("name", "Please enter a name.");
  if (errors.empty()) response.redirect("/saved.page");
}
using namespace quire::form;
Form form(context, {.model = user, .errors = errors}, {});
input(context, {.path = "name"}, {});
quire::form::errors(context, {.path = "name"}, {});
input(context, {.path = "age"}, {{"type", "number"}});
quire::form::errors(context, {.path = "age"}, {});
checkbox(context, {.path = "subscribed"}, {});
for (const char* tag : {"a", "b", "c"}) checkbox(context, {.path = "tags", .value = tag}, {});
Select select(context, {.path = "color", .items = "red,green"}, {});
select.end();
for (std::size_t i = 0; i <= user.items.size(); ++i)
  input(context, {.path = "items[" + std::to_string(i) + "].count"}, {});
quire::form::errors(context, {.path = "*", .element = "ul"}, {{"class", "all"}});
form.end();
%>""",
    "saved.page": "saved",
    "show.page": HEADERS + """<%
User user;
const quire::FormErrors errors = quire::bind(context, user);
%><%= user.name %>|<%= user.age %>|<%= user.subscribed %>|<%= user.items.size() %>|<%= errors.size() %>""",
    "token.page": HEADERS + '<%= quire::form::csrf_token(context) %>',
    "json.page": HEADERS + '<% quire::form::check_csrf(context); %><%= request.json().find("a")->as_integer() %>',
    "login.page": "<% session.rotate_id(); %>in",
    "without_session.page": '<%@ page session="false" import="<quire/form.h>" %><% quire::form::Form form(context, {}, {}); form.end(); %>',
    "unknown.page": HEADERS + '<% quire::form::Form form(context, {.model = User()}, {}); quire::form::input(context, {.path = "nmae"}, {}); %>',
    "WEB-INF/tags/field.tag": '<%@ tag import="<quire/form.h>" %><%@ attribute name="path" %><% quire::form::input(context, {.path = path}, {}); %>',
    "tag.page": '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>' + HEADERS + """<%
quire::form::Form form(context, {.model = User{.name = "ada"}, .method = "get"}, {}); %><t:field path="name"/><% form.end(); %>""",
    "undeclared.page": '<%@ page import="<quire/security.h>" %><% if (quire_user(context).empty()) { %>nobody<% } %>',
    "WEB-INF/src/login.h": """#pragma once
#include <quire/security.h>
#include <string>
inline std::string quire_user(quire::PageContext&) { return "ada"; }
inline bool quire_has_role(quire::PageContext&, std::string_view role) { return role == "admin"; }
""",
    "declared.page": '<%@ page import="login.h" %><% if (!quire_user(context).empty()) { %>somebody<% } if (quire_has_role(context, "admin")) { %>, admin<% } %>',
}

HOSTILE = "\"><script>alert('&')</script>"


class Forms(SiteTest):
    FILES = FILES

    def open(self, page="/token.page", cookie=None):
        """The cookie and a token of a new session, or of that of the cookie."""
        response = self.server.get(page, headers={"Cookie": cookie} if cookie else {})
        self.assertEqual(response.status, 200, response.text)
        set_cookie = response.header("Set-Cookie")
        return set_cookie.split(";")[0] if set_cookie else cookie, re.search("[0-9a-f]{64}", response.text).group()

    def post(self, page, fields, cookie=None, token=None):
        if cookie is None:
            cookie, token = self.open()
        pairs = list(fields.items() if isinstance(fields, dict) else fields) + ([("_csrf", token)] if token else [])
        options = form(urllib.parse.urlencode(pairs))
        options["headers"] = {**options["headers"], "Cookie": cookie}
        return self.server.get(page, **options)

    def test_a_form_shows_its_model(self):
        response = self.server.get("/user.page?q=%22%3E")
        self.assertIn('<form method="post" action="/user.page?q=%22%3E"><input type="hidden" name="_csrf"', response.text)
        self.assertIn('<input type="number" id="age" name="age" value="30">', response.text)
        self.assertIn('name="subscribed" value="true" checked>', response.text)
        self.assertIn('<option value="green" selected>', response.text)
        self.assertIn('id="items0.count" name="items[0].count" value="1"', response.text)
        self.assertNotIn("errors", response.text)
        self.assertEqual(response.header("Cache-Control"), "private, no-cache")

    def test_a_failed_submit_keeps_values_and_errors(self):
        text = self.post("/user.page", [("name", ""), ("age", HOSTILE), ("_subscribed", "1"), ("tags", "b"), ("tags", "c"),
                                        ("color", "red"), ("items[0].count", "7"), ("items[1].count", "many")]).text
        self.assertIn('name="age" aria-invalid="true" aria-describedby="age.errors" value="' + html.escape(HOSTILE).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") + '">', text)
        self.assertIn('<span id="name.errors" class="errors">Please enter a name.</span>', text)
        self.assertIn('<span id="age.errors" class="errors">Please enter a whole number.</span>', text)
        self.assertIn('name="subscribed" value="true">', text)
        self.assertEqual(re.findall('name="tags" value="(.)" checked', text), ["b", "c"])
        self.assertIn('<option value="red" selected>', text)
        self.assertIn('name="items[0].count" value="7"', text)
        self.assertIn('name="items[1].count" aria-invalid="true" aria-describedby="items1.count.errors" value="many"', text)
        self.assertEqual(text.count("<li>"), 3)
        self.assertNotIn("<script", without_live_script(text))

    def test_a_good_submit_goes_on(self):
        response = self.post("/user.page", {"name": "Ada", "age": "41"})
        self.assertEqual((response.status, response.header("Location")), (302, "/saved.page"))

    def test_every_field_of_the_page_can_be_sent_back(self):
        response = self.server.get("/user.page")
        cookie = response.header("Set-Cookie").split(";")[0]
        fields = {html.unescape(name): html.unescape(value) for name, value in re.findall('<input [^>]*name="([^"]*)" value="([^"]*)"', response.text)}
        fields.update({"name": "Ada", "items[1].count": "2"})
        self.assertEqual(self.post("/user.page", fields, cookie).status, 302)

    def test_forged_requests_are_refused(self):
        cookie, token = self.open()
        other_cookie, other = self.open()
        for page, fields, sent_cookie, sent in (
                ("/user.page", {}, cookie, None), ("/user.page", {}, cookie, ""), ("/user.page", {}, cookie, "x"), ("/user.page", {}, cookie, other),
                ("/user.page", {}, cookie, token[:-1]), ("/user.page", {}, cookie, token.upper() + "\0"), ("/user.page", {}, "", token),
                ("/user.page", {}, "QSESSION=" + "0" * 32, token), ("/user.page", [("_csrf", "0" * 64)], cookie, token)):
            with self.subTest(fields=fields, cookie=sent_cookie, token=sent):
                response = self.post(page, fields, sent_cookie, sent)
                self.assertEqual(response.status, 403, response.text)
        self.assertIn("the form has expired", self.post("/user.page", {}, cookie, other).text)
        self.assertEqual(self.post("/user.page", {"name": "a"}, cookie, token).status, 302)
        self.assertEqual(self.post("/user.page", {"name": "a"}, other_cookie, other).status, 302)

    def test_other_methods_need_a_token_too(self):
        cookie, token = self.open()
        self.assertEqual(self.server.get("/show.page?name=x", method="HEAD", headers={"Cookie": cookie}).status, 200)
        self.assertEqual(self.server.get("/show.page?name=x&_csrf=" + token, method="POST", headers={"Cookie": cookie}, body="").status, 200)
        self.assertEqual(self.server.get("/show.page?name=x", method="POST", headers={"Cookie": cookie}, body="").status, 403)

    def test_scripts_send_the_token_in_a_header_field(self):
        cookie, token = self.open()
        headers = {"Cookie": cookie, "Content-Type": "application/json"}
        self.assertEqual(self.server.get("/json.page", method="POST", headers=headers, body='{"a": 7}').status, 403)
        self.assert_page("/json.page", "7", method="POST", headers={**headers, "X-CSRF-Token": token}, body='{"a": 7}')

    def test_forms_with_files(self):
        cookie, token = self.open()
        def multipart(fields):
            return "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()) + "--b--\r\n"
        headers = {"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=b"}
        self.assert_page("/show.page", "Ada|5|true|1|0", method="POST", headers=headers, body=multipart({"name": "Ada", "age": 5, "_csrf": token}))
        self.assertEqual(self.server.get("/show.page", method="POST", headers=headers, body=multipart({"name": "Ada"})).status, 403)

    def test_a_log_in_ends_the_tokens_from_before_it(self):
        cookie, token = self.open()
        after = self.server.get("/login.page", headers={"Cookie": cookie}).header("Set-Cookie").split(";")[0]
        self.assertEqual(self.post("/user.page", {"name": "a"}, after, token).status, 403)
        _, new = self.open(cookie=after)
        self.assertEqual(self.post("/user.page", {"name": "a"}, after, new).status, 302)

    def test_hostile_names_set_nothing(self):
        names = ["class", "__proto__", "constructor.prototype", "items[5].name", "items[999999999].name", "items[-1].name", "items[0x0].name",
                 "items[18446744073709551616].count", "items.size", "name.size", "name[0]", "_", "", ".", "[", "]", "[]", "a" * 5000, "items" + "[0]" * 300,
                 "\0", "\ufffd", "subscribed\0", "_subscribed[0]"]
        response = self.post("/show.page", [(name, "1") for name in names])
        # One for the index that is not the next one.
        self.assertRegex(without_live_script(response.text), r"^\|30\|true\|1\|[12]$")

    def test_as_many_fields_as_the_server_takes(self):
        response = self.post("/show.page", [(f"items[{i}].count", str(i)) for i in range(999)])
        self.assertEqual(without_live_script(response.text), "|30|true|999|0")
        response = self.post("/show.page", [(f"items[{i}].count", "x") for i in range(999)])
        self.assertEqual(without_live_script(response.text), "|30|true|999|999")
        self.assertEqual(self.post("/show.page", [("name", "x")] * 1001).status, 413)

    def test_text_that_is_not_utf8_is_replaced(self):
        cookie, token = self.open()
        options = form("name=%ff%00%c3&_csrf=" + token)
        options["headers"]["Cookie"] = cookie
        self.assertEqual(self.server.get("/show.page", **options).text.split("|")[0], "\ufffd\0\ufffd")

    def test_a_path_that_looks_like_a_host_stays_a_path(self):
        text = self.server.get("/user.page").text
        self.assertIn('action="/user.page"', text)
        response = self.server.get("//user.page")
        if response.status == 200:
            self.assertNotIn('action="//', response.text)

    def test_a_page_without_session_creates_one_for_its_form(self):
        response = self.server.get("/without_session.page")
        self.assertIn("_csrf", response.text)
        self.assertIn("QSESSION=", response.header("Set-Cookie"))

    def test_an_unknown_path_is_an_error_of_the_page(self):
        self.assertIn("the model has no field `nmae`; did you mean `name`?", self.assert_status("/unknown.page", 500).words)

    def test_fields_in_tag_files(self):
        self.assert_page("/tag.page", '<form method="get" action="/tag.page"><input type="text" id="name" name="name" value="ada"></form>')

    def test_the_site_decides_who_the_visitor_is(self):
        self.assert_page("/declared.page", "somebody, admin")
        response = self.assert_status("/undeclared.page", 500)
        self.assertIn("declare it in a header that this page imports", response.words)
        self.assertIn("undeclared.page:1", response.words)


if __name__ == "__main__":
    unittest.main()
