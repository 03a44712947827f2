"""Tag files as authors write them: attributes, bodies, fragments, variables."""

import unittest

from support.server import SiteTest

T = '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>'
PLAIN = '<%@ page contentType="text/plain" %>' + T

FILES = {
    "WEB-INF/tags/types.tag": '<%@ attribute name="i" type="int" default="7" %><%@ attribute name="d" type="double" %>'
                              '<%@ attribute name="b" type="bool" default="true" %><%@ attribute name="s" default="none" %>'
                              '<%@ attribute name="o" type="std::optional<int>" %><%@ attribute name="aria-label" %>'
                              '<%@ attribute name="class" default="c" %><%@ tag import="<optional>" %>'
                              "<%= i + 1 %> <%= d %> <%= b %> ${s} <%= o.has_value() %> [${aria_label}] ${class_}",
    "WEB-INF/tags/twice.tag": '<page:doBody/>,<page:doBody/>',
    "WEB-INF/tags/b.tag": "<b><page:doBody/></b>",
    "WEB-INF/tags/kept.tag": '<page:doBody var="text" scope="request"/>kept <%= context.attribute("text", quire::Scope::kRequest).as_string().size() %>',
    "WEB-INF/tags/shown.tag": '<page:doBody var="text"/>(${text})',
    "WEB-INF/tags/panel.tag": '<%@ attribute name="head" fragment="true" %><%@ attribute name="foot" fragment="true" required="true" %>'
                              '<% if (head) { %><h1><page:invoke fragment="head"/></h1><% } %><page:doBody/>'
                              '<page:invoke fragment="foot" var="f"/><i>${f}</i><page:invoke fragment="foot"/>',
    "WEB-INF/tags/framed.tag": T + '<%@ attribute name="foot" fragment="true" %>[<t:panel foot="<%= foot %>">b</t:panel>]',
    "WEB-INF/tags/any.tag": '<%@ tag dynamic-attributes="all" %><%@ attribute name="id" %>'
                            '<% for (const auto& [name, value] : all.as_map()) { %><%= name %>=<%= value %>;<% } %>id=${id}',
    "WEB-INF/tags/tree.tag": T + '<%@ attribute name="n" type="int" %>(<%= n %><% if (n > 0) { %><t:tree n="<%= n - 1 %>"/><t:tree n="<%= n - 1 %>"/><% } %>)',
    "WEB-INF/tags/endless.tag": T + "\n <t:endless/>",
    "WEB-INF/tags/ping.tag": T + "<t:pong>x</t:pong>",
    "WEB-INF/tags/pong.tag": T + "<t:ping/>",
    "WEB-INF/tags/count.tag": '<%@ variable name-given="nested" %><%@ variable name-given="begin" scope="AT_BEGIN" %>'
                              '<%@ variable name-given="end" scope="AT_END" %><%@ attribute name="stop" type="bool" %>'
                              '<% for (int n = 1; n < 3; ++n) { for (const char* name : {"nested", "begin", "end"}) context.set_attribute(name, n); %>'
                              "<page:doBody/><% } if (stop) return; %>.",
    "WEB-INF/tags/let.tag": '<%@ attribute name="var-name" required="true" rtexprvalue="false" %>'
                            '<%@ variable name-from-attribute="var-name" alias="value" scope="AT_END" %>'
                            '<% context.set_attribute("value", 42); %>',
    "WEB-INF/tags/in/deep/x.tag": "deep",
    "WEB-INF/parts/uses.pagef": T + "<t:b>part</t:b>",
}


