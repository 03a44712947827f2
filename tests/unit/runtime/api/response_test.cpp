#include <quire/response.h>

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace quire;

TEST_CASE("nonces are 128 bits in base64, each another") {
  std::set<std::string> nonces;
  for (int n = 0; n < 100; ++n) {
    const std::string nonce = new_csp_nonce();
    CHECK(nonce.size() == 24);
    CHECK(nonce.ends_with("=="));
    CHECK(nonce.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") == 22);
    nonces.insert(nonce);
  }
  CHECK(nonces.size() == 100);
}
