"""Tags that are C++ structs, as authors write them."""

import re
import unittest

from support.server import SiteTest

USES = '<%@ page contentType="text/plain" import="<string>" %><%@ taglib prefix="u" header="ui.h" namespace="ui" %>'

FILES = {
    "WEB-INF/src/ui.h": """#pragma once
#include <quire/tag.h>
#include <quire/value.h>
#include <optional>
#include <string>
#include <vector>
namespace ui {
struct Kinds {
  int whole = 1;
  unsigned long large = 0;
  double real = 0.5;
  bool on = false;
  char letter = '-';
  std::string_view view = "v";
  std::string text = "t";
  const char* literal = "l";
  std::optional<int> maybe = std::nullopt;
  std::vector<int> list = {};
  quire::Value value = {};
  int max_length = 3;
  void render(quire::TagContext& context) const {
    context.out() << whole << ' ' << large << ' ' << real << ' ' << on << ' ' << letter << ' ' << view << ' ' << text
                  << ' ' << literal << ' ' << maybe.value_or(-1) << ' ' << list.size() << ' ' << value.is_null() << ' ' << max_length;
  }
};
struct Panel {
  quire::Fragment head = {};
  quire::Fragment foot = {};
  void render(quire::TagContext& context) const {
    if (head) { context.out().raw("<h1>"); head(); context.out().raw("</h1>"); }
    context.body();
    foot();
    foot();
  }
};
struct List {
  int depth = 1;
  void render(quire::TagContext& context) const { context.out().raw("("); context.body(); context.out().raw(")"); }
};
struct Item {
  void render(quire::TagContext& context) const {
    const List* list = context.ancestor<List>();
    if (list == nullptr) context.out() << "alone";
    else context.out() << list->depth;
    context.body();
  }
};
struct Throws {
  void render(quire::TagContext&) const { throw std::runtime_error("in the tag"); }
};
}
""",
    "WEB-INF/src/words.h": """#pragma once
#include <quire/tag.h>
#include <string_view>
namespace words {
struct say {
  static constexpr bool kWritesText = true;
  std::string_view text = "";
  void render(quire::TagContext& context) const { context.out() << text; context.body(); }
};
struct bold {
  void render(quire::TagContext& context) const { context.out().raw("<b>"); context.body(); context.out().raw("</b>"); }
};
}
""",
    "WEB-INF/tags/box.tag": "[<page:doBody/>]",
    "WEB-INF/tags/own.tag": '<%@ taglib prefix="u" header="ui.h" namespace="ui" %><u:List depth="9"><page:doBody/></u:List>',
}
T = '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>'


