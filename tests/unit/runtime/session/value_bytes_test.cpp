#include "runtime/session/value_bytes.h"

#include <catch2/catch.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace quire {
namespace {

TEST_CASE("attributes are read as they were written") {
  Value map = Value::map({{"a", 1}, {"", nullptr}});
  map.set("list", Value::list({true, -2.5, "text", std::string("\0\xff", 2), std::numeric_limits<long long>::min()}));
  for (const Value& value : {Value(), Value(false), Value(std::numeric_limits<double>::infinity()), map,
                             Value(Time{-5, 7, Time::Form::kInstant, 60}), Value(Time{9, 0, Time::Form::kTimeOfDay})}) {
    ByteWriter writer;
    writer.add(Stored{"a type", "schema", value});
    writer.add(std::int64_t{-7});
    ByteReader reader(writer.bytes());
    const Stored read = reader.stored();
    CHECK(read.type == "a type");
    CHECK(read.schema == "schema");
    CHECK(read.value == value);
    CHECK(reader.number() == -7);
    CHECK_THROWS_AS(reader.number(), std::runtime_error);
  }
}

TEST_CASE("values are nested to a limit, for writers and readers") {
  Value nested = 1;
  for (int depth = 1; depth < 1000; ++depth) nested = Value::list({std::move(nested)});
  ByteWriter writer;
  writer.add(nested);
  CHECK(ByteReader(writer.bytes()).value() == nested);
  nested = Value::list({std::move(nested)});
  CHECK_THROWS_AS(ByteWriter().add(nested), std::length_error);
  // One list of one value in another.
  const std::string one = writer.bytes().substr(0, 9);
  std::string deep;
  for (int depth = 0; depth < 100'000; ++depth) deep += one;
  CHECK_THROWS_AS(ByteReader(deep).value(), std::runtime_error);
}

TEST_CASE("the octets of a value are about as many as it is written with") {
  const Stored stored{"type", "schema", Value::map({{"a", Value::list({1, 2.5, "text", nullptr, true})}})};
  ByteWriter writer;
  writer.add(stored);
  CHECK(octets_of(stored) <= writer.bytes().size());
  CHECK(octets_of(stored) > writer.bytes().size() / 2);
}

TEST_CASE("bytes that end early, or mean nothing, are refused") {
  ByteWriter writer;
  writer.add(Stored{"type", "schema", Value::list({"text", 1})});
  for (std::size_t size = 0; size < writer.bytes().size(); ++size) {
    ByteReader reader(std::string_view(writer.bytes()).substr(0, size));
    CHECK_THROWS_AS(reader.stored(), std::runtime_error);
  }
  CHECK_THROWS_AS(ByteReader("\x7f").value(), std::runtime_error);
}

}  // namespace
}  // namespace quire
