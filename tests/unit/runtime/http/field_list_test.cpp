#include "runtime/http/field_list.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

std::string text_of(const FieldList& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text.append(name).append("=").append(value).append(";");
  return text;
}

TEST_CASE("fields keep their order, and names are found whatever their case") {
  FieldList fields{{"A", "1"}, {"b", ""}};
  fields.add("a", "2");
  CHECK(text_of(fields) == "A=1;b=;a=2;");
  CHECK(fields.find("a") == "1");
  CHECK(fields.find("B") == "");
  CHECK_FALSE(fields.find("c"));
  CHECK(fields[2].value == "2");
  fields.set("a", "3");
  CHECK(text_of(fields) == "b=;a=3;");
  fields.erase_if([](const FieldView& field) { return field.value.empty(); });
  CHECK(text_of(fields) == "a=3;");
  CHECK(FieldList().empty());
}

TEST_CASE("fields may be views of the same list") {
  FieldList fields{{"name", "value"}};
  for (int count = 0; count < 200; ++count) fields.add(fields[0].value, fields[0].name);
  CHECK(fields.size() == 201);
  CHECK(fields[200].name == "value");
  CHECK(fields[200].value == "name");
}

TEST_CASE("fields in a memory resource survive as a copy") {
  FieldList copy;
  {
    std::byte room[2048];
    // It has no other memory, so that this would throw.
    std::pmr::monotonic_buffer_resource memory(room, sizeof room, std::pmr::null_memory_resource());
    FieldList fields(&memory);
    for (int count = 0; count < 8; ++count) fields.add("Content-Type", "text/plain");
    copy = fields;
    CHECK(copy.size() == 8);
  }
  CHECK(copy[7].value == "text/plain");
}

}  // namespace
}  // namespace quire::http
