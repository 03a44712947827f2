#include "runtime/api/form/field_ids.h"

#include <catch2/catch.hpp>

namespace quire::form {
namespace {

TEST_CASE("no two fields of a page have the same id") {
  PageIds page;
  FieldIds first(page);
  CHECK(first.field("name", IdKind::kPlain) == "name");
  CHECK(first.field("name", IdKind::kPlain) == "name-2");
  CHECK(first.field("name", IdKind::kHidden) == "name-3");
  CHECK(first.field("items[0].count", IdKind::kPlain) == "items0.count");
  CHECK(first.errors("name") == "name.errors");
  FieldIds second(page);
  CHECK(second.field("name", IdKind::kPlain) == "name-4");
  CHECK(second.field("name", IdKind::kPlain) == "name-4-2");
  CHECK(second.errors("name") == "name-4.errors");
  CHECK(second.field("tags", IdKind::kNumbered) == "tags1");
}

TEST_CASE("numbers do not make the id of another field") {
  PageIds page;
  FieldIds ids(page);
  CHECK(ids.field("list", IdKind::kNumbered) == "list1");
  CHECK(ids.field("list[1]", IdKind::kPlain) == "list1-2");
  CHECK(ids.field("list[2]", IdKind::kPlain) == "list2");
  CHECK(ids.field("list", IdKind::kNumbered) == "list3");
}

TEST_CASE("a label is for the field before it, or else for the next one") {
  PageIds page;
  FieldIds ids(page);
  CHECK(ids.label("name", IdKind::kPlain) == "name");
  CHECK(ids.label("name", IdKind::kPlain) == "name");
  CHECK(ids.field("name", IdKind::kHidden) == "name-2");
  CHECK(ids.field("name", IdKind::kPlain) == "name");
  CHECK(ids.field("name", IdKind::kPlain) == "name-3");
  CHECK(ids.label("name", IdKind::kPlain) == "name-3");
  for (const char* id : {"tags1", "tags2"}) {
    CHECK(ids.field("tags", IdKind::kNumbered) == id);
    CHECK(ids.label("tags", IdKind::kNumbered) == id);
  }
  CHECK(ids.label("tags", IdKind::kNumbered) == "tags3");
  CHECK(ids.field("tags", IdKind::kNumbered) == "tags3");
}

TEST_CASE("ids that the page gives are not given again") {
  PageIds page;
  FieldIds ids(page);
  ids.note("name", "age");
  CHECK(ids.label("name", IdKind::kPlain) == "age");
  CHECK(ids.field("age", IdKind::kPlain) == "age-2");
}

TEST_CASE("an id has no white space, quotes or brackets") {
  PageIds page;
  FieldIds ids(page);
  CHECK(ids.field("prices['green tea']", IdKind::kPlain) == "pricesgreen_tea");
  CHECK(ids.field("prices[\"green\ttea\"]", IdKind::kPlain) == "pricesgreen_tea-2");
}

}  // namespace
}  // namespace quire::form
