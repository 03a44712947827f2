#include "compiler/assemble/content_type.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("texts are sent with their charset, and nothing else is") {
  CHECK(read_content_type("text/plain").value == "text/plain;charset=UTF-8");
  CHECK(read_content_type("Text/HTML").value == "Text/HTML;charset=UTF-8");
  CHECK(read_content_type("image/svg+xml").value == "image/svg+xml");
  CHECK(read_content_type("text/css; charset=utf-8").value == "text/css; charset=utf-8");
  CHECK(read_content_type("text/html;CHARSET=\"UTF-8\";x=y").value == "text/html;CHARSET=\"UTF-8\";x=y");
}

TEST_CASE("another charset, and what is no media type, are mistakes") {
  for (const char* written :
       {"text/html;charset=ISO-8859-1", "text/html; charset=", "application/json;charset=latin1"}) {
    CAPTURE(written);
    CHECK(read_content_type(written).mistake.find("UTF-8") != std::string_view::npos);
  }
  for (const char* written : {"", "text", "/html", "text/", "text/html\r\nX: y", "text/h\xC3\xA9"}) {
    CAPTURE(written);
    CHECK(read_content_type(written).mistake.find("media type") != std::string_view::npos);
  }
}
