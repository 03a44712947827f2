#include <quire/element.h>

#include <quire/writer.h>
#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

namespace quire {
namespace {

TEST_CASE("an element has its attributes and its body, or ends at once") {
  Writer out;
  Element whole(out, "p");
  whole.attribute("title", "a \"b\" & <c>");
  whole.open();
  out.raw("text");
  whole.close();
  CHECK(out.text() == "<p title=\"a &#34;b&#34; &amp; &lt;c&gt;\">text</p>");
  Writer empty;
  Element(empty, "svg:g").close();
  CHECK(empty.text() == "<svg:g/>");
}

TEST_CASE("what cannot name an element or attribute is refused before it is written") {
  for (const char* name : {"", "1a", "-a", "a b", "a>", "a/", "a=\"", "a\n", ".a"}) {
    CAPTURE(name);
    Writer out;
    CHECK_THROWS_AS(Element(out, name), std::invalid_argument);
    CHECK(out.text().empty());
    Element element(out, "p");
    CHECK_THROWS_AS(element.attribute(name, "v"), std::invalid_argument);
    CHECK(out.text() == "<p");
  }
  Writer out;
  Element(out, "_a-1.b:\xC3\xA9").close();
  CHECK(out.text() == "<_a-1.b:\xC3\xA9/>");
}

}  // namespace
}  // namespace quire