class CppTags(SiteTest):
    FILES = FILES

    def assert_renders(self, text, expected):
        self.assertEqual(self.render(USES + text), expected)

    def test_omitted_fields(self):
        self.assert_renders("<u:Kinds/>", "1 0 0.5 false - v t l -1 0 true 3")

    def test_fields_from_text(self):
        self.assert_renders('<u:Kinds whole="-7" large="18446744073709551615" real="2.5" on="true" letter="x" view="a<" text="b" literal="c&quot;" maybe="4" value="y" max-length="6"/>',
                            "-7 18446744073709551615 2.5 true x a&lt; b c&#34; 4 0 false 6")

    def test_fields_from_expressions(self):
        self.assert_renders('<% int n = 3; std::string s = "s"; %><u:Kinds whole="<%= n %>" real="<%= n / 2.0 %>" on="<%= n > 2 %>" letter="<%= s[0] %>" view="<%= s + s %>"'
                            ' text="<%= s %>!" maybe="<%= n %>" list="<%= std::vector<int>(2) %>" value="<%= 5 %>"/>', "3 0 1.5 true s ss s! l 3 2 false 3")
        self.assert_renders('<% int n = 3; %><u:Kinds whole="1${n}" view="${n}"/>', "13 0 0.5 false - 3 t l -1 0 true 3")

    def test_fields_in_any_order(self):
        self.assert_renders('<u:Kinds max-length="4" view="w" whole="2"/>', "2 0 0.5 false - w t l -1 0 true 4")

    def test_fields_as_elements(self):
        self.assert_renders('<u:Kinds><page:attribute name="whole">8</page:attribute><page:attribute name="text">x<%= 1 %></page:attribute></u:Kinds>',
                            "8 0 0.5 false - v x1 l -1 0 true 3")

    def test_fragments(self):
        self.assert_renders('<% int n = 0; %><u:Panel><page:attribute name="foot"><%= ++n %></page:attribute><page:body>body </page:body></u:Panel>', "body 12")
        self.assert_renders('<u:Panel><page:attribute name="head">plain</page:attribute></u:Panel>', "<h1>plain</h1>")

    def test_ancestors(self):
        self.assert_renders('<u:Item/> <u:List><u:Item/><u:List depth="2"><u:Item><u:Item/></u:Item></u:List></u:List> <u:Item/>', "alone (1(22)) alone")
        self.assert_renders(T + '<u:List depth="4"><t:box><u:Item/></t:box></u:List>', "([4])")
        self.assert_renders(T + "<t:own><u:Item/></t:own>", "(9)")

    def test_a_tag_as_the_body_of_an_if(self):
        self.assert_renders("<% for (int n = 0; n < 2; ++n) if (n == 1) %><u:List><%= n %></u:List><% else %>no ", "no (1)")

    WORDS = '<%@ taglib prefix="w" header="words.h" namespace="words" %>'

    def test_plain_text_is_escaped_for_its_place(self):
        say = """<w:say text="a'<b>&"/>"""
        for page, expected in (
            (say, "a&#39;&lt;b&gt;&amp;"),
            (f'<p title="{say}">', '<p title="a&#39;&lt;b&gt;&amp;">'),
            (f"<script>f('{say}', {say})</script>", r"""<script>f('a\u0027\u003cb\u003e\u0026', "a\u0027\u003cb\u003e\u0026")</script>"""),
            (f'<a href="/?q={say}">', '<a href="/?q=a%27%3cb%3e%26">'),
            ('<a href="<w:say text="javascript:f()"/>">', '<a href="about:invalid#blocked">'),
            ('<p title="<w:say>x<%= "&" %></w:say>">', '<p title="x&amp;">'),
            ('<%@ page escape="off" %><w:say text="<"/>', "<"),
        ):
            with self.subTest(page):
                self.assertEqual(self.render(self.WORDS + page), expected)

    def test_html_is_for_text(self):
        self.assertEqual(self.render(self.WORDS + "<w:bold><%= 1 < 2 %></w:bold>"), "<b>true</b>")
        self.site.write("bad.page", f'{self.WORDS}\n<p title="<w:bold>x</w:bold>">')
        words = self.assert_status("/bad.page", 500).words
        self.assertIn("bad.page:2:12", words)
        self.assertIn("a tag that writes HTML can only be used in text", words)

    def test_exceptions(self):
        self.site.write("throws.page", USES + "\n<u:List>\n  <u:Throws/></u:List>")
        words = self.assert_status("/throws.page", 500).words
        self.assertIn("in the tag", words)
        places = re.findall(r"(?:thrown in|called from) ([-\w./]+:\d+:\d+)", words)
        self.assertEqual(places, ["WEB-INF/src/ui.h:49:43", "throws.page:3:4", "WEB-INF/src/ui.h:38:83", "throws.page:2:2"])

    def test_text_that_cannot_be_converted(self):
        for attribute in ('whole="x"', 'on="yes"', 'letter="ab"', 'real="1,5"'):
            with self.subTest(attribute):
                self.site.write("bad.page", f"{USES}\n<u:Kinds {attribute}/>")
                self.assertIn("bad.page:2:1", self.assert_status("/bad.page", 500).words)


if __name__ == "__main__":
    unittest.main()
