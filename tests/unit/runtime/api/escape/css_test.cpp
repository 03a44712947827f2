#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

TEST_CASE("CSS values are filtered") {
  for (const auto text : {"",
                          "0",
                          "+.33em",
                          "corner-radius",
                          "#000",
                          "color: red",
                          "10px 5%",
                          "red !important",
                          "a, b",
                          "ä",
                          "rgb(1, 2, 3)",
                          "RGBA(0 0 0 / 50%)",
                          "hsl(120deg 1% 2%)",
                          "calc(100% - (2 * 3px) / 4)",
                          "var(--main-color)",
                          "linear-gradient(45deg, red 10%, rgb(0 0 0 / 50%))",
                          "blur(2px) drop-shadow(1px 1px red)",
                          "2 * 3",
                          "min(1px, max(2px, var(--x, 3px)))",
                          "clamp(1rem, 2vw, 3rem)",
                          "translate(1px,2px) rotate(45deg)",
                          "display: none;"}) {
    CAPTURE(text);
    CHECK(in({Part::kCss}, text) == text);
  }
  for (const auto text : {"-->",
                          "--",
                          "]]>",
                          "</style",
                          "\"",
                          "'",
                          "`",
                          "<",
                          ">",
                          "a;b",
                          "a;;",
                          "a{",
                          "}",
                          "@import",
                          "a/b",
                          "*",
                          "*/",
                          "/*",
                          "url(x)",
                          "expression(x)",
                          "exp\\72 ession",
                          "-moz-binding",
                          "ex-pression",
                          "rgb(1",
                          "rgb)",
                          ")(",
                          "(1)",
                          "foo(1)",
                          "xrgb(1)",
                          "calc(1/*2)",
                          "calc(1*/2)",
                          "calc(1//2)",
                          "rgb(url(x))",
                          "rgb(')",
                          "var(--x)--y",
                          "calc(--x)",
                          "var(---x)",
                          "rgb(1;2)",
                          "\\3b",
                          "\\22",
                          "\\28",
                          "\\",
                          "äurl(x)",
                          "image-set(x)",
                          "rgb(a:b)"}) {
    CAPTURE(text);
    CHECK(in({Part::kCss}, text) == "blocked");
  }
  CHECK(in({Part::kCss}, "a\0b"sv) == "blocked");
  CHECK(in({Part::kCss}, "\\72 ed") == "blocked");
  CHECK(in({Part::kCss}, std::string(100, '(')) == "blocked");
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "calc(" + deep + ")";
  CHECK(in({Part::kCss}, deep) == "blocked");
}

TEST_CASE("CSS strings are escaped") {
  for (const Part part : {Part::kCssString, Part::kCssStringStart})
    check({part}, {{"", ""},
                   {"a b", "a b"},
                   {"\"x", "\\22x"},
                   {"\"a", "\\22 a"},
                   {"'", "\\27 "},
                   {"\n0", "\\a 0"},
                   {"\n\t", "\\a \\9 "},
                   {"\nx", "\\ax"},
                   {"\\", "\\\\"},
                   {"</style>", "\\3c\\2fstyle\\3e "},
                   {"*/", "\\2a\\2f "},
                   {"ä", "ä"},
                   {"\0"sv, "\\0 "}});
  for (const auto text : {"javascript:x", " JavaScript:x", "java\tscript:x", "vbscript:x", "data:x", "\\64 ata:x",
                          "javascript\\3ax", "\x01javascript:"}) {
    CAPTURE(text);
    CHECK(in({Part::kCssStringStart}, text) == "blocked");
    CHECK(in({Part::kCssString}, text) != "blocked");
  }
  CHECK(in({Part::kCssStringStart}, "https://x") == "https\\3a\\2f\\2fx");
}

}  // namespace
}  // namespace quire
