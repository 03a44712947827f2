#include "compiler/make/source_list.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("the sources of a site are listed, without hidden files and headers") {
  const TemporaryFolder site;
  for (const char* file : {"b.cpp", "shop/a.cc", "shop/a.h", ".hidden.cpp", ".git/c.cpp"})
    site.write(std::string(kSiteSources) + "/" + file, "");
  const SourceList list = list_sources(site.path());
  CHECK(list.sources == Paths{"WEB-INF/src/b.cpp", "WEB-INF/src/shop/a.cc"});
  CHECK(list.folders == Paths{site.path() + "/WEB-INF/src/", site.path() + "/WEB-INF/src/shop/"});
}

TEST_CASE("a site without sources may get some") {
  const TemporaryFolder site;
  const SourceList list = list_sources(site.path());
  CHECK(list.sources.empty());
  CHECK(list.folders == Paths{site.path() + "/WEB-INF/src/"});
}

}  // namespace
}  // namespace quire::compiler
