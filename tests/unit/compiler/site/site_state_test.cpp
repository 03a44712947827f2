#include "compiler/site/site_state.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

SiteState some_state() {
  SiteState state;
  const FileStamp header{"/site/WEB-INF/src/a.h", 5, 7, "hash"};
  for (const char* page : {"/a.page", "/b/c.page"}) {
    PageObject object;
    object.page = page;
    object.object_hash = "object";
    object.sources = {{std::string("/site") + page, 1, 2, "3"}};
    object.origin.headers = {header};
    object.origin.absent = {"/site/a.h"};
    object.links = {"-lm"};
    object.imports_std = true;
    state.pages.emplace(page, object);
  }
  state.buckets.emplace("0", LinkedBucket{"key", "pages-0.1.so", 42, "1"});
  return state;
}

TEST_CASE("a state is read as it was written") {
  const TemporaryFolder folder;
  write_site_state(folder.path(), "/site", some_state());
  const SiteState read = read_site_state(folder.path(), "/site");
  REQUIRE(read.pages.size() == 2);
  const PageObject& page = read.pages.at("/b/c.page");
  CHECK(page.object_hash == "object");
  REQUIRE(page.sources.size() == 1);
  CHECK(page.sources[0].path == "/site/b/c.page");
  REQUIRE(page.origin.headers.size() == 1);
  CHECK(page.origin.headers[0].modified == 7);
  CHECK(page.origin.absent == std::vector<std::string>{"/site/a.h"});
  CHECK(page.links == std::vector<std::string>{"-lm"});
  CHECK(page.imports_std);
  CHECK_FALSE(page.stands_alone);
  CHECK(read.buckets.at("0").file == "pages-0.1.so");
  CHECK(read.buckets.at("0").size == 42);
}

TEST_CASE("a state that cannot be used is an empty one") {
  const TemporaryFolder folder;
  CHECK(read_site_state(folder.path(), "/site").pages.empty());
  write_site_state(folder.path(), "/site", some_state());
  CHECK(read_site_state(folder.path(), "/other").pages.empty());
  const std::string good = *read_file(folder.path("state.json"));
  for (const std::size_t cut : {std::size_t{0}, std::size_t{10}, std::size_t{17}, good.size() / 2, good.size() - 1}) {
    folder.write("state.json", good.substr(0, cut));
    CHECK(read_site_state(folder.path(), "/site").pages.empty());
  }
  // Of a version whose page records had another format.
  std::string older = good.substr(17);
  older.replace(older.find(R"("format":"4.)"), 12, R"("format":"3.)");
  folder.write("state.json", content_hash(older) + "\n" + older);
  CHECK(read_site_state(folder.path(), "/site").pages.empty());
  std::string changed = good;
  changed[good.size() / 2] ^= 1;
  folder.write("state.json", changed);
  CHECK(read_site_state(folder.path(), "/site").pages.empty());
}

}  // namespace
}  // namespace quire::compiler
