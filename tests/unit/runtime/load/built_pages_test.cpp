#include "runtime/load/built_pages.h"

#include "tests/unit/runtime/load/built_folder.h"

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

using Catch::Matchers::Contains;

std::string refusal(const BuiltFolder& built) {
  const Result<BuiltSite> site = read_built_site(built.root());
  return site ? std::string() : site.error().sentence;
}

TEST_CASE("a built site is read whole") {
  const BuiltFolder built;
  const Result<BuiltSite> site = read_built_site(built.root());
  REQUIRE(site);
  CHECK(site->records == std::vector<std::string>{"another", "a record"});
}

TEST_CASE("a file that is not as it was built is refused") {
  for (const char* file : {"lib/pages-0.so", "cart/view.page.record"}) {
    CAPTURE(file);
    const BuiltFolder built;
    const std::string path = "WEB-INF/quire/" + std::string(file);
    boost::filesystem::remove(built.folder.path(path));
    CHECK(refusal(built) == built.folder.path(path) + ", part of the build, is missing; run `pagec build` again");
    built.folder.write(path, "NO LIBRARY");
    CHECK_THAT(refusal(built), Contains(path + " was changed after the build; run"));
  }
  const BuiltFolder built;
  built.folder.write("WEB-INF/quire/lib/pages-0.so", "no");
  CHECK_THAT(refusal(built), Contains("pages-0.so has 2 bytes, but had 10 when it was built; run"));
  boost::filesystem::remove(built.folder.path("WEB-INF/quire/lib/pages-0.so"));
  boost::filesystem::create_directory(built.folder.path("WEB-INF/quire/lib/pages-0.so"));
  CHECK_THAT(refusal(built), Contains("cannot read "));
}

TEST_CASE("a link that leads out of the folder is refused, one within it is not") {
  const BuiltFolder built;
  const TemporaryFolder other;
  const std::string library = built.folder.path("WEB-INF/quire/lib/pages-0.so");
  boost::filesystem::remove(library);
  boost::filesystem::create_symlink(other.write("pages-0.so", "no library"), library);
  CHECK_THAT(refusal(built), Contains("pages-0.so is a symbolic link that leads out of the folder"));
  boost::filesystem::remove(library);
  boost::filesystem::create_symlink(built.folder.write("kept.so", "no library"), library);
  CHECK(refusal(built).empty());
}

TEST_CASE("a page whose library cannot be loaded is a failure, and another path is no page") {
  const BuiltFolder built;
  BuiltPages pages(*read_built_site(built.root()));
  CHECK(pages.paths() == std::vector<std::string>{"/a.page", "/cart/view.page"});
  for (int time = 0; time < 2; ++time) {
    const FoundPage found = pages.find_now("/a.page");
    CHECK_FALSE(found.page);
    REQUIRE(found.failure);
    CHECK_THAT(found.failure->sentence, Contains("cannot load a page's library: ") && Contains("pages-0.so"));
  }
  const FoundPage none = pages.find_now("/none.page");
  CHECK_FALSE(none.page);
  CHECK_FALSE(none.failure);
}

}  // namespace
}  // namespace quire
