#include "runtime/http/media_type.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("media types by extension") {
  const struct {
    std::string_view path;
    std::string_view type;
  } rows[] = {
      {"/index.html", "text/html; charset=utf-8"},
      {"/A.HTML", "text/html; charset=utf-8"},
      {"/a.b/style.css", "text/css; charset=utf-8"},
      {"app.mjs", "text/javascript; charset=utf-8"},
      {"/x.woff2", "font/woff2"},
      {"/x.webmanifest", "application/manifest+json"},
      {"/x.7z", "application/x-7z-compressed"},
      {"/x.zip", "application/zip"},
      {"/archive.tar.gz", "application/gzip"},
      {"/plain", ""},
      {"/dir.css/plain", ""},
      {"/x.", ""},
      {"/x.unknown", ""},
      {"/x.averyverylongextension", ""},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(media_type_of(row.path) == row.type);
  }
}

TEST_CASE("own types come first, and text has a charset") {
  const MediaTypes types({{"md", "text/x-markdown"}, {"svg", "image/svg"}, {"foo", "text/foo; charset=latin1"}});
  CHECK(types.of("/a.MD") == "text/x-markdown; charset=utf-8");
  CHECK(types.of("/a.svg") == "image/svg");
  CHECK(types.of("/a.foo") == "text/foo; charset=latin1");
  CHECK(types.of("/a.html") == media_type_of("/a.html"));
  CHECK(types.of("/a.d/none").empty());
  CHECK(MediaTypes().of("/a.css") == media_type_of("/a.css"));
}

}  // namespace
}  // namespace quire::http
