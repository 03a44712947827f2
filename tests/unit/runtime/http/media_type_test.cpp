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

}  // namespace
}  // namespace quire::http
