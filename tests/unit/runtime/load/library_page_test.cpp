#include "runtime/load/library_page.h"

#include "tests/unit/temporary_folder.h"

#include <quire/abi_stamp.h>
#include <catch2/catch.hpp>

namespace quire {
namespace {

std::string record_of(const std::string& abi) {
  PageRecord record;
  record.abi = abi;
  record.page = "/a.page";
  record.library = "a.page.0123.so";
  return to_bytes(record);
}

TEST_CASE("a page of another version of Quire is refused before its library is opened") {
  const TemporaryFolder folder;
  const auto page = LibraryPage::load(folder.write("a.page.record", record_of("another")));
  REQUIRE_FALSE(page);
  CHECK_THAT(page.error().sentence,
             Catch::Contains("/a.page was built for another version of Quire") && Catch::Contains("another"));
}

TEST_CASE("a page whose library is missing or none is an error") {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.page.record", record_of(kAbiStamp));
  const auto missing = LibraryPage::load(path);
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error().sentence, Catch::Contains("cannot load a page's library"));
  folder.write("a.page.0123.so", "no library");
  CHECK_FALSE(LibraryPage::load(path));
}

}  // namespace
}  // namespace quire
