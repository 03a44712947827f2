#include "runtime/http/strict.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

int status_of(const std::string& head) {
  HeadFacts facts;
  std::vector<FieldView> fields;
  return check_head(head, facts, fields).status;
}

std::string with_fields(const std::string& fields) { return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }
std::string with_line(const std::string& line) { return line + "\r\nHost: a\r\n\r\n"; }

TEST_CASE("strict judges request lines") {
  const struct {
    std::string line;
    int status;
  } rows[] = {
      {"GET / HTTP/1.1", 0},
      {"M-SEARCH / HTTP/1.1", 0},
      {"GET /a-._~!$&'()*+,;=:@%20/?b=c&d/?:@!$'()*+,;%zz HTTP/1.1", 0},
      {"GET http://b/x HTTP/1.1", 0},
      {"GET HTTPS://b HTTP/1.1", 0},
      {"OPTIONS * HTTP/1.1", 0},
      {"GET / HTTP/1.0", 0},
      {"GET * HTTP/1.1", 400},
      {"GET a HTTP/1.1", 400},
      {"GET ftp://b/x HTTP/1.1", 400},
      {"GET http:///x HTTP/1.1", 400},
      {"GET http://u@b/x HTTP/1.1", 400},
      {"GET http://b:99999/ HTTP/1.1", 400},
      {"GET /#f HTTP/1.1", 400},
      {"GET /a\\b HTTP/1.1", 400},
      {"GET /a|b HTTP/1.1", 400},
      {"GET /a[b HTTP/1.1", 400},
      {"GET /a]b HTTP/1.1", 400},
      {"GET /?\\ HTTP/1.1", 400},
      {"GET /?^ HTTP/1.1", 400},
      {"GET /?` HTTP/1.1", 400},
      {"GET /?{ HTTP/1.1", 400},
      {"GET /?| HTTP/1.1", 400},
      {"GET /?} HTTP/1.1", 400},
      {"GET /?[ HTTP/1.1", 400},
      {"GET /?] HTTP/1.1", 400},
      {"GET /<x> HTTP/1.1", 400},
      {"GET /\xc3\xa9 HTTP/1.1", 400},
      {"GET /\x7f HTTP/1.1", 400},
      {"GET /\t HTTP/1.1", 400},
      {"GET  / HTTP/1.1", 400},
      {"GET /  HTTP/1.1", 400},
      {"GET / HTTP/1.1 ", 400},
      {"GET /a b HTTP/1.1", 400},
      {" GET / HTTP/1.1", 400},
      {"GET /", 400},
      {"GET", 400},
      {"G@T / HTTP/1.1", 400},
      {"GET / http/1.1", 400},
      {"GET / HTTP/1.10", 400},
      {"GET / HTTP/1", 400},
      {"GET / HTTP/1.2", 505},
      {"GET / HTTP/2.0", 505},
      {"GET / HTTP/0.9", 505},
      {"CONNECT a:443 HTTP/1.1", 501},
  };
  for (const auto& row : rows) {
    CAPTURE(row.line);
    CHECK(status_of(with_line(row.line)) == row.status);
  }
}

