#include "runtime/app/asset_name.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a version stands before the last dot of a file's name") {
  const struct {
    const char* path;
    const char* text;
  } rows[] = {
      {"/style.css", "/style.3f2a1b2c.css"},   {"/css/style.min.css", "/css/style.min.3f2a1b2c.css"},
      {"/LICENSE", "/LICENSE.3f2a1b2c"},       {"/a.b/LICENSE", "/a.b/LICENSE.3f2a1b2c"},
      {"/a.b/c.js", "/a.b/c.3f2a1b2c.js"},     {"/end.", "/end.3f2a1b2c."},
      {"/a.0123abcd", "/a.3f2a1b2c.0123abcd"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(asset_name(row.path, "3f2a1b2c00000000").text() == row.text);
    const auto parsed = parse_asset_name(row.text);
    REQUIRE(parsed);
    CHECK(parsed->path == row.path);
    CHECK(parsed->version == "3f2a1b2c");
  }
}

TEST_CASE("other names have no version") {
  for (const char* path : {"/style.css", "/LICENSE", "/style.3F2A1B2C.css", "/style.3f2a1b2.css",
                           "/style.3f2a1b2c0.css", "/3f2a1b2c", "/3f2a1b2c.css", "/.3f2a1b2c", "/a.3f2a1b2c/style.css",
                           "/a.3f2a1b2c.css/b", "/style.gf2a1b2c.css", "", "/", "/style-3f2a1b2c.css"}) {
    CAPTURE(path);
    CHECK_FALSE(parse_asset_name(path));
  }
}

}  // namespace
}  // namespace quire
