"""Forms that are rendered without a server: their elements, and what is wrong with them."""

import re
import unittest

from support.programs import run
from support.site import Site

HEAD = """<%@ page import="<map>, <string>, <vector>, <quire/codec.h>, <quire/form_binding.h>" %><%@ taglib prefix="form" uri="quire:form" %><%@
taglib prefix="c" uri="quire:core" %><%@ taglib prefix="fmt" uri="quire:fmt" %><%!
struct Address { std::string street = "Elm"; };
QUIRE_FIELDS(Address, street)
struct User {
  std::string name = "Ann"; Address address; std::vector<Address> homes{{"Oak"}, {"Fir"}};
  std::map<std::string, double> prices{{"tea", 1.5}}; std::vector<std::string> tags{"b"}; bool on = true; std::string color = "red";
};
QUIRE_FIELDS(User, name, address, homes, prices, tags, on, color)
quire::Value nested() { return quire::Value::map({{"a", quire::Value::map({{"b", 1}})}}); }
%><% User user; const User* visitor = &user; %>"""
FORM = '<form:form model="${user}" method="get" action="/a">'


class FormTags(unittest.TestCase):
    maxDiff = None

    def render(self, text, *arguments):
        with Site({"a.page": HEAD + text, "WEB-INF/web.toml": "[format]\nbundle = \"messages\"\n", "WEB-INF/messages/messages.properties": "red=Red & hot\nnote=A note\nlink.html=<i>x</i>\n"}) as site:
            return run("pagec", "render", site.path("a.page"), "--root", site.root, *arguments)

    def fields(self, text, model="${user}"):
        done = self.render(f'<form:form model="{model}" method="get" action="/a">{text}</form:form>')
        self.assertEqual(done.returncode, 0, done.stderr)
        return re.search(r'<form method="get" action="/a">(.*)</form>', done.stdout, re.DOTALL)[1]

    def refusal(self, text, model="${user}"):
        done = self.render(f'\n<form:form model="{model}" method="get">\n{text}</form:form>')
        self.assertEqual(done.returncode, 1, done.stdout)
        return re.search(r"a\.page:(\d+:\d+: (?:error: )?.*)", done.stderr)[1]

    def test_paths_of_a_struct_are_checked_when_the_page_is_compiled(self):
        for model in ("${user}", "${visitor}", "<%= user %>"):
            self.assertEqual(self.refusal('<form:input path="nmae"/>', model), "13:19: error: the model has no field `nmae`; did you mean `name`?")
        self.assertIn("`address` has the fields street: name one, as in path=\"address.street\"", self.refusal('<form:input path="address"/>'))
        self.assertIn("did you mean `street`?", self.refusal('<c:forEach begin="0" end="1" varStatus="at"><form:input path="homes[${at.index}].stret"/></c:forEach>'))

    def test_paths_that_are_known_only_later_are_checked_then(self):
        self.assertIn("the model has no field `nmae`; did you mean `name`?", self.refusal('<form:input path="${\'nmae\'}"/>'))
        self.assertIn("`address` has the fields street: name one", self.refusal('<form:input path="${\'address\'}"/>'))
        self.assertIn("`a` has the fields b: name one", self.refusal('<form:input path="a"/>', "<%= nested() %>"))

    def test_paths_that_exist(self):
        text = self.fields('<c:forEach items="${user.homes}" varStatus="at"><form:input path="homes[${at.index}].street"/></c:forEach>'
                           '<form:input path="prices[\'tea\']"/><form:input path="prices[tea]" id="t"/>')
        self.assertEqual(re.findall(r'id="([^"]*)" name="([^"]*)" value="([^"]*)"', text),
                         [("homes0.street", "homes[0].street", "Oak"), ("homes1.street", "homes[1].street", "Fir"), ("pricestea", "prices[&#39;tea&#39;]", "1.5")])
        self.assertIn('name="prices[tea]" value="1.5" id="t"', text)

    def test_several_values_and_digits_make_one_index(self):
        for index, value in (("${''}${1}", "Fir"), ("${''}1", "Fir"), ("1${''}", "Fir"), ("${1}${0}", ""), ("${1}0", ""), ("${''}${1}05", ""), ("1${0}", "")):
            with self.subTest(index):
                self.assertIn(f' value="{value}">', self.fields(f'<form:input path="homes[{index}].street"/>'))
        self.assertIn(' value="1.5">', self.fields("<form:input path=\"prices['t${'e'}${'a'}']\"/>"))
        self.assertIn("did you mean `street`?", self.refusal('<form:input path="homes[${1}${0}5].stret"/>'))

    def test_a_page_has_its_error_page_before_its_token(self):
        text = '<%@ page buffer="none" errorPage="/e.page" %><%@ taglib prefix="form" uri="quire:form" %><form:form></form:form>'
        with Site({"a.page": text, "e.page": '<%@ page isErrorPage="true" %>'}) as site:
            code = run("pagec", "translate", site.path("a.page"), "--root", site.root).stdout
        self.assertIn("prepare_csrf(context);", code)
        self.assertLess(code.index("set_error_page("), code.index("prepare_csrf("))

    def test_the_label_of_a_box_is_beside_it_as_in_spring(self):
        text = self.fields('<form:checkbox path="on" label="R&amp;D"/><form:radio path="color" value="red" label="${\'<\'}"/>')
        self.assertEqual(re.findall("<label.*?</label>", text), ['<label for="on">R&amp;D</label>', '<label for="color1">&lt;</label>'])
        self.assertNotIn(" label=", text)

    def test_labels_are_for_the_field_beside_them(self):
        text = self.fields('<form:label path="name">N</form:label><form:input path="name" id="own"/>'
                           '<c:forEach items="a,b" var="t"><form:label path="tags">${t}</form:label><form:checkbox path="tags" value="${t}"/></c:forEach>'
                           '<form:radio path="color" value="red"/><form:label path="color">R</form:label>'
                           '<form:select path="address.street"/><form:select path="address.street"/>')
        self.assertEqual(re.findall(r' (for|id)="([^"]*)"', text), [
            ("for", "own"), ("id", "own"), ("for", "tags1"), ("id", "tags1"), ("for", "tags2"), ("id", "tags2"),
            ("id", "color1"), ("for", "color1"), ("id", "address.street"), ("id", "address.street-2")])

    def test_flags_that_are_false_are_left_out(self):
        for value in ("false", "${false}", "${'false'}", "${null}"):
            text = self.fields(f'<form:input path="name" readonly="{value}" disabled="{value}"/><form:select path="tags" multiple="{value}" required="{value}"/>')
            for flag in ("readonly", "disabled", "required"):
                self.assertNotIn(flag, text)
            self.assertEqual("multiple" in text, value == "${null}")
        self.assertIn(" readonly disabled>", self.fields('<form:input path="name" readonly="true" disabled="${true}"/>'))

    def test_bodies(self):
        text = self.fields('<form:label path="color"><fmt:message key="red"/></form:label><form:select path="color"><form:option value="red"> <fmt:message key="red"/> </form:option>'
                           '<form:option value="x">a &lt; ${"<b>"}</form:option><form:option value="y">\n</form:option></form:select>'
                           '<form:textarea path="name"><fmt:message key="note"/> &amp; ${"<&"}</form:textarea><form:textarea path="name">\n</form:textarea>')
        self.assertIn(">Red &amp; hot</label>", text)
        self.assertIn('<option value="red" selected>Red &amp; hot</option><option value="x">a &lt; &lt;b&gt;</option><option value="y">y</option>', text)
        self.assertIn("\nA note &amp; &lt;&amp;</textarea>", text)
        self.assertIn("\nAnn</textarea>", text)
        self.assertIn("has both `label` and content; remove one of them", self.refusal('<form:select path="color"><form:option value="a" label="A">A</form:option></form:select>'))
        self.assertIn("must be empty; write its text beside it, in `<form:label>`", self.refusal('<form:checkbox path="on">On</form:checkbox>'))

    def test_a_constant_model_cannot_be_bound(self):
        done = self.render("<% const User fixed; quire::bind(context, fixed); %>")
        self.assertEqual(re.findall(r"error: (.*)", done.stderr), ["quire::bind sets the fields of the object, which is const here; bind a copy of it"])

    def test_the_token_as_in_spring_security(self):
        done = self.render('<input type="hidden" name="${_csrf.parameterName}" value="${_csrf.token}"/><meta name="_csrf_header" content="${_csrf.headerName}"/>')
        self.assertRegex(done.stdout, '<input type="hidden" name="_csrf" value="[0-9a-f]{64}"/><meta name="_csrf_header" content="X-CSRF-Token"/>')


if __name__ == "__main__":
    unittest.main()
