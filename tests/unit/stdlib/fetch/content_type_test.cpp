#include "stdlib/fetch/content_type.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("types that are HTML") {
  for (const char* header : {"text/html", "Text/HTML; charset=utf-8", " text/html ;x", "application/xhtml+xml"})
    CHECK(ContentType(header).is_html);
  for (const char* header : {"", "text/plain", "application/json", "text/htmlx", "; text/html", "x=\"text/html\""})
    CHECK_FALSE(ContentType(header).is_html);
}

TEST_CASE("the encoding of a content type") {
  for (const char* header :
       {"text/html; charset=latin1", "text/html;CharSet=\"latin1\"", "text/plain; a=b; charset=latin1; charset=other",
        "text/plain; x=\"; charset=utf-16\"; charset=latin1", "; charset=lat\"in1", "a;charset=\"lat\\in1\""}) {
    INFO(header);
    const std::string charset = ContentType(header).charset;
    CHECK((charset == "latin1" || charset == "lat\"in1"));
  }
  for (const char* header : {"", "text/html", "text/html; charset", "text/html; charset=", "text/html; xcharset=a",
                             "text/html; x=\"charset=a", "a; \"\\"})
    CHECK(ContentType(header).charset.empty());
}

}  // namespace
}  // namespace quire
