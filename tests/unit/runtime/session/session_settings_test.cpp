#include "runtime/session/session_settings.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a site's settings take precedence, the others are the server's", "[session]") {
  SessionSettings server;
  server.store = SessionSettings::Store::kLocal;
  server.timeout = 77;
  server.cookie.name = "ID";
  const SessionSettings same = with_settings(server, {});
  CHECK(same.store == SessionSettings::Store::kLocal);
  CHECK(same.timeout == 77);
  CHECK(same.cookie.name == "ID");
  CHECK_FALSE(same.is_durable);
  WebSettings::Session site;
  site.store = "memory";
  site.durable = true;
  site.timeout = -1;
  site.cookie = "SHOP";
  site.same_site = "Strict";
  site.path = "/";
  site.secure = true;
  const SessionSettings own = with_settings(server, site);
  CHECK(own.store == SessionSettings::Store::kMemory);
  CHECK(own.is_durable);
  CHECK(own.timeout == -1);
  CHECK(own.cookie.name == "SHOP");
  CHECK(own.cookie.same_site == "Strict");
  CHECK(own.cookie.path == "/");
  CHECK(own.cookie.is_secure);
  site.store = "local";
  CHECK(with_settings({}, site).store == SessionSettings::Store::kLocal);
}

TEST_CASE("a cookie for other sites is always secure", "[session]") {
  WebSettings::Session site;
  site.same_site = "None";
  site.secure = false;
  CHECK(with_settings({}, site).cookie.is_secure);
}

TEST_CASE("a cookie has what its name promises", "[session]") {
  WebSettings::Session site;
  site.cookie = "__Secure-ID";
  CHECK(with_settings({}, site).cookie.is_secure);
  site.cookie = "__Host-ID";
  CHECK(with_settings({}, site).cookie.is_secure);
  CHECK(with_settings({}, site).cookie.path == "/");
}

}  // namespace
}  // namespace quire
