#include "runtime/http/body/body_store.h"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

const std::string kFolder = "/var/tmp";

TEST_CASE("small bodies stay in memory, and large ones are in a file") {
  BodyStore store(kFolder, 10);
  CHECK(store.text().empty());
  CHECK_FALSE(store.take("01234"));
  CHECK_FALSE(store.take("56789"));
  CHECK_FALSE(store.is_on_disk());
  CHECK(store.text() == "0123456789");
  CHECK_FALSE(store.take("a"));
  CHECK(store.is_on_disk());
  CHECK(store.size() == 11);
  CHECK_FALSE(store.end());
  CHECK(store.text() == "0123456789a");

  BodyStore moved(std::move(store));
  CHECK(moved.text() == "0123456789a");
  moved.clear();
  CHECK(moved.size() == 0);
  CHECK_FALSE(moved.take("b"));
  CHECK(moved.text() == "b");
}

TEST_CASE("every body can be had as a file") {
  for (const std::size_t in_memory : {std::size_t{0}, std::size_t{100}}) {
    BodyStore store(kFolder, in_memory);
    CHECK_FALSE(store.take("text"));
    CHECK_FALSE(store.end());
    const int file = store.file();
    REQUIRE(file >= 0);
    char text[10];
    CHECK(::pread(file, text, sizeof text, 0) == 4);
    CHECK(std::string(text, 4) == "text");
    CHECK(store.text() == "text");
    CHECK(store.file() == file);
  }
}

TEST_CASE("a body that cannot be stored is refused") {
  const std::string nowhere = "/nowhere";
  BodyStore store(nowhere, 2);
  CHECK_FALSE(store.take("ab"));
  CHECK(store.take("c").status == 507);
  CHECK(store.file() == -1);
}

}  // namespace
}  // namespace quire::http
