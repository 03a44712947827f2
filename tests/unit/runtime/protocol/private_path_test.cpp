#include "runtime/protocol/private_path.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("copies that editors and tools leave have no URL, at any depth") {
  for (const char* path :
       {"/index.page~", "/#index.page#", "/.index.page.swp", "/index.page.swp", "/index.page.bak", "/index.page.BAK",
        "/index.page.orig", "/index.page.rej", "/index.page.save", "/index.page.save.1", "/index.page.old",
        "/notes.txt~", "/dump.sql.bak", "/WEB-INF~/web.toml", "/WEB-INF.bak/web.toml"}) {
    CAPTURE(path);
    CHECK(is_private_path(path));
    CHECK(is_private_target(path));
  }
}

TEST_CASE("other copies of page sources have no URL either") {
  for (const char* path : {"/index.page (copy)",
                           "/index.page-old",
                           "/index.page_",
                           "/index.page,v",
                           "/index.page.1",
                           "/index.page.20261126",
                           "/index.pagex=",
                           "/index.page.cpp",
                           "/card.tag.cpp",
                           "/index.PAGE",
                           "/head.pagef",
                           "/index.page.",
                           "/index.page.tmp",
                           "/index.page.txt",
                           "/index.page.dpkg-old",
                           "/index.page.rpmsave",
                           "/index.page.br",
                           "/index.page.sw",
                           "/index.page.zip",
                           "/index.jsp",
                           "/a/b.jspx",
                           "/c.JSPF"}) {
    CAPTURE(path);
    CHECK(is_private_path(path));
    CHECK(is_page_source(path));
  }
}

TEST_CASE("private folders have no URL, in whatever form a file system takes their names") {
  for (const char* path :
       {"/WEB-INF/web.toml", "/web-inf/web.toml", "/a/Meta-Inf/x", "/WEB-INF./web.toml", "/WEB-INF .. /x"}) {
    CAPTURE(path);
    CHECK(is_private_path(path));
    CHECK(is_private_target(path));
  }
  CHECK_FALSE(is_private_path("/WEB-INFO/a.txt"));
}

TEST_CASE("names that only look like copies have a URL") {
  for (const char* path : {"/index.page", "/a.pagefile", "/x.tags", "/x.jspa.png", "/home.page.css", "/home.page.html",
                           "/~ada/index.html", "/a~b.txt", "/#", "/c#.html", "/bak", "/swp.txt", "/old/a.css",
                           "/.well-known/security.txt", "/a.tagged.png", "/v1.2.3", "/docs.page/a.css"}) {
    CAPTURE(path);
    CHECK_FALSE(is_private_path(path));
  }
}

TEST_CASE("a link may lead to a hidden file, but not to a page") {
  CHECK_FALSE(is_private_target("/..data/style.css"));
  CHECK(is_private_path("/..data/style.css"));
  CHECK(is_private_target("/..data/index.page"));
  CHECK(is_private_target("/..data/WEB-INF/web.toml"));
  CHECK_FALSE(is_private_path("/index.page"));
}

}  // namespace
}  // namespace quire
