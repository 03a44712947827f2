#include "tools/pagec/build/places.h"

#include "tests/unit/temporary_folder.h"
#include "tools/pagec/site.h"

#include <catch2/catch.hpp>

namespace quire::pagec {
namespace {

namespace fs = boost::filesystem;

/// Options for a site in a folder of the test's own.
struct Site {
  Site() {
    folder.write("site/index.page");
    options.folder = folder.path("site");
  }
  /// Why the build is refused; empty when it is not.
  std::string refusal() const try {
    find_places(options);
    return {};
  } catch (const UsageError& error) {
    return error.what();
  }

  const TemporaryFolder folder;
  BuildOptions options;
};

TEST_CASE("the places of a build are absolute paths without symbolic links") {
  Site site;
  fs::create_directory_symlink(site.folder.path("site"), site.folder.path("link"));
  site.options.folder = site.folder.path("link");
  site.options.output = site.folder.path("site/../out/.");
  site.options.archive = site.folder.path("./shop.war");
  const BuildPlaces places = find_places(site.options);
  CHECK(places.root == site.folder.path("site"));
  CHECK(places.output == site.folder.path("out"));
  CHECK(places.archive == site.folder.path("shop.war"));
  CHECK(places.work.empty());
}

TEST_CASE("a build needs a site and an output") {
  Site site;
  CHECK(site.refusal() == "missing output: specify -o DIR, --war FILE, or both");
  site.options.output = site.folder.path("out");
  CHECK(site.refusal().empty());
  site.options.folder = site.folder.path("site/index.page");
  CHECK(site.refusal() == site.options.folder + " is not a folder");
  site.options.folder = site.folder.path("none");
  CHECK(site.refusal() == site.options.folder + ": No such file or directory");
}

TEST_CASE("output and site are never inside each other") {
  Site site;
  const std::string root = site.folder.path("site");
  site.options.output = root;
  CHECK(site.refusal() == "the output would replace the site itself, " + root + "; specify another folder");
  site.options.output = root + "/out";
  CHECK(site.refusal() == "the output " + root + "/out is inside the site " + root +
                              ", so the next build would include it; specify a folder outside it");
  site.options.output = site.folder.path();
  CHECK(site.refusal() == "the site " + root + " is inside the output " + site.folder.path() +
                              ", which is replaced as a whole; specify another folder");
  // The name begins like the site's, and is another.
  site.options.output = root + "-out";
  CHECK(site.refusal().empty());
}

TEST_CASE("a symbolic link does not hide that the output is inside the site") {
  Site site;
  fs::create_directory_symlink(site.folder.path("site"), site.folder.path("link"));
  site.options.output = site.folder.path("link/out");
  CHECK(site.refusal().starts_with("the output " + site.folder.path("site/out") + " is inside the site"));
}

TEST_CASE("an archive is a file outside site and output") {
  Site site;
  site.options.output = site.folder.path("out");
  for (const char* inside : {"site/shop.war", "out/shop.war"}) {
    site.options.archive = site.folder.path(inside);
    CHECK(site.refusal() ==
          "the archive " + site.options.archive + " is inside the site or the output; specify a file outside them");
  }
  fs::create_directory(site.folder.path("folder"));
  site.options.archive = site.folder.path("folder");
  CHECK(site.refusal() == "the archive " + site.options.archive + " is a folder; specify a file");
}

TEST_CASE("a work folder is separate, or in the site's own WEB-INF/work") {
  Site site;
  site.options.output = site.folder.path("out");
  for (const char* apart : {"work", "site/WEB-INF/work", "site/WEB-INF/work/build"}) {
    site.options.work = site.folder.path(apart);
    CHECK(site.refusal().empty());
  }
  for (const char* inside : {"site", "site/work", "out/work", "."}) {
    site.options.work = site.folder.path(inside);
    INFO(inside);
    CHECK(site.refusal() == "the work folder " + fs::weakly_canonical(site.options.work).string() +
                                " overlaps with the site or the output; specify a separate folder");
  }
}

TEST_CASE("a folder is created with its parents, or the error names it") {
  const TemporaryFolder folder;
  make_folder(folder.path("a/b/c"));
  make_folder(folder.path("a/b/c"));
  CHECK(fs::is_directory(folder.path("a/b/c")));
  folder.write("file");
  CHECK_THROWS_WITH(make_folder(folder.path("file/b")),
                    Catch::StartsWith("cannot create " + folder.path("file/b") + ": "));
}

}  // namespace
}  // namespace quire::pagec
