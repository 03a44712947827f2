#include "stdlib/fetch/curl_request.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

FetchLibrary::Rule rule() { return {2000, 1000, {}, {}, {}}; }

// What servers answer is in tests/http/import_test.py.
TEST_CASE("what cannot be fetched says why") {
  std::string error;
  for (const char* url :
       {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "http://"}) {
    INFO(url);
    CHECK_FALSE(fetch_with_curl(url, rule(), error));
    CHECK(error.starts_with("cannot be fetched: "));
  }
  // Nobody listens on port 1.
  CHECK_FALSE(fetch_with_curl("http://127.0.0.1:1/", rule(), error));
  CHECK(error.starts_with("cannot be fetched: Failed to connect to 127.0.0.1 port 1"));
  CHECK_FALSE(fetch_with_curl("http://user@127.0.0.1:1/", rule(), error));
}

}  // namespace
}  // namespace quire
