#include "runtime/http/content_coding.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire::http {
namespace {

/// The name of the coding that a request with these fields gets of a file that
/// is there in `there`; empty for none.
std::string chosen(const std::string& fields, std::string_view there = "br zstd gzip") {
  RequestHead head;
  REQUIRE_FALSE(head.parse("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"));
  const auto coding = choose_coding(head, [&](ContentCoding each) { return there.find(name_of(each)) != there.npos; });
  return coding ? std::string(name_of(*coding)) : std::string();
}

std::string chosen_of(const std::string& value, std::string_view there = "br zstd gzip") {
  return chosen("Accept-Encoding: " + value + "\r\n", there);
}

TEST_CASE("without a wish content is sent as it is") {
  CHECK(chosen("") == "identity");
  CHECK(chosen_of("") == "identity");
  CHECK(chosen_of("identity") == "identity");
}

TEST_CASE("the highest weight wins, of equal ones the smallest form") {
  const struct {
    const char* value;
    const char* coding;
  } rows[] = {
      {"gzip, deflate, br, zstd", "br"},
      {"gzip, zstd", "zstd"},
      {"GZIP", "gzip"},
      {"x-gzip", "gzip"},
      {"*", "br"},
      {"br;q=0.8, gzip;q=0.9", "gzip"},
      {"br ; q=0.001 , gzip;Q=0.002", "gzip"},
      {"br;q=0, *", "zstd"},
      {"gzip;q=0.2, identity;q=0.5", "identity"},
      {"gzip;q=0.5, *;q=0.1", "gzip"},
      {"gzip;q=1.000", "gzip"},
      // Less than what is named, identity is taken all the same.
      {"gzip;q=0.001", "gzip"},
      {"deflate", "identity"},
      {"gzip;q=0, br;q=0, zstd;q=0", "identity"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    CHECK(chosen_of(row.value) == row.coding);
  }
}

TEST_CASE("fields of one name are one list") {
  CHECK(chosen("Accept-Encoding: gzip;q=0.5\r\naccept-encoding: zstd\r\n") == "zstd");
}

TEST_CASE("only what is there is chosen") {
  CHECK(chosen_of("br, gzip", "gzip") == "gzip");
  CHECK(chosen_of("br", "gzip") == "identity");
  CHECK(chosen_of("*", "") == "identity");
}

TEST_CASE("a client may refuse all that there is") {
  CHECK(chosen_of("identity;q=0", "").empty());
  CHECK(chosen_of("*;q=0").empty());
  CHECK(chosen_of("br, identity;q=0", "gzip").empty());
  CHECK(chosen_of("*;q=0, identity;q=0.1") == "identity");
  CHECK(chosen_of("*;q=0, gzip") == "gzip");
}

TEST_CASE("what is malformed says nothing") {
  for (const char* value : {"gzip;q=2", "gzip;q=1.001", "gzip;q=0.1234", "gzip;q=", "gzip;q=-1", "gzip;q=.5",
                            "gzip;q=0,5x;", "gzip;level=9", ";q=1", "g zip", ",,,"}) {
    CAPTURE(value);
    CHECK(chosen_of(value) == "identity");
  }
  CHECK(chosen_of("br;q=x, gzip") == "gzip");
}

}  // namespace
}  // namespace quire::http
