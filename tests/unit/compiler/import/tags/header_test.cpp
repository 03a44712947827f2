#include "compiler/import/tags/header.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("names that C++ does not allow become others") {
  CHECK(tag_member_name("price") == "price");
  CHECK(tag_member_name("max-length") == "max_length");
  CHECK(tag_member_name("a.b") == "a_b");
  for (const char* taken : {"if", "class", "render", "std", "quire", "errno"})
    CHECK(tag_member_name(taken) == std::string(taken) + "_");
  for (const char* none : {"", "1a", "_a", "a__b", "a-_b",
                           "gr\xC3\xB6\xC3\x9F"
                           "e",
                           "-"})
    CHECK(tag_member_name(none).empty());
}

TEST_CASE("Java's types become those of C++") {
  CHECK(tag_member_type("java.lang.String") == "std::string_view");
  CHECK(tag_member_type("String") == "std::string_view");
  CHECK(tag_member_type(" java.lang.Integer ") == "int");
  CHECK(tag_member_type("boolean") == "bool");
  CHECK(tag_member_type("float") == "double");
  for (const char* object :
       {"", "java.lang.Object", "java.util.List<java.lang.String>", "String[]", "com.acme.Cart", "List<"})
    CHECK(tag_member_type(object) == "quire::Value");
}

TEST_CASE("a header has a struct for each tag and a function for each function") {
  TagLibraryDescriptor library;
  library.tags = {{"price", "com.acme.Price", {{"amount", "double", true}, {"class"}, {"cart", "", false, true}}},
                  {"price", "com.acme.Other"},
                  {"panel-box"}};
  library.functions = {
      {"join", "com.acme.F", "java.lang.String join(java.util.Map<String, Integer>, java.lang.String)"},
      {"now", "com.acme.F", "java.util.Date now( )"},
      {"log", "com.acme.F", "void log(long)"},
      {"broken", "com.acme.F", "int broken"}};
  const std::string header = tags_header(library, "WEB-INF/shop.tld", "shop_tags");
  for (const char* part :
       {"#pragma once", "namespace shop_tags {\n", "struct price {", "  double amount;\n",
        "  std::string_view class_ = {};\n", "  quire::Value cart = {};\n", "struct panel_box {", "// To be written.",
        "inline std::string join(const quire::Value&, std::string_view) {", "inline quire::Value now() {",
        "inline void log(long long) {", "throw std::logic_error(\"`join` is to be written in C++\");",
        "// `broken` has no name or signature in C++.", "// `price` has no name"}) {
    CAPTURE(part, header);
    CHECK(header.find(part) != std::string::npos);
  }
}

TEST_CASE("a tag with content writes HTML, unless pages have it where HTML has no meaning") {
  const auto writes_text = [](bool has_body, bool is_in_values) {
    TagLibraryDescriptor library;
    library.tags = {{"box", "x"}};
    library.tags[0].has_body = has_body;
    library.tags[0].is_in_values = is_in_values;
    return tags_header(library, "a.tld", "a_tags").find("bool kWritesText = true;\n") != std::string::npos;
  };
  CHECK_FALSE(writes_text(true, false));
  CHECK(writes_text(true, true));
  CHECK(writes_text(false, false));
}

TEST_CASE("nothing in a descriptor gets out of the header's comments") {
  TagLibraryDescriptor library;
  library.tags = {{"a\n#error", "x\\\nint x;", {{"b; int c", "int> x; <", false}}},
                  {"good", "*/ \\", {{"f\"", "\"", true}}}};
  library.functions = {{"f", "a\r#error\\", "int f(int) {}; int g(\nint)"}, {"g\")", "x", "int \"g(int)"}};
  const std::string header = tags_header(library, "WEB-INF/\n#error.tld\\", "a_tags");
  CAPTURE(header);
  for (const char* part : {"\n#error", "\\", "\n#error", "*/", "int x;", "{};"})
    CHECK(header.find(part) == std::string::npos);
}
