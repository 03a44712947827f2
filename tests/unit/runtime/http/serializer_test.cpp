#include "runtime/http/serializer.h"

#include "runtime/http/status.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

using Body = Framing::Body;

std::string serialize(ResponseHead head, const Framing& framing) {
  head.add("Date", "now");
  std::string out;
  CHECK(serialize_head(head, framing, out));
  return out;
}

TEST_CASE("response heads") {
  ResponseHead head;
  head.add("Content-Type", "text/plain");
  CHECK(serialize(head, {Body::kContentLength, 5}) ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: now\r\nContent-Length: 5\r\n\r\n");
  CHECK(serialize({404}, {Body::kChunked, 0, false}) ==
        "HTTP/1.1 404 Not Found\r\nDate: now\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  CHECK(serialize({200}, {Body::kContentLength, 0, true, 0}) ==
        "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(serialize({204}, {Body::kNone}) == "HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n");
  CHECK(serialize({299}, {Body::kUntilClose, 0, false}) ==
        "HTTP/1.1 299 Unknown\r\nDate: now\r\nConnection: close\r\n\r\n");
}

TEST_CASE("framing is not the handler's") {
  const ResponseHead head{200, {{"content-length", "9"}, {"Transfer-Encoding", "x"}, {"CONNECTION", "x"}}};
  CHECK(serialize(head, {Body::kContentLength, 1}) == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 1\r\n\r\n");
  CHECK(serialize(head, {Body::kNone, 0, true, 1, true}) ==
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nDate: now\r\n\r\n");
}

TEST_CASE("a field cannot begin another") {
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"X", "a\r\nY: b"}, {"X", "a\nb"}, {"X", std::string("a\0b", 3)}, {"X Y", "a"}, {"", "a"}, {"X:", "a"}}) {
    CAPTURE(name, value);
    std::string out;
    CHECK_FALSE(serialize_head({200, {{name, value}, {"Date", "now"}}}, {}, out));
    CHECK(out == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\n\r\n");
  }
}

TEST_CASE("a date is added where there is none") {
  std::string out;
  CHECK(serialize_head({}, {}, out));
  CHECK(out.find("\r\nDate: ") != std::string::npos);
}

TEST_CASE("response fields are found in any case of letters") {
  ResponseHead head;
  head.add("A", "1");
  head.add("a", "2");
  REQUIRE(head.find("a"));
  CHECK(*head.find("a") == "1");
  head.set("a", "3");
  CHECK(head.fields.size() == 1);
  CHECK_FALSE(head.find("b"));
}

TEST_CASE("chunks") {
  std::string out;
  append_chunk("", out);
  append_chunk("hello", out);
  append_chunk(std::string(31, 'x'), out);
  CHECK(out == "5\r\nhello\r\n1f\r\n" + std::string(31, 'x') + "\r\n");
}

TEST_CASE("status codes") {
  CHECK(reason_phrase(431) == "Request Header Fields Too Large");
  CHECK(reason_phrase(600) == "Unknown");
  CHECK(never_has_body(304));
  CHECK_FALSE(never_has_body(200));
}

}  // namespace
}  // namespace quire::http
