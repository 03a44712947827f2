#include "compiler/import/tags/descriptor.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a descriptor says which tags, tag files and functions a library has") {
  OneFile file(R"(<!DOCTYPE taglib PUBLIC "x" "y"><taglib xmlns="http://java.sun.com/xml/ns/javaee">
    <uri> http://example.com/shop </uri>
    <tag><name>price</name><tag-class>com.acme.Price</tag-class>
      <attribute><name>amount</name><required>yes</required><type>double</type></attribute>
      <attribute><description>x</description><name>cart</name><rtexprvalue>true</rtexprvalue></attribute></tag>
    <tag><name>old</name><tagclass>com.acme.Old</tagclass><attribute/></tag><tag/>
    <tag-file><name>box</name><path>/WEB-INF/tags/box.tag</path></tag-file>
    <function><name>f</name><function-class>com.acme.F</function-class>
      <function-signature>int f(int)</function-signature></function></taglib>)");
  const auto library = read_descriptor(0, file.sources, file.sink);
  REQUIRE(library);
  CHECK(library->uri == "http://example.com/shop");
  REQUIRE(library->tags.size() == 2);
  REQUIRE(library->tags[0].attributes.size() == 2);
  CHECK(library->tags[0].attributes[0].is_required);
  CHECK(library->tags[0].attributes[0].type == "double");
  CHECK_FALSE(library->tags[0].attributes[1].is_required);
  CHECK(library->tags[0].attributes[1].takes_values);
  CHECK(library->tags[1].java_class == "com.acme.Old");
  CHECK(library->tag_files.at(0).path == "/WEB-INF/tags/box.tag");
  CHECK(library->functions.at(0).signature == "int f(int)");
}

TEST_CASE("tags have a body unless the descriptor says that they have none") {
  OneFile file(R"(<taglib><tag><name>a</name><body-content>JSP</body-content></tag>
    <tag><name>b</name><body-content>scriptless</body-content></tag><tag><name>c</name></tag>
    <tag><name>d</name><body-content>empty</body-content></tag><tag><name>e</name><bodycontent>EMPTY</bodycontent></tag>
    <tag><name>f</name><body-content>tagdependent</body-content></tag></taglib>)");
  const auto library = read_descriptor(0, file.sources, file.sink);
  REQUIRE(library);
  for (const auto& tag : library->tags) {
    CAPTURE(tag.name);
    CHECK(tag.has_body == (tag.name < "d"));
  }
}

TEST_CASE("what is not a descriptor is reported") {
  for (const char* text :
       {"", "<taglib>", "<web-app/>", "<!DOCTYPE t [<!ENTITY a SYSTEM '/etc/passwd'>]><taglib>&a;</taglib>",
        "<taglib></taglib><taglib/>", "\xFF\xFE\x00"}) {
    OneFile file(text);
    CAPTURE(text);
    CHECK_FALSE(read_descriptor(0, file.sources, file.sink));
    CHECK(file.sink.has_errors());
  }
}
