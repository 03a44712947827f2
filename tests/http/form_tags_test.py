"""The tags of the form and security libraries, as authors write them."""

import re
import unittest
import urllib.parse

from support.http import form
from support.server import SiteTest, without_live_script

HEAD = ('<%@ page import="user.h" %><%@ taglib prefix="form" uri="quire:form" %>'
        '<%@ taglib prefix="c" uri="quire:core" %><%@ taglib prefix="s" uri="quire:security" %>')
FILES = {
    "WEB-INF/web.toml": "",
    "WEB-INF/src/user.h": """#pragma once
#include <quire/codec.h>
#include <quire/form_binding.h>
#include <map>
#include <string>
#include <vector>
enum class Color { red, green };
QUIRE_ENUM(Color, red, green)
struct User {
  std::string name = "Ann & \\"Bob\\"";
  int age = 30;
  bool subscribed = true;
  Color color = Color::green;
  std::vector<std::string> tags = {"b"};
};
QUIRE_FIELDS(User, name, age, subscribed, color, tags)
struct Shop { std::map<std::string, double> prices = {{"tea", 1.5}, {"green tea", 2}}; };
QUIRE_FIELDS(Shop, prices)
inline std::string quire_user(quire::PageContext& context) { return std::string(context.request().param("user")); }
inline bool quire_has_role(quire::PageContext& context, std::string_view role) {
  return context.request().param("role") == role;
}
""",
    "user.page": HEAD + """<% User user; quire::FormErrors errors;
if (request.method() == "POST") {
  errors = quire::bind(context, user);
  if (user.name.empty()) errors.add("name", "Please enter a <name>.");
  if (errors.empty()) response.redirect("/saved.page");
} %><form:form model="${user}" errors="${errors}" class="wide"><form:label path="name">Name</form:label>
<form:input path="name" maxlength="${20 + 20}" required="${true}" disabled="${false}" placeholder="Tom &amp; ${user.age}"/><form:errors path="name" class="bad"/>
<form:input path="age" type="number"/><form:errors path="age"/>
<form:checkbox path="subscribed"/><form:radio path="color" value="red"/><form:radio path="color" value="green"/>
<form:select path="tags"><form:option value="a" label="A"/><c:forEach items="b,c" var="t"><form:option value="${t}"/></c:forEach></form:select>
<form:textarea path="name" rows="3"/><form:hidden path="age"/></form:form>""",
    "saved.page": "saved",
    "script.page": HEAD + """<% const std::string x = "');alert(1)//"; const std::string url = "javascript:alert(1)"; User user; %>
<form:form model="${user}" action="${url}"><form:input path="name" onclick="f('${x}')" style="color: ${x}" data-x="${x}"/></form:form>""",
    "action.page": HEAD + '<form:form action="${param.u}"/>',
    "values.page": HEAD + """<% quire::Value model = quire::Value::map({{"n", 5}, {"ok", false}, {"d", 1.5}});
quire::FormErrors errors; if (request.method() == "POST") errors = quire::bind(context, model);
%>${model.n}|${model.ok}|${model.d}|<%= errors.size() %><form:form model="${model}" errors="${errors}"><form:input path="n"/></form:form>""",
    "prices.page": HEAD + """<% Shop shop; quire::FormErrors errors; if (request.method() == "POST") errors = quire::bind(context, shop);
for (const auto& [name, price] : shop.prices) { %><%= name %>=<%= price %>;<% } %>
<form:form model="${shop}" errors="${errors}"><form:input path="prices['tea']"/><form:input path="prices['green tea']"/><form:errors path="*"/></form:form>""",
    "near.page": HEAD + '<% User user; quire::bind(context, user, {"nmae"}); %>',
    "unbuffered.page": '<%@ page buffer="none" %>' + HEAD + "<p>sent</p><form:form><button>Go</button></form:form>",
    "flushed.page": HEAD + "<p>sent</p><% out.flush(); %><form:form/>",
    "spring.page": '<meta name="_csrf_header" content="${_csrf.headerName}"/><form method="post" action="/values.page"><input type="hidden" name="${_csrf.parameterName}" value="${_csrf.token}"/></form>',
    "twice.page": HEAD + '<% User user; %><form:form model="${user}"><form:input path="name"/></form:form><form:form model="${user}"><form:label path="name">N</form:label><form:input path="name"/></form:form>',
    "guard.page": HEAD + '<s:user>user </s:user><s:anonymous>nobody </s:anonymous><s:role name="admin">admin</s:role>',
    "undeclared.page": '<%@ taglib prefix="s" uri="quire:security" %>\n<s:user>x</s:user>',
    "unknown.page": HEAD + '<% User user; const std::string path = "nmae"; %>\n<form:form model="${user}">\n<form:input path="${path}"/></form:form>',
}


