#include "runtime/app/disk_files.h"

#include "runtime/app/webapp.h"
#include "runtime/base/content_hash.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

namespace quire {
namespace {

using Kind = SiteFiles::Kind;
using http::ContentCoding;

TEST_CASE("pages of a built folder are where its manifest says, whatever sources are there") {
  const TemporaryFolder folder;
  folder.write("index.html", "text");
  folder.write("other.page", "source");
  folder.write("kept/a.page", "source");
  const std::vector<std::string> pages = {"/cart/index.page", "/kept/a.page"};
  const DiskFiles files(folder.path(), pages);
  CHECK(files.kind_of("/cart/index.page") == Kind::kFile);
  CHECK(files.kind_of("/kept/a.page") == Kind::kFile);
  CHECK(files.kind_of("/other.page") == Kind::kNone);
  CHECK(files.kind_of("/index.html") == Kind::kFile);
  CHECK(files.kind_of("/cart") == Kind::kFolder);
  CHECK(files.kind_of("/car") == Kind::kNone);
  const Webapp webapp({{}, [](std::string_view) {}}, std::make_unique<const DiskFiles>(folder.path(), pages));
  CHECK(route(webapp, "/cart").kind == Route::Kind::kRedirect);
  CHECK(route(webapp, "/cart/").path == "/cart/index.page");
  CHECK(route(webapp, "/").path == "/index.html");
}

TEST_CASE("a file is read, and its hash follows its content") {
  const TemporaryFolder folder;
  folder.write("a.txt", "first");
  const DiskFiles files(folder.path());
  const std::unique_ptr<const StaticFile> file = files.open("/a.txt");
  REQUIRE(file);
  CHECK(file->read(ContentCoding::kIdentity, 1, 3) == "irs");
  CHECK(file->read(ContentCoding::kIdentity, 0, 100) == "first");
  CHECK_FALSE(file->has(ContentCoding::kBrotli));
  CHECK(file->content_hash() == content_hash("first"));
  folder.write("a.txt", "second");
  CHECK(files.open("/a.txt")->content_hash() == content_hash("second"));
  CHECK(files.open("/a.txt")->content_hash() == content_hash("second"));
  CHECK(files.open("/none.txt") == nullptr);
}

TEST_CASE("what leads out of the folder is not opened") {
  const TemporaryFolder folder;
  const TemporaryFolder other;
  boost::filesystem::create_symlink(other.write("secret.txt", "secret"), folder.path("link.txt"));
  folder.write("docs/a.txt", "text");
  boost::filesystem::create_symlink("docs/a.txt", folder.path("inner.txt"));
  const DiskFiles files(folder.path());
  CHECK(files.open("/link.txt") == nullptr);
  CHECK(files.open("/docs") == nullptr);
  CHECK(files.open("/inner.txt") != nullptr);
}

}  // namespace
}  // namespace quire
