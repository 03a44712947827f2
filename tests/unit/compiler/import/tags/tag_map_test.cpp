#include "compiler/import/tags/tag_map.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("tags are known by their library, or by its usual prefix") {
  const TagMap map;
  const std::string spring = "http://www.springframework.org/tags";
  REQUIRE(map.find("spring:message", spring) != nullptr);
  CHECK(map.find("spring:message", spring)->becomes == "fmt:message");
  CHECK(map.find("s:message", spring) == map.find("spring:message", spring));
  CHECK(map.find("spring:message", "") == map.find("spring:message", spring));
  CHECK(map.find("spring:message", "http://example.com/other") == nullptr);
  CHECK(map.find("s:message", "") == nullptr);
  CHECK(map.find("s:text", "/struts-tags") != nullptr);
  CHECK(map.find("s:text", spring) == nullptr);
  CHECK(map.find("bean:message", "/WEB-INF/struts-bean.tld") != nullptr);
  CHECK(map.find("sec:authorize", "http://www.springframework.org/security/tags")->access == "access");
  CHECK(map.find("f:input", "http://www.springframework.org/tags/form")->becomes == "form:input");
  CHECK(map.find("form:input", "quire:form") == nullptr);
  CHECK(map.find("spring:url", spring)->becomes == "c:url");
  CHECK(map.find("", "") == nullptr);
}

TEST_CASE("a site adds its own tags, before those that are known") {
  TagMap map;
  CHECK(map.add("[[tag]]\nname = \"my:text\"\nuri = [\"u\", \"v\"]\nbecomes = \"fmt:message\"\n"
                "attributes = { id = \"key\", \"data-x\" = \"var\" }\nparam = \"a\"\narguments = \"list\"\ntext = "
                "\"t\"\nseparator = \"s\"\nremark = \"r\"\n"
                "ignore = [\"x\"]\n[[tag]]\nname = \"spring:message\"\nbecomes = \"c:out\"\n",
                "map.toml")
            .empty());
  const TagMapping* text = map.find("other:text", "v");
  REQUIRE(text != nullptr);
  CHECK(text->attributes.at("id") == "key");
  CHECK(text->params == std::vector<std::string>{"a"});
  CHECK(map.find("spring:message", "")->becomes == "c:out");
}

TEST_CASE("mistakes in such a file have their line and key, and nothing of it is added") {
  const std::pair<const char*, const char*> mistakes[] = {
      {"[[tag]]\nbecomes = \"c:out\"", "map.toml:1:1: this tag has no `name`"},
      {"[[tag]]\nname = \"a:b\"", "map.toml:1:1: this tag does not say what it `becomes`"},
      {"\n[[tag]]\nname = \"ab\"\nbecomes = \"c:out\"", "map.toml:3:9: bad value for `name`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"x:out\"", "map.toml:3:12: bad value for `becomes`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\nattributes = { a = 1 }", "map.toml:4:16: bad value for `a`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\nattributes = { a = \"x y\" }", "bad value for `a`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\nattribute = {}", "did you mean `attributes`?"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\ntext = \"t\"", "are only for what becomes `fmt:message`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"form:input\"\nlabel = \"l\"", "are only for what becomes `form:checkbox`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\nmodel = \"m\"", "is only for what becomes `form:form`"},
      {"[[tag]]\nname = \"a:b\"\nbecomes = \"c:out\"\nothers = 1", "map.toml:4:10: bad value for `others`"},
      {"[tag]\nname = \"a:b\"", "map.toml:1:"},
      {"[[tag]\n", "map.toml:1:"}};
  for (const auto& [toml, message] : mistakes) {
    TagMap map;
    const std::vector<std::string> told = map.add(toml, "map.toml");
    CAPTURE(toml, told);
    REQUIRE(told.size() == 1);
    CHECK(told[0].find(message) != std::string::npos);
    CHECK(map.find("a:b", "") == nullptr);
  }
}
