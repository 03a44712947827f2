#include "runtime/http/request_head.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("request head keeps fields in order") {
  RequestHead head;
  REQUIRE_FALSE(head.parse("GET /a?b HTTP/1.1\r\nHost: h\r\nX-One:  1 \r\nEmpty:\r\nx-one: 2\r\n\r\n"));
  REQUIRE(head.fields().size() == 4);
  CHECK(head.fields()[1].name == "X-One");
  CHECK(head.find("x-ONE") == "1");
  CHECK(head.find_all("x-one") == std::vector<std::string_view>{"1", "2"});
  CHECK(head.has("empty"));
  CHECK(head.find("empty").empty());
  CHECK_FALSE(head.has("absent"));
  CHECK(head.path == "/a");
  CHECK(head.bytes().starts_with("GET /a"));
}

TEST_CASE("request head can be used again") {
  RequestHead head;
  REQUIRE_FALSE(head.parse("POST /long/path HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999\r\n\r\n"));
  CHECK(head.content_length == 9999999999u);
  REQUIRE_FALSE(head.parse("GET / HTTP/1.0\r\n\r\n"));
  CHECK(head.fields().empty());
  CHECK_FALSE(head.content_length);
  CHECK(head.parse("GET / HTTP/1.1\r\n\r\n").status == 400);
}

TEST_CASE("strict accepts what the specification allows") {
  RequestHead head;
  const char* const heads[] = {
      "|~ /a:@!$&;=?/:@?&%zz HTTP/1.1\r\nHost:\r\n\r\n",
      "GET http://a HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\nConnection: upgrade, keep-alive\r\n\r\n",
      "OPTIONS * HTTP/1.0\r\n!#$%&'*+-.^_`|~: \xff\t\x80\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 00000000000000000000000000000000001\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nConnection: ,close,\r\nConnection:\r\nProxy-Connection: keep-alive\r\n\r\n",
  };
  for (const char* text : heads) {
    CAPTURE(text);
    CHECK(head.parse(text).status == 0);
  }
}

}  // namespace
}  // namespace quire::http
