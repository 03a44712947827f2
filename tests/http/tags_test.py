"""Tags, tag files and layouts, in pages that call the functions used by generated code."""

import unittest

from support.server import SiteTest

HEAD = '<%@ page import="<quire/tag.h>" contentType="text/plain" %>'
# The C++ of a tag file: `<section title>`, with a nested variable and a body.
SECTION = """<%!
static void section(quire::PageContext& caller, std::string_view title, quire::Fragment body) {
  static constexpr quire::TagVariable kVariables[] = {{"depth", "depth", quire::VariableScope::kNested}};
  quire::TagFile context(caller, body, kVariables);
  quire::Frame frame(context.page());
  quire::Value outer = caller.attribute("depth");
  context.set_attribute("depth", outer.is_null() ? 1 : outer.as_integer() + 1);
  context.out().raw("[").escape_html(title).raw(" ");
  context.body();
  context.out().raw("]");
}
struct Shout {
  int times = quire::attribute<int>::of("1");
  void render(quire::TagContext& context) const {
    std::string text = context.body_text();
    for (int n = 0; n < times; ++n) context.out().raw(text).raw("!");
  }
};
%>"""

FILES = {
    "nested.page": HEAD + SECTION + """<%
auto inner = [&] { out << context.attribute("depth"); };
section(context, "a<b", [&] { out << context.attribute("depth"); section(context, "c", inner); out << context.attribute("depth"); });
out << context.attribute("depth").is_null();
%>""",
    "shout.page": HEAD + SECTION + '<% quire::render_tag(context, Shout{.times = 2}, [&] { section(context, "s", [&] { out.raw("hey"); }); }); %>',
    "throws.page": HEAD + SECTION + '\n<% section(context, "a", [&] {\n  quire::render_tag(context, Shout{}, [&] { throw 1; });\n}); %>',
    "forwards.page": HEAD + SECTION + '<% section(context, "a", [&] { quire::render_tag(context, Shout{}, [&] { context.forward("target.page"); }); }); %>',
    "target.page": "target",
    "includes.page": HEAD + SECTION + '<% section(context, "a", [&] { quire::render_tag(context, Shout{}, [&] { context.include("target.page"); }); }); %>',
}


class Tags(SiteTest):
    FILES = FILES

    def test_bodies_see_nested_variables(self):
        self.assertEqual(self.get("/nested.page").text.strip(), "[a&lt;b 1[c 2]1]true")

    def test_a_struct_can_render_its_body_repeatedly(self):
        self.assertEqual(self.get("/shout.page").text.strip(), "[s hey]![s hey]!")

    def test_an_exception_in_a_body_has_a_location(self):
        words = self.assert_status("/throws.page", 500).words
        for place in ("thrown in throws.page:21:45", "called from throws.page:15:32", "called from throws.page:9:11",
                      "called from throws.page:20:4"):
            self.assertTrue(place in words, place)

    def test_a_forward_out_of_bodies_drops_their_output(self):
        self.assert_page("/forwards.page", "target")

    def test_an_include_within_bodies(self):
        self.assertEqual(self.get("/includes.page").text.strip(), "[a target!]")


if __name__ == "__main__":
    unittest.main()