class TagFiles(SiteTest):
    FILES = FILES

    def assert_renders(self, text, expected):
        self.assertEqual(self.render(PLAIN + text), expected)

    def test_attributes_have_types_and_defaults(self):
        self.assert_renders("<t:types/>", "8 0 true none false [] c")
        self.assert_renders('<t:types i="-3" d="1.5" b="false" s="a\\"b" o="4" aria-label="l" class="k"/>', '-2 1.5 false a"b true [l] k')
        self.assert_renders('<% int n = 5; std::string w = "<w>"; %><t:types i="<%= n %>" d="<%= n / 2.0 %>" s="a<%= w %>${n}" o="<%= n %>"/>',
                            "6 2.5 true a<w>5 true [] c")
        self.assert_renders('<t:types i="1<%= 2 %>"/>', "13 0 true none false [] c")

    def test_attributes_as_elements(self):
        self.assert_renders('<t:types><page:attribute name="i">4</page:attribute><page:attribute name="s"> x<%= 1 %> </page:attribute></t:types>',
                            "5 0 true x1 false [] c")

    def test_an_attribute_that_is_not_a_number_is_an_error(self):
        self.site.write("number.page", PLAIN + '\n<t:types i="1<%= \'x\' %>"/>')
        response = self.assert_status("/number.page", 500)
        self.assertIn("an attribute of type `int` cannot be `1x`", response.words)
        self.assertIn("number.page:2:", response.words)

    def test_a_body_can_be_run_repeatedly(self):
        self.assert_renders("<% int n = 0; %><t:twice><%= ++n %></t:twice> <%= n %>", "1,2 2")
        self.assert_renders("<t:twice/>", ",")
        self.assert_renders("<t:twice></t:twice>", ",")

    def test_bodies_stored_in_variables(self):
        self.assert_renders("<t:kept>four</t:kept>", "kept 4")
        self.assert_renders('<t:shown>a<%= "<" %></t:shown>', "(a<)")

    def test_named_fragments(self):
        self.assert_renders('<t:panel><page:attribute name="foot">f<%= 1 %></page:attribute><page:body>body</page:body></t:panel>',
                            "body<i>f1</i>f1")
        self.assert_renders('<t:panel head="h" foot="&apos;"/>', "<h1>h</h1><i>'</i>'")
        self.assert_renders('<t:panel foot="a<%= "<" %>${1}"/>'.replace('"<"', "'<'"), "<i>a<1</i>a<1")
        self.assert_renders('<t:panel><page:attribute name="foot"> text </page:attribute></t:panel>', "<i>text</i>text")
        self.assert_renders('<t:framed><page:attribute name="foot">f</page:attribute></t:framed>', "[b<i>f</i>f]")

    def test_dynamic_attributes(self):
        self.assert_renders('<t:any id="1" data-x="a" n="<%= 2 %>" m="x${3}"><page:attribute name="z">z<%= 1 %></page:attribute></t:any>',
                            "data-x=a;n=2;m=x3;z=z1;id=1")

    def test_a_recursive_tag(self):
        self.assert_renders('<t:tree n="2"/>', "(2(1(0)(0))(1(0)(0)))")
        self.assert_renders("<t:b><t:b><t:twice>x</t:twice></t:b></t:b>", "<b><b>x,x</b></b>")

    def test_endless_recursion(self):
        before = self.server.worker_pid()
        for tag, name in (("endless", "endless.tag"), ("ping", "pong.tag")):
            self.site.write("endless.page", f"{PLAIN}<t:{tag}/>")
            response = self.assert_status("/endless.page", 500)
            self.assertIn("tags are nested more than 256 deep", response.words)
            self.assertIn(f"WEB-INF/tags/{name}:", response.words)
        self.assertEqual(self.server.worker_pid(), before)

    def test_variables_of_the_page(self):
        see = '<% for (const char* name : {"nested", "begin", "end"}) { quire::Value v = context.attribute(name); if (v.is_null()) out << "-"; else out << v; } %>'
        self.assert_renders(f"<t:count>{see} </t:count>{see}", "11- 22- .-22")
        self.assert_renders(f'<t:count stop="true">{see} </t:count>{see}', "11- 22- -22")
        self.assert_renders('<t:count>${nested}${begin}</t:count>${begin}${end}', "1122.22")
        self.assert_renders('<% context.set_attribute("nested", "old"); %><t:count><t:count>${nested}</t:count>${nested}</t:count>${nested}',
                            "12.112.2.old")

    def test_a_variable_named_by_the_page(self):
        self.assert_renders('<t:let var-name="answer"/>${answer} <%= context.attribute("answer") %>', "42 42")

    def test_tags_in_included_files(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" %><%@ include file="WEB-INF/parts/uses.pagef" %><t:b>own</t:b>'),
                         "<b>part</b><b>own</b>")

    def test_folders_of_tags(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" %><%@ taglib prefix="d" tagdir="/WEB-INF/tags/in/deep/" %><d:x/>'), "deep")

    def test_a_tag_as_the_body_of_an_if(self):
        for value, expected in (("true", "<b>x</b>"), ("false", "no")):
            self.assert_renders(f"<% if ({value}) %><t:b>x</t:b><% else %>no", expected)
        self.assert_renders("<% for (int n = 0; n < 2; ++n) %><t:b><%= n %></t:b>end", "<b>0</b><b>1</b>end")

    def test_names_in_the_page_are_not_attributes(self):
        self.site.write("WEB-INF/tags/taken.tag", '<%@ attribute name="request" %>')
        self.site.write("taken.page", PLAIN + "<t:taken/>")
        self.assertIn("`request` is an implicit object of every page", self.assert_status("/taken.page", 500).words)

    def test_statements_around_tags(self):
        for text, expected in (
                ("<% switch (1) { case 1: %><t:b>1</t:b><% break; default: %>d<% } %>", "<b>1</b>"),
                ("<% auto f = [&](int n) { %><t:b><%= n %></t:b><% }; f(1); f(2); %>", "<b>1</b><b>2</b>"),
                ("<% do { %><t:b>a</t:b><% } while (false); %>x<% if (true) { %><t:b/><% } else if (false) { %>n<% } %>", "<b>a</b>x<b></b>"),
                ("<% if (true) %><% if (false) %><t:b>1</t:b><% else %><t:b>2</t:b>", "<b>2</b>"),
                ("<t:b><%! int nine() { return 9; } %><%= nine() %></t:b>", "<b>9</b>")):
            with self.subTest(text):
                self.assert_renders(text, expected)

    def test_bodies_can_use_names_of_the_page(self):
        self.assert_renders("<% for (auto [a, b] : {std::pair(1, 2), std::pair(3, 4)}) { %><t:b><%= a %>${b}</t:b><% } %>", "<b>12</b><b>34</b>")

    def test_returning_from_a_page_within_tags(self):
        self.site.write("away.page", PLAIN + 'a<t:b>b<% response.redirect("/x"); %></t:b>c')
        self.assertEqual(self.assert_status("/away.page", 302).header("Location"), "/x")
        self.site.write("forward.page", PLAIN + 'a<t:shown>b<page:forward page="/target.page"/></t:shown>c')
        self.site.write("target.page", '<%@ page contentType="text/plain" %>target')
        self.assert_page("/forward.page", "target")


if __name__ == "__main__":
    unittest.main()
