#include "runtime/app/disk_files.h"

#include "runtime/app/webapp.h"
#include "runtime/base/content_hash.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cerrno>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace quire {
namespace {

using Kind = SiteFiles::Kind;
using http::ContentCoding;

bool eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST_CASE("pages of a built folder are where its manifest says, whatever sources are there") {
  const TemporaryFolder folder;
  folder.write("index.html", "text");
  folder.write("other.page", "source");
  folder.write("kept/a.page", "source");
  const std::vector<std::string> pages = {"/cart/index.page", "/kept/a.page"};
  const DiskFiles files(folder.path(), {.pages = pages});
  CHECK(files.kind_of("/cart/index.page") == Kind::kFile);
  CHECK(files.kind_of("/kept/a.page") == Kind::kFile);
  CHECK(files.kind_of("/other.page") == Kind::kNone);
  CHECK(files.kind_of("/index.html") == Kind::kFile);
  CHECK(files.kind_of("/cart") == Kind::kFolder);
  CHECK(files.kind_of("/car") == Kind::kNone);
  const Webapp webapp({{}, [](std::string_view) {}},
                      std::make_unique<const DiskFiles>(folder.path(), DiskFiles::Options{.pages = pages}));
  CHECK(route(webapp, "/cart").kind == Route::Kind::kRedirect);
  CHECK(route(webapp, "/cart/").path == "/cart/index.page");
  CHECK(route(webapp, "/").path == "/index.html");
}

TEST_CASE("a file is read, and its hash follows its content") {
  const TemporaryFolder folder;
  folder.write("a.txt", "first");
  const DiskFiles files(folder.path());
  const std::shared_ptr<const StaticFile> file = files.open("/a.txt").value_or(nullptr);
  REQUIRE(file);
  CHECK(file->read(1, 3) == "irs");
  CHECK(net::memory_of(file->part(1, 3)) == "irs");
  CHECK(file->read(0, 100) == "first");
  CHECK_FALSE(file->has(ContentCoding::kBrotli));
  CHECK(file->content_hash() == content_hash("first"));
  folder.write("a.txt", "second");
  CHECK((*files.open("/a.txt"))->content_hash() == content_hash("second"));
  CHECK((*files.open("/a.txt"))->content_hash() == content_hash("second"));
  CHECK_FALSE(files.open("/none.txt"));
}

TEST_CASE("what leads out of the folder is not opened") {
  const TemporaryFolder folder;
  const TemporaryFolder other;
  boost::filesystem::create_symlink(other.write("secret.txt", "secret"), folder.path("link.txt"));
  folder.write("docs/a.txt", "text");
  boost::filesystem::create_symlink("docs/a.txt", folder.path("inner.txt"));
  const DiskFiles files(folder.path());
  CHECK_FALSE(files.open("/link.txt"));
  CHECK_FALSE(files.open("/docs"));
  CHECK(files.open("/inner.txt"));
}

TEST_CASE("a link does not give a URL to what has none") {
  const TemporaryFolder folder;
  for (const char* path : {"index.page", "x.bak", "part.pagef", "WEB-INF/web.toml", "..data/a.txt"}) {
    folder.write(path, "text");
    const std::string link = "to_" + boost::filesystem::path(path).stem().string();
    boost::filesystem::create_symlink(path, folder.path(link));
  }
  const DiskFiles files(folder.path());
  for (const char* link : {"/to_index", "/to_x", "/to_part", "/to_web"}) {
    CAPTURE(link);
    CHECK_FALSE(files.open(link));
  }
  CHECK(files.open("/to_a"));
}

TEST_CASE("the work folder is not part of the site") {
  const TemporaryFolder folder;
  folder.write("made/index.page.cpp", "source");
  folder.write("made.txt", "text");
  boost::filesystem::create_symlink("made/index.page.cpp", folder.path("link.txt"));
  const DiskFiles files(folder.path(), {.work = folder.path("made")});
  CHECK(files.kind_of("/made") == Kind::kNone);
  CHECK(files.kind_of("/made/index.page.cpp") == Kind::kNone);
  CHECK_FALSE(files.open("/made/index.page.cpp"));
  CHECK_FALSE(files.open("/link.txt"));
  CHECK(files.kind_of("/made.txt") == Kind::kFile);
}

TEST_CASE("a built folder stays the one that was opened") {
  const TemporaryFolder folder;
  folder.write("out/a.txt", "first");
  folder.write("new/a.txt", "second");
  const DiskFiles files(folder.path("out"), {.pages = std::vector<std::string>()});
  boost::filesystem::rename(folder.path("out"), folder.path("old"));
  boost::filesystem::rename(folder.path("new"), folder.path("out"));
  CHECK((*files.open("/a.txt"))->read(0, 10) == "first");
  CHECK(DiskFiles(folder.path("out")).open("/a.txt").value_or(nullptr)->read(0, 10) == "second");
}

TEST_CASE("why a file cannot be opened") {
  const TemporaryFolder folder;
  folder.write("a.txt", "text");
  boost::filesystem::create_symlink("/etc/passwd", folder.path("out"));
  boost::filesystem::create_directory_symlink("..", folder.path("up"));
  const DiskFiles files(folder.path());
  CHECK(files.open("/none").error().code == ENOENT);
  CHECK(files.open("/a.txt/b").error().code == ENOTDIR);
  CHECK(files.open("/" + std::string(300, 'x')).error().code == ENAMETOOLONG);
  for (const std::string& path : {std::string("/out"), "/up" + folder.path() + "/a.txt"})
    CHECK(files.open(path).error().code == ENOENT);
  CHECK(SiteFiles::is_shortage(EMFILE));
  CHECK_FALSE(SiteFiles::is_shortage(ENOENT));
}

TEST_CASE("versions beside a file are used unless they are older") {
  const TemporaryFolder folder;
  const std::string plain = folder.write("a.css", std::string(100, 'a'));
  boost::filesystem::last_write_time(folder.write("a.css.gz", "gz"), boost::filesystem::last_write_time(plain) + 1);
  boost::filesystem::last_write_time(folder.write("a.css.br", "br"), boost::filesystem::last_write_time(plain) - 100);
  const DiskFiles files(folder.path());
  const auto file = files.open("/a.css").value_or(nullptr);
  REQUIRE(file);
  CHECK(file->has(ContentCoding::kGzip));
  CHECK(net::memory_of(*file->encoded(ContentCoding::kGzip)) == "gz");
  CHECK(file->etag(ContentCoding::kGzip).ends_with("-gz\""));
  CHECK_FALSE(file->has(ContentCoding::kBrotli));
  CHECK_FALSE(file->has(ContentCoding::kZstd));
}

TEST_CASE("a kept file is the one on disk a second later") {
  const TemporaryFolder folder;
  folder.write("a.txt", "first");
  const DiskFiles files(folder.path(), {.caches = true});
  const auto first = files.open("/a.txt").value_or(nullptr);
  REQUIRE(first);
  CHECK(files.open("/a.txt").value_or(nullptr) == first);
  CHECK(files.kind_of("/a.txt") == Kind::kFile);
  folder.write("a.txt", "second");
  const auto is_new = [&] { return files.open("/a.txt").value_or(nullptr)->read(0, 10) == "second"; };
  CHECK(eventually(is_new));
  boost::filesystem::remove(folder.path("a.txt"));
  CHECK(eventually([&] { return !files.open("/a.txt"); }));
}

TEST_CASE("a large file that was written to is opened again at once") {
  const TemporaryFolder folder;
  folder.write("a.bin", std::string(100'000, 'a'));
  const DiskFiles files(folder.path(), {.caches = true});
  CHECK(files.open("/a.bin").value_or(nullptr)->size() == 100'000);
  folder.write("a.bin", std::string(50'000, 'b'));
  CHECK(files.open("/a.bin").value_or(nullptr)->size() == 50'000);
}

}  // namespace
}  // namespace quire
