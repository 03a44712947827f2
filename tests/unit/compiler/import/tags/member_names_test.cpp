#include "compiler/import/tags/member_names.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("names that C++ does not allow change in tags of headers") {
  CHECK(with_member_names("<my:if class='a' max-length=\"${b}\" for='x'/>", {}) ==
        "<my:if_ class_='a' max-length=\"${b}\" for_='x'/>");
  CHECK(with_member_names("</my:if >", {}) == "</my:if_ >");
  CHECK(with_member_names("<my:a-b c='<my:if>'>", {}) == "<my:a-b c='<my:if>'>");
  for (const char* other : {"</my:a>", "<my:a>", "<my:a b='c", "<p>", "</p:>"})
    CHECK(with_member_names(other, {}) == other);
}

TEST_CASE("names that C++ does not allow change in calls of functions") {
  const auto names = [](const std::string& element) {
    return with_function_names(element, {}, [](std::string_view prefix) { return prefix == "my"; });
  };
  CHECK(names("${my:delete(x)}") == "${my:delete_(x)}");
  CHECK(names("${a ? my:new(my:delete(b)) : fn:delete(c, \"my:delete(d)\")}") ==
        "${a ? my:new_(my:delete_(b)) : fn:delete(c, \"my:delete(d)\")}");
  CHECK(names("<c:if test=\"${my:delete(x) and my:ok(y)}\" var='${my:if(z)}'>") ==
        "<c:if test=\"${my:delete_(x) and my:ok(y)}\" var='${my:if_(z)}'>");
  CHECK(names("<c:out value=\"${my:delete(\\\"a\\\")}\"/>") == "<c:out value=\"${my:delete_(\\\"a\\\")}\"/>");
  for (const char* other :
       {"${my:join(x)}", "${delete(x)}", "${my:delete}", "${my:delete(}", "my:delete(x)", "", "</my:a>"})
    CHECK(names(other) == other);
}
