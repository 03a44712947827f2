#include "tools/pagec/report.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <iterator>

namespace quire::pagec {
namespace {

TEST_CASE("counts are singular or plural") {
  CHECK(counted(0, "page") == "0 pages");
  CHECK(counted(1, "page") == "1 page");
  CHECK(counted(2, "page") == "2 pages");
}

TEST_CASE("names in a dependency file are escaped for make") {
  const TemporaryFolder folder;
  write_depfile(folder.path("out.d"), "/my out/manifest.json", {"/a b.page", "/c#1.page", "/d$e.page"});
  std::ifstream file(folder.path("out.d"), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(text ==
        "/my\\ out/manifest.json: \\\n  /a\\ b.page \\\n  /c\\#1.page \\\n  /d$$e.page\n"
        "/a\\ b.page:\n/c\\#1.page:\n/d$$e.page:\n");
}

}  // namespace
}  // namespace quire::pagec
