#include "tools/pagec/site.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

std::vector<std::string> names(const std::vector<PageName>& pages) {
  std::vector<std::string> names;
  for (const PageName& page : pages) names.push_back(page.page);
  return names;
}

TEST_CASE("a page belongs to the nearest folder with a WEB-INF, else to its own folder") {
  const TemporaryFolder folder;
  folder.write("shop/WEB-INF/web.toml");
  folder.write("shop/cart/view.page");
  folder.write("loose/cart/view.page");
  const PageName page = name_page(folder.path("shop/cart/view.page"), "");
  CHECK(page.root == folder.path("shop"));
  CHECK(page.page == "/cart/view.page");
  CHECK(name_page(folder.path("loose/cart/view.page"), "").page == "/view.page");
  CHECK(name_page(folder.path("loose/cart/view.page"), folder.path("loose")).page == "/cart/view.page");
}

TEST_CASE("other files and folders are refused") {
  const TemporaryFolder folder;
  folder.write("a/index.page");
  folder.write("b/index.page");
  CHECK_THROWS_WITH(name_page(folder.path("a/index.page"), folder.path("b")),
                    folder.path("a/index.page") + " is not in the site " + folder.path("b"));
  CHECK_THROWS_WITH(name_page(folder.path("a"), ""), folder.path("a") + " is a folder; specify a page");
  CHECK_THROWS_AS(name_page(folder.path("none.page"), ""), UsageError);
  CHECK_THROWS_AS(find_pages(folder.path("a/index.page"), ""), UsageError);
}

TEST_CASE("the pages of a site are listed in order, without hidden ones and work folders") {
  const TemporaryFolder site;
  for (const char* name : {"z.page", "a/b.pagex", "a/part.pagef", ".hidden.page", ".git/a.page",
                           "WEB-INF/work/old.page", "WEB-INF/error.page", "mine/built.page", "raw/file.page"})
    site.write(name);
  site.write("WEB-INF/web.toml", "[[group]]\npattern = \"/raw/*\"\npages = false\n");
  const std::vector<std::string> expected = {"/WEB-INF/error.page", "/a/b.pagex", "/z.page"};
  CHECK(names(find_pages(site.path(), "", site.path("mine"))) == expected);
  // Named from the site, wherever the search begins.
  CHECK(names(find_pages(site.path("a"), site.path())) == std::vector<std::string>{"/a/b.pagex"});
}

TEST_CASE("all tag files are listed, used or not") {
  const TemporaryFolder site;
  for (const char* name : {"WEB-INF/tags/z.tag", "WEB-INF/tags/forms/a.tagx", "WEB-INF/tags/part.tagf", "b.tag"})
    site.write(name);
  CHECK(names(find_tag_files(site.path())) ==
        std::vector<std::string>{"/WEB-INF/tags/forms/a.tagx", "/WEB-INF/tags/z.tag"});
  const TemporaryFolder empty;
  CHECK(find_tag_files(empty.path()).empty());
}

}  // namespace
}  // namespace quire::pagec
