#include "compiler/make/object_origin.h"

#include "runtime/protocol/json_text.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

/// Of an object that was compiled with one header of `folder`.
ObjectOrigin origin_in(const TemporaryFolder& folder) {
  return {"c0de", "O0", {*stamp_file(folder.write("a.h", "one"))}, {folder.path("hides/a.h")}};
}

TEST_CASE("an object is good while code, settings and headers are the same") {
  const TemporaryFolder folder;
  ObjectOrigin before = origin_in(folder);
  // What would be compiled now does not know its headers yet.
  ObjectOrigin now{"c0de", "O0"};
  CHECK(is_same(before, now));
  now.code_hash = "0the7";
  CHECK_FALSE(is_same(before, now));
  now = {"c0de", "O2"};
  CHECK_FALSE(is_same(before, now));
}

TEST_CASE("a header with other content makes an object old") {
  const TemporaryFolder folder;
  ObjectOrigin before = origin_in(folder);
  CHECK(has_same_headers(before));
  folder.write("a.h", "another");
  CHECK_FALSE(has_same_headers(before));
}

TEST_CASE("a header that was merely touched does not, and its new times are noted") {
  const TemporaryFolder folder;
  ObjectOrigin before = origin_in(folder);
  before.headers[0].modified -= 1'000'000'000;
  CHECK(has_same_headers(before));
  CHECK(before.headers[0].modified == stamp_file(folder.path("a.h"))->modified);
}

TEST_CASE("a file that would hide a header makes an object old when it appears") {
  const TemporaryFolder folder;
  ObjectOrigin before = origin_in(folder);
  folder.write("hides/a.h");
  CHECK_FALSE(has_same_headers(before));
}

TEST_CASE("an origin is written and read as JSON") {
  const TemporaryFolder folder;
  ObjectOrigin before = origin_in(folder);
  before.asks_own_line = true;
  auto read = from_json<ObjectOrigin>(to_json(before));
  CHECK(read.asks_own_line);
  CHECK(read.absent == before.absent);
  CHECK(is_same(read, before));
  CHECK_THROWS(from_json<ObjectOrigin>("{}"));
}

}  // namespace
}  // namespace quire::compiler