TEST_CASE("strict judges fields") {
  const struct {
    std::string fields;
    int status;
  } rows[] = {
      {"", 0},
      {"X:\r\n", 0},
      {"X: \t b\tc \t\r\n", 0},
      {"X: \xff\r\n", 0},
      {"Upgrade: h2c\r\n", 0},
      {"X : b\r\n", 400},
      {" X: b\r\n", 400},
      {"X: b\r\n c\r\n", 400},
      {"X: b\r\n\tc\r\n", 400},
      {": b\r\n", 400},
      {"X\r\n", 400},
      {"X(: b\r\n", 400},
      {"X: a\rb\r\n", 400},
      {std::string("X: a\0b\r\n", 8), 400},
      {"X: a\x7f\r\n", 400},
      {"X: a\nY: b\r\n", 400},
      {"Host: a\r\n", 400},
      {"Host: b\r\n", 400},
      {"Transfer-Encoding: chunked\r\n", 0},
      {"transfer-encoding: Chunked\r\n", 0},
      {"Transfer-Encoding: gzip\r\n", 501},
      {"Transfer-Encoding: identity\r\n", 501},
      {"Transfer-Encoding: gzip, chunked\r\n", 501},
      {"Transfer-Encoding: gzip ,\tdeflate\r\n", 501},
      {"Transfer-Encoding: chunked, gzip\r\n", 400},
      {"Transfer-Encoding: chunked,\r\n", 400},
      {"Transfer-Encoding: gzip,, chunked\r\n", 400},
      {"Transfer-Encoding: gzip;q=1, chunked\r\n", 400},
      {"Transfer-Encoding: chunked, chunked\r\n", 400},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Transfer-Encoding:\r\n", 400},
      {"Transfer-Encoding: \x0b"
       "chunked\r\n",
       400},
      {"Transfer-Encoding: chunked;q=1\r\n", 400},
      {"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Content-Length: 007\r\n", 0},
      {"Content-Length: 1\r\nContent-Length: 1\r\n", 400},
      {"Content-Length: 1, 1\r\n", 400},
      {"Content-Length: +1\r\n", 400},
      {"Content-Length: -1\r\n", 400},
      {"Content-Length: 0x1\r\n", 400},
      {"Content-Length: 1 1\r\n", 400},
      {"Content-Length:\r\n", 400},
      {"Content-Length: 18446744073709551615\r\n", 0},
      {"Content-Length: 18446744073709551616\r\n", 400},
      {"Expect: 100-Continue\r\n", 0},
      {"Expect: more\r\n", 417},
      {"Expect: more\r\nX\r\n", 400},
  };
  for (const auto& row : rows) {
    CAPTURE(row.fields);
    CHECK(status_of(with_fields(row.fields)) == row.status);
  }
  CHECK(status_of("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\nHost:\r\n\r\n") == 0);
  CHECK(status_of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.0\r\n\r\n") == 0);
  CHECK(status_of("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\nHost: a\r\n") == 400);
  CHECK(status_of(with_fields("") + "x") == 400);
}

TEST_CASE("strict learns what the head says") {
  HeadFacts facts;
  std::vector<FieldView> fields;
  REQUIRE_FALSE(
      check_head("POST http://B:81/p/q?x=1?y HTTP/1.1\r\nHost: a:80\r\nContent-Length: 12\r\n"
                 "Connection: Upgrade, close\r\nExpect: 100-continue\r\n\r\n",
                 facts, fields));
  CHECK(facts.method == "POST");
  CHECK(facts.target == "http://B:81/p/q?x=1?y");
  CHECK(facts.path == "/p/q");
  CHECK(facts.query == "x=1?y");
  CHECK(facts.has_query);
  CHECK(facts.host == "B");
  CHECK(facts.port == 81);
  CHECK(facts.content_length == 12u);
  CHECK_FALSE(facts.chunked);
  CHECK_FALSE(facts.keep_alive);
  CHECK(facts.expect_continue);

  REQUIRE_FALSE(
      check_head("GET http://B?x HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n", facts, fields));
  CHECK(facts.path == "/");
  CHECK(facts.query == "x");
  CHECK(facts.version_minor == 0);
  CHECK(facts.keep_alive);
  // HTTP/1.0 has no 100.
  CHECK_FALSE(facts.expect_continue);

  REQUIRE_FALSE(
      check_head("OPTIONS * HTTP/1.1\r\nHost: [::1]:8080\r\nTransfer-Encoding: chunked\r\n\r\n", facts, fields));
  CHECK(facts.path == "*");
  CHECK(facts.host == "[::1]");
  CHECK(facts.port == 8080);
  CHECK(facts.chunked);
  CHECK(facts.keep_alive);
}

}  // namespace
}  // namespace quire::http
