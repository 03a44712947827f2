#include "tools/pagec/build/site_tree.h"

#include "tests/unit/temporary_folder.h"

#include <sys/stat.h>
#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

namespace fs = boost::filesystem;
using Paths = std::vector<std::string>;

Paths files_of(const SiteTree& tree) {
  Paths paths;
  for (const SiteFile& file : tree.files) paths.push_back(file.path);
  return paths;
}

/// As in `path: sentence`.
Paths left_out_of(const SiteTree& tree) {
  Paths lines;
  for (const LeftOut& left_out : tree.left_out) lines.push_back(left_out.path + ": " + left_out.sentence);
  return lines;
}

TEST_CASE("a site consists of pages and static files") {
  const TemporaryFolder site;
  for (const char* name : {"index.page", "cart/view.pagex", "cart/row.pagef", "WEB-INF/tags/card.tag", "style.css",
                           "images/logo.png", "WEB-INF/web.toml"})
    site.write(name);
  site.write("style.css", "p {}");
  const SiteTree tree = read_site_tree(site.path(), false);
  CHECK(tree.pages == Paths{"/cart/view.pagex", "/index.page"});
  CHECK(files_of(tree) == Paths{"WEB-INF/web.toml", "images/logo.png", "style.css"});
  CHECK(tree.files[2].source == site.path("style.css"));
  CHECK(tree.files[2].size == 4);
  CHECK(tree.left_out.empty());
}

TEST_CASE("sources are among the files if requested") {
  const TemporaryFolder site;
  for (const char* name : {"index.page", "row.pagef", "WEB-INF/tags/card.tag"}) site.write(name);
  CHECK(files_of(read_site_tree(site.path(), true)) == Paths{"WEB-INF/tags/card.tag", "index.page", "row.pagef"});
}

TEST_CASE("hidden files and build folders are not part of a site") {
  const TemporaryFolder site;
  for (const char* name : {".git/config", ".env", ".well-known/security.txt", "WEB-INF/work/a.page.record",
                           "WEB-INF/quire/manifest.json", "WEB-INF/src/site.cpp", "a/WEB-INF/work/kept.txt"})
    site.write(name);
  CHECK(files_of(read_site_tree(site.path(), true)) == Paths{".well-known/security.txt", "a/WEB-INF/work/kept.txt"});
}

TEST_CASE("databases and the site's README are not part of a site, unless web.toml says so") {
  const TemporaryFolder site;
  for (const char* name : {"README.md", "a/README.md", "WEB-INF/data/a.db", "WEB-INF/data/a.page"}) site.write(name);
  const SiteTree tree = read_site_tree(site.path(), false);
  CHECK(files_of(tree) == Paths{"a/README.md"});
  CHECK(tree.pages.empty());
  site.write("WEB-INF/web.toml", "[build]\nignore = [\"*.db\", \"*.toml\"]\n");
  CHECK(files_of(read_site_tree(site.path(), false)) == Paths{"README.md", "WEB-INF/web.toml", "a/README.md"});
}

TEST_CASE("files that no URL can name are reported") {
  const TemporaryFolder site;
  for (const char* name : {"a.page", "b\xff.page", "c\xff.txt"}) site.write(name);
  const SiteTree tree = read_site_tree(site.path(), false);
  CHECK(tree.pages == Paths{"/a.page"});
  REQUIRE(tree.mistakes.size() == 1);
  CHECK(tree.mistakes[0].file == "b\xEF\xBF\xBD.page");
  REQUIRE(tree.left_out.size() == 1);
  CHECK(tree.left_out[0].path == "c\xff.txt");
}

TEST_CASE("a page in a group with `pages = false` is a static file") {
  const TemporaryFolder site;
  site.write("WEB-INF/web.toml", "[[group]]\npattern = \"/uploads/*\"\npages = false\n");
  site.write("uploads/mine.page");
  site.write("index.page");
  const SiteTree tree = read_site_tree(site.path(), false);
  CHECK(tree.pages == Paths{"/index.page"});
  CHECK(files_of(tree) == Paths{"WEB-INF/web.toml", "uploads/mine.page"});
}

TEST_CASE("symbolic links are followed only within the site") {
  const TemporaryFolder folder;
  folder.write("site/a/style.css");
  folder.write("secret.txt");
  fs::create_symlink("a/style.css", folder.path("site/good.css"));
  fs::create_directory_symlink("a", folder.path("site/b"));
  fs::create_symlink("../secret.txt", folder.path("site/out.txt"));
  fs::create_symlink("nothing", folder.path("site/nowhere.txt"));
  fs::create_directory_symlink("..", folder.path("site/a/up"));
  const SiteTree tree = read_site_tree(folder.path("site"), false);
  CHECK(files_of(tree) == Paths{"a/style.css", "b/style.css", "good.css"});
  const std::string circle = ": symbolic link to an enclosing folder; ignored";
  CHECK(left_out_of(tree) == Paths{"a/up" + circle, "b/up" + circle, "nowhere.txt: broken symbolic link; ignored",
                                   "out.txt: symbolic link to " + folder.path("secret.txt") +
                                       ", which is outside the site; ignored: copy the file into the site instead"});
}

TEST_CASE("a pipe is ignored, without waiting for its writer") {
  const TemporaryFolder site;
  REQUIRE(::mkfifo(site.path("pipe").c_str(), 0600) == 0);
  const SiteTree tree = read_site_tree(site.path(), false);
  CHECK(tree.files.empty());
  CHECK(left_out_of(tree) == Paths{"pipe: not a regular file, but a device, a pipe or a socket; ignored"});
}

TEST_CASE("a folder that cannot be read is an error") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_site_tree(folder.path("none"), false),
                    "cannot read " + folder.path("none") + ": No such file or directory");
}

}  // namespace
}  // namespace quire::pagec
