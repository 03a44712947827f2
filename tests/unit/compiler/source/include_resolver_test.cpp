#include "compiler/source/include_resolver.h"

#include "tests/unit/temporary_folder.h"

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

namespace fs = boost::filesystem;

/// A site in a folder of its own, with a secret beside it.
class Site {
 public:
  Site() {
    folder_.write("site/a.html", "A");
    folder_.write("site/parts/b.html", "B");
    folder_.write("secret", "S");
    folder_.write("site-other/c", "C");
    fs::create_symlink("../secret", folder_.path("site/link"));
    fs::create_symlink("parts/b.html", folder_.path("site/inner_link"));
    fs::create_symlink("loop", folder_.path("site/loop"));
  }

  void write(const std::string& name, const std::string& bytes) { folder_.write(name, bytes); }
  std::string root() const { return folder_.path("site"); }
  SiteFile read(std::string_view includer, std::string_view file) const {
    const IncludeResolver resolver(root());
    SiteFile found = resolver.resolve(includer, file);
    resolver.read(found);
    return found;
  }

 private:
  const quire::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("an include is relative to its file, or to the site's folder") {
  const Site site;
  CHECK(site.read("a.html", "parts/b.html").bytes == "B");
  CHECK(site.read("parts/b.html", "../a.html").bytes == "A");
  CHECK(site.read("parts/b.html", "/a.html").bytes == "A");
  CHECK(site.read("parts/b.html", "./x/../b.html").name == "parts/b.html");
  CHECK(site.read("a.html", "//parts//b.html").path == site.root() + "/parts/b.html");
}

TEST_CASE("no include leaves the site") {
  const Site site;
  for (const char* file :
       {"../secret", "/../secret", "parts/../../secret", "../site-other/c", "link", "../site/a.html"}) {
    CAPTURE(file);
    const SiteFile found = site.read("a.html", file);
    CHECK(found.status == ReadStatus::kOutsideRoot);
    CHECK(found.bytes.empty());
  }
  CHECK(site.read("a.html", "inner_link").bytes == "B");
}

TEST_CASE("what cannot be read is told apart") {
  Site site;
  CHECK(site.read("a.html", "no.html").status == ReadStatus::kMissing);
  CHECK(site.read("a.html", "a.html/b").status == ReadStatus::kMissing);
  CHECK(site.read("a.html", std::string(5000, 'x')).status == ReadStatus::kMissing);
  CHECK(site.read("a.html", std::string_view("a.html\0x", 8)).status == ReadStatus::kMissing);
  CHECK(site.read("a.html", "parts").status == ReadStatus::kNotAFile);
  CHECK(site.read("a.html", "loop").status == ReadStatus::kUnreadable);
  site.write("site/large", std::string(IncludeResolver::kMaxBytes + 1, 'x'));
  CHECK(site.read("a.html", "large").status == ReadStatus::kTooLarge);
  site.write("site/limit", std::string(IncludeResolver::kMaxBytes, 'x'));
  CHECK(site.read("a.html", "limit").bytes.size() == IncludeResolver::kMaxBytes);
}

TEST_CASE("without a root there are no files") {
  const IncludeResolver resolver("");
  SiteFile found = resolver.resolve("a.page", "/etc/passwd");
  resolver.read(found);
  CHECK(found.status == ReadStatus::kMissing);
  CHECK(found.path.empty());
}
