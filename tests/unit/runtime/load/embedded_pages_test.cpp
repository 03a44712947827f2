#include "runtime/load/embedded_pages.h"

#include <quire/abi_stamp.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

constexpr std::string_view kFiles[] = {"a.page", "part.pagef"};
constexpr EmbeddedPlace kPlaces[] = {{0, 3, 5}, {1, 1, 2}, {7, 1, 1}};
constexpr EmbeddedPage kA = {{kAbiStamp, "/a.page", 0, nullptr}, "text/plain", "0123456789abcdef", 42, kPlaces, kFiles};
constexpr EmbeddedPage kOld = {{"another", "/b.page", 0, nullptr}, {}, {}, 0, {}, {}};
constexpr EmbeddedPage kWithTexts = {{kAbiStamp, "/c.page", 2, nullptr}, {}, {}, 0, {}, {}};
constexpr const EmbeddedPage* kPages[] = {&kA, &kOld, &kWithTexts};
const EmbeddedSite kSite = {kAbiStamp, "shop", kPages, {}, {}};

TEST_CASE("a page of the program is found by its path") {
  EmbeddedPages pages(kSite);
  const FoundPage found = pages.find_now("/a.page");
  REQUIRE(found.page);
  CHECK(found.page->path() == "/a.page");
  CHECK(found.page->content_type() == "text/plain");
  CHECK(found.page->version() == "0123456789abcdef");
  CHECK(found.page->text_bytes() == 42);
  CHECK(found.page->place_name(0) == "a.page:3:5");
  CHECK(found.page->place_name(1) == "part.pagef:1:2");
  CHECK_FALSE(found.page->place_of(&kA));
  for (const char* path : {"/none.page", "/a.pag", "a.page", ""}) {
    CAPTURE(path);
    const FoundPage none = pages.find_now(path);
    CHECK_FALSE(none.page);
    CHECK_FALSE(none.failure);
  }
}

TEST_CASE("an element that the page does not know stands nowhere") {
  EmbeddedPages pages(kSite);
  const FoundPage found = pages.find_now("/a.page");
  CHECK_FALSE(found.page->place(2));
  CHECK_FALSE(found.page->place(3));
  CHECK(found.page->place_name(3) == "/a.page");
}

TEST_CASE("a page of other headers is a failure that says so") {
  EmbeddedPages pages(kSite);
  for (const char* path : {"/b.page", "/c.page"}) {
    CAPTURE(path);
    FoundPage found;
    pages.find(path, [&](FoundPage result) { found = std::move(result); });
    REQUIRE(found.failure);
    CHECK(found.failure->sentence.find("another version of Quire") != std::string::npos);
  }
}

}  // namespace
}  // namespace quire
