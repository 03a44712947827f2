#include "runtime/app/embedded_files.h"

#include "runtime/app/webapp.h"

#include <quire/abi_stamp.h>

#include <catch2/catch.hpp>

#include <memory>
#include <stdexcept>

namespace quire {
namespace {

using http::ContentCoding;
using Kind = SiteFiles::Kind;

constexpr EmbeddedPage kIndex = {{kAbiStamp, "/cart/index.page", 0, nullptr}, {}, {}, 0, {}, {}};
constexpr EmbeddedPage kSecret = {{kAbiStamp, "/secret/a.page", 0, nullptr}, {}, {}, 0, {}, {}};
constexpr const EmbeddedPage* kPages[] = {&kIndex, &kSecret};
constexpr EmbeddedFile kFiles[] = {
    {"/css/style.css", "0123456789abcdef", "plain", "gzip!", "br", {}},
    {"/favicon.ico", "00", "", {}, {}, {}},
};
const EmbeddedSite kSite = {kAbiStamp, "shop", kPages, kFiles, "welcome = 1\n[params]\na = \"b\"\n"};

TEST_CASE("pages and files of a program are files, and what is above them are folders") {
  const EmbeddedFiles files(kSite);
  for (const char* path : {"/cart/index.page", "/css/style.css", "/favicon.ico"})
    CHECK(files.kind_of(path) == Kind::kFile);
  for (const char* path : {"/cart", "/css", "/secret"}) CHECK(files.kind_of(path) == Kind::kFolder);
  for (const char* path : {"/", "/car", "/css/", "/css/style.css/x", "/none"})
    CHECK(files.kind_of(path) == Kind::kNone);
}

TEST_CASE("a file has the forms that its build has made") {
  const EmbeddedFiles files(kSite);
  const std::shared_ptr<const StaticFile> file = files.open("/css/style.css").value_or(nullptr);
  REQUIRE(file);
  CHECK(file->has(ContentCoding::kIdentity));
  CHECK(file->has(ContentCoding::kBrotli));
  CHECK_FALSE(file->has(ContentCoding::kZstd));
  CHECK(net::size_of(*file->encoded(ContentCoding::kGzip)) == 5);
  CHECK(net::memory_of(*file->encoded(ContentCoding::kBrotli)) == "br");
  CHECK_FALSE(file->encoded(ContentCoding::kZstd));
  CHECK_FALSE(file->make(ContentCoding::kZstd));
  CHECK(file->read(1, 3) == "lai");
  CHECK(net::memory_of(file->part(1, 3)) == "lai");
  CHECK(file->media_type() == "text/css; charset=utf-8");
  CHECK(file->etag(ContentCoding::kIdentity) == "\"0123456789abcdef\"");
  CHECK(file->etag(ContentCoding::kBrotli) == "\"0123456789abcdef-br\"");
  CHECK(file->etag(ContentCoding::kZstd) == "\"0123456789abcdef-zst\"");
  CHECK(file->etag(ContentCoding::kGzip) == "\"0123456789abcdef-gz\"");
  CHECK(file->modified() < 0);
  CHECK(file->content_hash() == "0123456789abcdef");
}

TEST_CASE("an empty file is a file") {
  const EmbeddedFiles files(kSite);
  const std::shared_ptr<const StaticFile> file = files.open("/favicon.ico").value_or(nullptr);
  REQUIRE(file);
  CHECK(file->has(ContentCoding::kIdentity));
  CHECK(file->size() == 0);
}

TEST_CASE("pages are no static files, and nothing is behind a path") {
  const EmbeddedFiles files(kSite);
  CHECK_FALSE(files.open("/cart/index.page"));
  CHECK_FALSE(files.open("/none"));
  CHECK_THROWS_AS(files.real_path("/css/style.css"), std::logic_error);
}

TEST_CASE("settings are the program's, and mistakes in them name the site") {
  std::vector<std::string> log;
  const Webapp webapp({"/shop", [&](std::string_view line) { log.emplace_back(line); }},
                      std::make_unique<const EmbeddedFiles>(kSite));
  CHECK(webapp.init_param("a") == "b");
  REQUIRE(log.size() == 1);
  CHECK(log[0].starts_with("shop/WEB-INF/web.toml:1:11: "));
  CHECK(route(webapp, "/css").kind == Route::Kind::kRedirect);
  CHECK(route(webapp, "/css/style.css").kind == Route::Kind::kFile);
  CHECK(webapp.asset("css/style.css") == "/shop/css/style.01234567.css");
  CHECK_THROWS_AS(webapp.asset("cart/index.page"), std::invalid_argument);
}

}  // namespace
}  // namespace quire
