#include "runtime/protocol/document_kind.h"

#include <catch2/catch.hpp>

using namespace quire;

TEST_CASE("the kind of a document follows from its media type") {
  CHECK(document_kind("text/html;charset=UTF-8") == DocumentKind::kHtml);
  CHECK(document_kind("Text/HTML ; charset=UTF-8") == DocumentKind::kHtml);
  CHECK(document_kind("application/xhtml+xml") == DocumentKind::kXml);
  CHECK(document_kind("application/ld+json") == DocumentKind::kJson);
  CHECK(document_kind("text/javascript") == DocumentKind::kJavaScript);
  CHECK(document_kind("text/css") == DocumentKind::kCss);
  CHECK(document_kind("text/csv") == DocumentKind::kText);
  CHECK(document_kind("") == DocumentKind::kText);
}
