#include "runtime/process/mime_toml.h"

#include "runtime/process/server_toml.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("types of files by extension") {
  const OwnMediaTypes read = parse_media_types(
      "\".md\" = \"text/x-markdown\"\n[types]\n\".FOO\" = \"application/foo; version=1\"\n", "mime.toml");
  CHECK(read.mistakes.empty());
  CHECK(read.types.at("md") == "text/x-markdown");
  CHECK(read.types.at("foo") == "application/foo; version=1");
  CHECK(parse_media_types("", "mime.toml").types.empty());
}

TEST_CASE("mistakes in mime.toml say where") {
  const auto mistakes = parse_media_types("\n\".md\" = 3\n", "mime.toml").mistakes;
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].starts_with("mime.toml:2:9: bad value for `.md`; it must be a type"));
  for (const char* bad :
       {"md = 'text/plain'", "'.a.b' = 'text/plain'", "'.' = 'text/plain'", "'.a' = 'text'", "'.a' = 'text/'",
        "'.a' = 'te xt/plain'", "'.a' = \"text/plain\\u000a\"", "[other]", "'.a' = "}) {
    CAPTURE(bad);
    CHECK(parse_media_types(bad, "mime.toml").mistakes.size() == 1);
  }
}

TEST_CASE("the types of a base folder are among its settings") {
  const TemporaryFolder folder;
  CHECK(read_server_settings(folder.path()).settings.types.empty());
  folder.write("conf/mime.toml", "'.a' = 'text/a'\n");
  CHECK(read_server_settings(folder.path()).settings.types.at("a") == "text/a");
  folder.write("conf/mime.toml", "'.a' = 1\n");
  CHECK(read_server_settings(folder.path()).mistakes.size() == 1);
}

}  // namespace
}  // namespace quire
