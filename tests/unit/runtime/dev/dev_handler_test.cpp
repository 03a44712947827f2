#include "runtime/dev/dev_handler.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

bool is_refused(const std::string& fields, bool does_something = false, const std::string& host = "localhost:8080") {
  http::RequestHead head;
  head.parse((does_something ? "POST" : "GET") + (" / HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n"));
  return refuse_other_origins(head, does_something).has_value();
}

TEST_CASE("reading is for this origin's pages, the address bar, and tools") {
  CHECK_FALSE(is_refused(""));
  CHECK_FALSE(is_refused("Sec-Fetch-Site: same-origin\r\n"));
  CHECK_FALSE(is_refused("Origin: http://localhost:8080\r\nSec-Fetch-Site: same-origin\r\n"));
  CHECK_FALSE(is_refused("Origin: http://LOCALHOST:8080\r\n"));
  CHECK_FALSE(is_refused("Origin: https://dev.example\r\n", false, "dev.example"));
  CHECK_FALSE(is_refused("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n"));
}

TEST_CASE("reading is refused to everything else") {
  for (const char* fields : {
           "Origin: http://localhost:8081\r\n",
           "Origin: http://localhost\r\n",
           "Origin: http://evil.example\r\n",
           "Origin: http://localhost:8080.evil.example\r\n",
           "Origin: null\r\n",
           "Origin: \r\n",
           "Origin: http://localhost:8080\r\nOrigin: http://evil.example\r\n",
           "Sec-Fetch-Site: cross-site\r\n",
           "Sec-Fetch-Site: same-site\r\n",
           "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n",
           "Sec-Fetch-Site: none\r\n",
           "Sec-Fetch-Site: \r\n",
           "Origin: http://localhost:8080\r\nSec-Fetch-Site: cross-site\r\n",
       }) {
    CAPTURE(fields);
    CHECK(is_refused(fields));
  }
}

TEST_CASE("doing something needs an own Origin and the header that no other page can send") {
  const std::string origin = "Origin: http://localhost:8080\r\n";
  const std::string mark = "X-Quire: 1\r\n";
  CHECK_FALSE(is_refused(origin + mark, true));
  CHECK_FALSE(is_refused(origin + mark + "Sec-Fetch-Site: same-origin\r\n", true));
  CHECK(is_refused(mark, true));
  CHECK(is_refused(origin, true));
  CHECK(is_refused("Origin: http://evil.example\r\n" + mark, true));
  CHECK(is_refused(origin + mark + "Sec-Fetch-Site: same-site\r\n", true));
  CHECK(is_refused(origin + mark + "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n", true));
}

}  // namespace
}  // namespace quire
