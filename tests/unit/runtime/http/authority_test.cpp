#include "runtime/http/authority.h"

#include "tests/unit/runtime/http/conformance.h"

namespace quire::http {
namespace {

TEST_CASE("authority splits host and port") {
  const struct {
    std::string_view text;
    bool valid;
    std::string_view host;
    int port;
  } rows[] = {
      {"", true, "", -1},
      {"a", true, "a", -1},
      {"a:80", true, "a", 80},
      {"a:", true, "a", -1},
      {"a:65535", true, "a", 65535},
      {"a:65536", false, "", 0},
      {"a:+1", false, "", 0},
      {"a:1:2", false, "", 0},
      {"a_b.example", true, "a_b.example", -1},
      {"a.b.", true, "a.b.", -1},
      {"a%41b", true, "a%41b", -1},
      {"a%4", false, "", 0},
      {"a%zz", false, "", 0},
      {"user@a", false, "", 0},
      {"a/b", false, "", 0},
      {"a b", false, "", 0},
      {"a,b", true, "a,b", -1},
      {"[::1]", true, "[::1]", -1},
      {"[::1]:8080", true, "[::1]", 8080},
      {"[::1", false, "", 0},
      {"[::1]x", false, "", 0},
      {"[fe80::1%25eth0]", false, "", 0},
      {"[v1.a]", false, "", 0},
      {"::1", false, "", 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto authority = parse_authority(row.text);
    REQUIRE(authority.has_value() == row.valid);
    if (!authority) continue;
    CHECK(authority->host == row.host);
    CHECK(authority->port == row.port);
  }
}

TEST_CASE("authority judges hosts as other servers do") {
  const auto file = read_conformance("http/host-header.json");
  if (!file) return;
  for (const auto& row : file->at("cases").as_array()) {
    const std::string host = text_of(row.at("host"));
    CAPTURE(host);
    const auto authority = parse_authority(host);
    CHECK(authority.has_value() == row.at("valid").as_bool());
    const auto colon = row.at("colon_at").to_number<int>();
    if (authority && colon >= 0) CHECK(authority->host.size() == static_cast<std::size_t>(colon));
  }
}

}  // namespace
}  // namespace quire::http
