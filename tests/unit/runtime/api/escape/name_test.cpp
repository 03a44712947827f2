#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

TEST_CASE("harmless attributes are printed where names are") {
  const Place place{Part::kAttributeName};
  for (const auto text :
       {"", "checked", "CHECKED", "selected  disabled", " hidden ", "class=\"a b\"", "id='x' title=\"\"", "data-x=1",
        "aria-label='a/b'", "width=5 height=\"6\"", "value='a:b;c'", "for=x", "data-a_b-c"}) {
    CAPTURE(text);
    CHECK(in(place, text) == (std::string_view(text).find_first_not_of(' ') == std::string_view::npos ? "" : text));
  }
  CHECK(in(place, "  ").empty());
  for (const auto text : {"onclick",
                          "onclick=\"x\"",
                          "OnClick='x'",
                          "style=\"x\"",
                          "href=\"x\"",
                          "src=x",
                          "srcdoc=x",
                          "action=x",
                          "formaction=x",
                          "async",
                          "is=x",
                          "xlink:href=x",
                          "data-=1",
                          "data-",
                          "aria-",
                          "checked>",
                          "checked/onclick=x",
                          "class=\"a",
                          "class='a\"",
                          "class=\"a\"onclick=x",
                          "class=a\"b",
                          "class=a`b",
                          "class=\"<\"",
                          "class=\"a=b\"",
                          "class=\"&quot;\"",
                          "class=",
                          "class= x",
                          "class =x",
                          "=x",
                          "id=\"a\"id=b",
                          "cl\0ass",
                          "\xc3\xa4",
                          "true",
                          "1",
                          "checked\vonclick",
                          "data-x\xa0",
                          "class='a>b'"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(in(place, text), std::logic_error);
  }
  CHECK_THROWS_AS(in(place, "class=\"\0\""sv), std::logic_error);
  CHECK_THROWS_AS(in(place, "checked\0"sv), std::logic_error);
  CHECK_THROWS_AS(in(place, 5), std::logic_error);
  CHECK_THROWS_AS(in(place, true), std::logic_error);
  CHECK_THROWS_WITH(in(place, "onclick"),
                    "`onclick` cannot be printed where the name of an attribute is expected; "
                    "write `name=\"<%= value %>\"`, or print a `quire::Attr`");
}

TEST_CASE("parts of names and levels of headings are checked") {
  CHECK(in({Part::kNamePart}, "item-ID_2") == "item-ID_2");
  CHECK(in({Part::kNamePart}, 12) == "12");
  for (const auto text : {""sv, " "sv, "a b"sv, "a=b"sv, "a\0"sv, "\xc3\xa4"sv, "a>"sv, "/"sv})
    CHECK_THROWS_AS(in({Part::kNamePart}, text), std::logic_error);
  CHECK(in({Part::kHeading}, 1) == "1");
  CHECK(in({Part::kHeading}, "6") == "6");
  for (const auto text : {""sv, "0"sv, "7"sv, "11"sv, "1 "sv, "r"sv, "1>"sv, "1\0"sv})
    CHECK_THROWS_AS(in({Part::kHeading}, text), std::logic_error);
  CHECK_THROWS_WITH(in({Part::kHeading}, 9), "`9` is not the level of a heading, which is a digit from 1 to 6");
}

}  // namespace
}  // namespace quire
