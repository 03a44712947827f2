#include "tests/unit/runtime/page/test_page.h"

#include <quire/page.h>
#include <quire/tag.h>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace quire {
namespace {

std::string text_of(TestPage& page) { return std::string(page.out().text()); }

TEST_CASE("a tag file has attributes of its own, and all else of its page") {
  TestPage page;
  page.set_attribute("title", "page's");
  page.request().set_attribute("user", "Ada");
  TagFile tag(page);
  CHECK(tag.attribute("title").is_null());
  CHECK(tag.find_attribute("title").is_null());
  CHECK(tag.find_attribute("user") == Value("Ada"));
  tag.set_attribute("title", "tag's");
  CHECK(page.attribute("title") == Value("page's"));
  CHECK(&tag.out() == &page.out());
  CHECK(&tag.page() == &page);
  CHECK(&tag.caller() == &page);
  TagFile inner(tag, {});
  CHECK(&inner.page() == &page);
  CHECK(&inner.caller() == &tag);
}

TEST_CASE("a body runs as often as it is called") {
  TestPage page;
  const auto body = [&] { page.out().raw("b"); };
  TagFile tag(page, body);
  CHECK(tag.has_body());
  tag.body();
  tag.body();
  CHECK(text_of(page) == "bb");
  TagFile without(page);
  CHECK_FALSE(without.has_body());
  without.body();
  CHECK(text_of(page) == "bb");
}

TEST_CASE("variables reach the calling page when their scope says") {
  const TagVariable variables[] = {{"row", "item", VariableScope::kNested},
                                   {"count", "count", VariableScope::kAtBegin},
                                   {"sum", "total", VariableScope::kAtEnd}};
  TestPage page;
  page.set_attribute("item", "kept");
  std::string seen;
  const auto body = [&] {
    for (const char* name : {"item", "count", "total"}) {
      const Value value = page.attribute(name);
      seen += value.is_null() ? "-" : value.as_string();
    }
    seen += ' ';
    page.set_attribute("item", "changed in the body");
  };
  {
    TagFile tag(page, body, variables);
    for (const char* row : {"a", "b"}) {
      tag.set_attribute("row", row);
      tag.set_attribute("count", "1");
      tag.set_attribute("sum", "9");
      tag.body();
      CHECK(page.attribute("item") == Value("kept"));
    }
    CHECK(seen == "a1- b1- ");
    tag.set_attribute("count", "2");
    CHECK(page.attribute("total").is_null());
  }
  CHECK(page.attribute("item") == Value("kept"));
  CHECK(page.attribute("count") == Value("2"));
  CHECK(page.attribute("total") == Value("9"));
}

TEST_CASE("a nested variable is gone after a body that throws, and where it was not there") {
  const TagVariable variables[] = {{"row", "row", VariableScope::kNested}};
  TestPage page;
  const auto body = [&] {
    CHECK(page.attribute("row") == Value(1));
    throw std::runtime_error("thrown");
  };
  TagFile tag(page, body, variables);
  tag.set_attribute("row", 1);
  CHECK_THROWS_AS(tag.body(), std::runtime_error);
  CHECK(page.attribute("row").is_null());
}

TEST_CASE("a tag that an exception ends sets no variables") {
  const TagVariable variables[] = {{"sum", "sum", VariableScope::kAtEnd}};
  TestPage page;
  const auto run = [&] {
    TagFile tag(page, {}, variables);
    tag.set_attribute("sum", 1);
    throw std::runtime_error("thrown");
  };
  CHECK_THROWS_AS(run(), std::runtime_error);
  CHECK(page.attribute("sum").is_null());
}

namespace {

void nest(PageContext& caller, int levels) {
  TagFile tag(caller);
  if (levels > 1) nest(tag, levels - 1);
}

}  // namespace

TEST_CASE("tags are nested 256 deep and no deeper") {
  TestPage page;
  nest(page, 256);
  CHECK_THROWS_AS(nest(page, 257), std::logic_error);
  // Those in bodies count as well.
  TagFile outer(page);
  nest(outer, 255);
  CHECK_THROWS_AS(nest(outer, 256), std::logic_error);
}

TEST_CASE("a tag file knows the one around it, as the page is written") {
  TestPage page;
  TagFile* seen[3] = {};
  // <outer><inner/></outer>, and <own/> in the text of outer.
  const auto body = [&] {
    TagFile inner(page);
    seen[0] = inner.parent_tag();
  };
  TagFile outer(page, body);
  CHECK(outer.parent_tag() == nullptr);
  // <own><doBody/></own>
  const auto own_body = [&] {
    outer.body();
    TagFile sibling(outer, {});
    seen[2] = sibling.parent_tag();
  };
  TagFile own(outer, own_body);
  seen[1] = own.parent_tag();
  own.body();
  CHECK(seen[0] == &outer);
  CHECK(seen[1] == &outer);
  CHECK(seen[2] == &own);
  TagFile after(page);
  CHECK(after.parent_tag() == nullptr);
}

struct Box {
  std::string_view title = "none";
  void render(TagContext& context) const {
    context.out().raw("[").escape_html(title).raw(context.has_body() ? ":" : "");
    context.body();
    context.out().raw("]");
  }
};

struct Upper {
  void render(TagContext& context) const {
    std::string text = context.body_text();
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    context.out().raw(text);
  }
};

struct Item {
  void render(TagContext& context) const {
    const Box* box = context.ancestor<Box>();
    context.out().raw(box == nullptr ? "no box" : box->title);
    CHECK(context.ancestor<Item>() == nullptr);
  }
};

TEST_CASE("a struct is a tag") {
  TestPage page;
  render_tag(page, Box{});
  render_tag(page, Box{.title = "<a>"}, [&] { page.out().raw("body"); });
  CHECK(text_of(page) == "[none][&lt;a&gt;:body]");
}

TEST_CASE("a tag may take its body as text") {
  TestPage page;
  page.out().raw("before ");
  const auto body = [&] {
    page.out().raw("body ");
    render_tag(page, Upper{}, [&] { page.out().raw("inner"); });
  };
  render_tag(page, Upper{}, body);
  render_tag(page, Upper{});
  CHECK(text_of(page) == "before BODY INNER");
}

TEST_CASE("a tag finds the nearest tag of a type around it, through tag files") {
  TestPage page;
  const auto item = [&] { render_tag(page, Item{}); };
  render_tag(page, Item{});
  render_tag(page, Box{.title = "outer"}, [&] { render_tag(page, Box{.title = "inner"}, item); });
  render_tag(page, Box{.title = "b"}, [&] {
    TagFile file(page);
    render_tag(file, Item{});
  });
  render_tag(page, Item{});
  CHECK(text_of(page) == "no box[outer:[inner:inner]][b:b]no box");
}

TEST_CASE("a tag that throws is around nothing any more") {
  TestPage page;
  CHECK_THROWS_AS(render_tag(page, Box{}, [] { throw std::runtime_error("thrown"); }), std::runtime_error);
  page.out().clear();
  render_tag(page, Item{});
  CHECK(text_of(page) == "no box");
}

TEST_CASE("an exit of the page passes through tags") {
  TestPage page;
  const auto body = [&] { page.response().redirect("/b", 302); };
  CHECK_THROWS_AS(render_tag(page, Upper{}, body), PageExit);
  page.response().complete();
  CHECK(page.target.head.status == 302);
}

}  // namespace
}  // namespace quire