class FormTags(SiteTest):
    FILES = FILES
    maxDiff = None

    def text(self, path, **options):
        return without_live_script(self.server.get(path, **options).text)

    def post(self, page, fields, cookie):
        options = form(urllib.parse.urlencode(fields))
        return self.server.get(page, **{**options, "headers": {**options["headers"], "Cookie": cookie}})

    def test_a_form_with_its_fields(self):
        text = re.sub(r'name="_csrf" value="[^"]*"', 'name="_csrf" value="…"', self.text("/user.page"))
        self.assertIn('<form method="post" action="/user.page" class="wide">', text)
        self.assertIn('<label for="name">Name</label>', text)
        field = re.search(r'<input [^>]*id="name"[^>]*>', text)[0]
        for part in ('name="name"', 'value="Ann &amp; &#34;Bob&#34;"', 'maxlength="40"', " required", 'placeholder="Tom &amp;'):
            self.assertIn(part, field)
        self.assertNotIn("disabled", field)
        self.assertRegex(text, r'<input [^>]*name="age"[^>]*type="number"[^>]*value="30"|<input [^>]*type="number"[^>]*name="age"[^>]*value="30"')
        self.assertEqual(re.findall(r'<option value="(.)"( selected)?', text), [("a", ""), ("b", " selected"), ("c", "")])
        self.assertEqual(re.findall(r'value="(red|green)"( checked)?', text), [("red", ""), ("green", " checked")])

    def test_a_failed_submit_keeps_what_was_entered(self):
        page = self.server.get("/user.page")
        token = re.search(r'name="_csrf" value="([^"]*)"', page.text)[1]
        cookie = page.header("Set-Cookie").split(";")[0]
        entered = {"_csrf": token, "name": "", "age": "<ten>"}
        failed = self.post("/user.page", entered, cookie)
        self.assertIn('value="&lt;ten&gt;"', failed.text)
        self.assertIn("Please enter a &lt;name&gt;.", failed.text)
        self.assertIn('class="bad"', failed.text)
        self.assertEqual(self.post("/user.page", {**entered, "name": "Eve", "age": "3"}, cookie).status, 302)
        self.assertEqual(self.post("/user.page", {"name": "Eve"}, cookie).status, 403)

    def test_attributes_are_escaped_for_what_they_are(self):
        text = self.text("/script.page")
        self.assertNotIn("javascript:", text)
        self.assertIn("onclick=\"f('\\u0027);alert(1)\\/\\/')\"", text)
        self.assertIn("style=\"color: blocked\"", text)
        self.assertIn('data-x="&#39;);alert(1)//"', text)

    def test_what_a_link_says_is_not_bound(self):
        page = self.server.get("/user.page?name=Mallory&age=99")
        token = re.search(r'name="_csrf" value="([^"]*)"', page.text)[1]
        action = re.search(r'action="([^"]*)"', page.text)[1].replace("&amp;", "&")
        self.assertEqual(action, "/user.page?name=Mallory&age=99")
        failed = self.post(action, {"_csrf": token, "name": "", "age": "x"}, page.header("Set-Cookie").split(";")[0])
        self.assertNotIn("Mallory", failed.text.split("<input type=\"text\"")[1])
        self.assertIn("Please enter a &lt;name&gt;.", failed.text)
        self.assertIn('value="x"', failed.text)

    def test_no_token_for_other_sites(self):
        for url, has_token in (("/a.page", True), ("//evil.example/", False), ("\\\\evil.example", False),
                               ("http://localhost:%d\\@evil.example/" % self.server.port, False)):
            text = self.text("/action.page?u=" + urllib.parse.quote(url))
            self.assertEqual("_csrf" in text, has_token, text)

    def test_dynamic_values_keep_their_kinds(self):
        page = self.server.get("/values.page")
        token = re.search(r'name="_csrf" value="([^"]*)"', page.text)[1]
        cookie = page.header("Set-Cookie").split(";")[0]
        self.assertIn("6|true|2.5|0", self.post("/values.page", {"_csrf": token, "n": "6", "ok": "true", "d": "2.5"}, cookie).text)
        bad = self.post("/values.page", {"_csrf": token, "n": "x", "ok": "maybe", "d": "1e"}, cookie).text
        self.assertIn("5|false|1.5|3", bad)
        self.assertIn('value="x"', bad)

    def opened(self, page):
        """The cookie and the token of a page with a form."""
        answer = self.server.get(page)
        return answer.header("Set-Cookie").split(";")[0], re.search(r'name="_csrf" value="([^"]*)"', answer.text)[1]

    def test_entries_of_a_map_are_set_and_no_others_are_added(self):
        cookie, token = self.opened("/prices.page")
        text = self.post("/prices.page", {"_csrf": token, "prices['tea']": "3", "prices['green tea']": "x", "prices['oil']": "4", "prices.salt": "5"}, cookie).text
        self.assertIn("green tea=2;tea=3;\n", text)
        self.assertIn('name="prices[&#39;green tea&#39;]" aria-invalid="true" aria-describedby="pricesgreen_tea.errors" value="x"', text)
        self.assertIn("prices[&#39;green tea&#39;]: Please enter a number.", text)

    def test_a_list_of_fields_names_fields(self):
        answer = self.server.get("/near.page")
        self.assertEqual(answer.status, 500)
        self.assertIn("quire::bind: the struct has no field `nmae`; did you mean `name`?", answer.words)

    def test_forms_without_a_buffer(self):
        cookie, token = self.opened("/unbuffered.page")
        self.assertEqual(self.post("/values.page", {"_csrf": token, "n": "6"}, cookie).status, 200)
        self.assertIn("private, no-cache", self.server.get("/unbuffered.page").header("Cache-Control"))
        # What was sent cannot be taken back.
        self.assertRaises(ConnectionError, self.server.get, "/flushed.page")
        self.server.logged("the token of a form needs a session")

    def test_the_token_of_springs_pages(self):
        cookie, token = self.opened("/spring.page")
        self.assertIn('content="X-CSRF-Token"', self.text("/spring.page"))
        self.assertEqual(self.post("/values.page", {"_csrf": token, "n": "6"}, cookie).status, 200)
        self.assertEqual(self.post("/values.page", {"_csrf": token[1:], "n": "6"}, cookie).status, 403)

    def test_two_forms_have_different_ids(self):
        self.assertEqual(re.findall(r'(for|id)="([^"]*)"', self.text("/twice.page").partition("<script")[0]), [("id", "name"), ("for", "name-2"), ("id", "name-2")])

    def test_guards(self):
        self.assertEqual(self.text("/guard.page"), "nobody ")
        self.assertEqual(self.text("/guard.page?user=eve"), "user ")
        self.assertEqual(self.text("/guard.page?user=eve&role=admin"), "user admin")
        self.assertIn("quire_user", self.server.get("/undeclared.page").text)

    def test_unknown_fields_are_shown_at_their_place(self):
        answer = self.server.get("/unknown.page")
        self.assertEqual(answer.status, 500)
        for part in ("nmae", "name", "unknown.page:3:"):
            self.assertIn(part, answer.text)


if __name__ == "__main__":
    unittest.main()
