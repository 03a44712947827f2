#include "compiler/check/standard_values.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

Attribute target(std::string text) {
  Attribute attribute{{}, {}, "target", {}, {}, {}};
  attribute.parts.push_back({NodeKind::kEl, {}, {}, std::move(text)});
  return attribute;
}

TEST_CASE("what c:set changes", "[check]") {
  CHECK(target_path(target("cart")) == std::vector<std::string>{"cart"});
  CHECK(target_path(target(" cart . address ")) == std::vector<std::string>{"cart", "address"});
  for (const char* text : {"", "a.", ".a", "a[0]", "a.b()", "'text'", "1"}) CHECK(target_path(target(text)).empty());
  Attribute text = target("cart");
  text.parts[0].kind = NodeKind::kText;
  CHECK(target_path(text).empty());
}

TEST_CASE("names that expressions can say", "[check]") {
  for (const char* name : {"a", "_a1", "$x", "größe"}) CHECK(is_el_name(name));
  for (const char* name : {"", "1a", "a.b", "a-b", "a b"}) CHECK_FALSE(is_el_name(name));
}

TEST_CASE("URLs of other sites", "[check]") {
  for (const char* url : {"http://example.com", "HTTPS:", "//example.com", "mailto:a"}) CHECK(is_absolute_url(url));
  for (const char* url : {"", "/a", "a.page?u=http://b", ":a", "a/b:c"}) CHECK_FALSE(is_absolute_url(url));
}

}  // namespace
}  // namespace quire::compiler
