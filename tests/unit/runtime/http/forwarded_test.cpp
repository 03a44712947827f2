#include "runtime/http/forwarded.h"

#include <catch2/catch.hpp>

using namespace quire;
using namespace quire::http;

namespace {

/// A request with these fields that `peer` sent; `-` and the status if it is refused.
std::string resolved(const ProxySettings& settings, std::string_view fields, std::string peer = "127.0.0.1") {
  RequestHead head;
  const std::string text = "GET / HTTP/1.1\r\nHost: own.example\r\n" + std::string(fields) + "\r\n";
  REQUIRE_FALSE(head.parse(text));
  Origin origin{std::move(peer)};
  if (const Refusal refusal = ProxyTrust::parse(settings).value_or({}).resolve(head, origin))
    return "- " + std::to_string(refusal.status);
  std::string result = origin.address + (origin.is_secure ? " https" : " http");
  if (!origin.host.empty()) result += " " + origin.host;
  if (origin.port >= 0) result += ":" + std::to_string(origin.port);
  return result;
}

const ProxySettings kLocal{{"127.0.0.1/8", "10.0.0.0/8", "fd00::/8"}};
const ProxySettings kLocalRfc{{"127.0.0.1/8", "10.0.0.0/8"}, "forwarded"};

}  // namespace

TEST_CASE("only trusted proxies are believed", "[http][forwarded]") {
  const char* const fields =
      "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example:8443\r\n";
  CHECK(resolved(kLocal, fields) == "192.0.2.7 https shop.example:8443");
  CHECK(resolved(kLocal, fields, "192.0.2.1") == "192.0.2.1 http");
  CHECK(resolved({}, fields) == "127.0.0.1 http");
  CHECK(resolved(kLocal, fields, "unix:") == "unix: http");
  CHECK(resolved({{"unix:"}}, fields, "unix:") == "192.0.2.7 https shop.example:8443");
  // Malformed fields of others are not looked at.
  CHECK(resolved(kLocal, "X-Forwarded-For: x y\r\n", "192.0.2.1") == "192.0.2.1 http");
}

TEST_CASE("X-Forwarded-For is read from its end, past trusted proxies", "[http][forwarded]") {
  const auto client = [](std::string_view list) {
    return resolved(kLocal, "X-Forwarded-For: " + std::string(list) + "\r\n");
  };
  CHECK(client("6.6.6.6, 192.0.2.7") == "192.0.2.7 http");
  CHECK(client("6.6.6.6, 192.0.2.7, 10.0.0.5") == "192.0.2.7 http");
  CHECK(client("10.1.1.1, 10.0.0.5") == "10.1.1.1 http");
  CHECK(client("garbage\", 192.0.2.7") == "192.0.2.7 http");
  CHECK(client(" ,192.0.2.7,, ") == "192.0.2.7 http");
  CHECK(client("192.0.2.7:4711") == "192.0.2.7 http");
  CHECK(client("[2001:DB8::7]:4711") == "2001:db8::7 http");
  CHECK(client("[2001:db8::7]") == "2001:db8::7 http");
  CHECK(client("2001:db8::7") == "2001:db8::7 http");
  CHECK(client("192.0.2.7, ::ffff:10.0.0.5") == "192.0.2.7 http");
  CHECK(client("192.0.2.7, fd00::1") == "192.0.2.7 http");
  CHECK(client("unknown") == "unknown http");
  CHECK(client("") == "127.0.0.1 http");
  for (const char* malformed : {"192.0.2.7:", "192.0.2.7:x", "192.0.2.7:123456", "[::1", "::1]", "[192.0.2.7]",
                                "_hidden", "192.0.2", "\"192.0.2.7\"", "192.0.2.7 10.0.0.1", "fe80::1%eth0"})
    CHECK(client(malformed) == "- 400");
  // Several fields are one list.
  CHECK(resolved(kLocal, "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.7\r\nx-forwarded-for: 10.0.0.1\r\n") ==
        "192.0.2.7 http");
}

TEST_CASE("scheme, host and port come from the proxy that the client talked to", "[http][forwarded]") {
  CHECK(resolved(kLocal, "X-Forwarded-Proto: https\r\n") == "127.0.0.1 https");
  CHECK(resolved(kLocal, "X-Forwarded-Proto: HTTP\r\n") == "127.0.0.1 http");
  const std::string two = "X-Forwarded-For: 192.0.2.7, 10.0.0.1\r\n";
  CHECK(resolved(kLocal, two + "X-Forwarded-Proto: https, http\r\n") == "192.0.2.7 https");
  CHECK(resolved(kLocal, two + "X-Forwarded-Proto: https\r\n") == "192.0.2.7 https");
  // What the client itself wrote is before it.
  CHECK(resolved(kLocal, "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\nX-Forwarded-Proto: https, http\r\n") ==
        "192.0.2.7 http");
  CHECK(resolved(kLocal, "X-Forwarded-Host: a.example, b.example\r\n") == "127.0.0.1 http b.example");
  CHECK(resolved(kLocal, "X-Forwarded-Host: [::1]:8080\r\n") == "127.0.0.1 http [::1]:8080");
  CHECK(resolved(kLocal, "X-Forwarded-Port: 8443\r\n") == "127.0.0.1 http:8443");
  CHECK(resolved(kLocal, "X-Forwarded-Host: a.example:1\r\nX-Forwarded-Port: 2\r\n") == "127.0.0.1 http a.example:2");
  for (const char* malformed : {"X-Forwarded-Proto: ftp\r\n", "X-Forwarded-Proto: https;x\r\n",
                                "X-Forwarded-Host: a_b c\r\n", "X-Forwarded-Host: a/b\r\n", "X-Forwarded-Port: 0\r\n",
                                "X-Forwarded-Port: 70000\r\n", "X-Forwarded-Port: http\r\n"})
    CHECK(resolved(kLocal, malformed) == "- 400");
}

TEST_CASE("one family of fields is believed", "[http][forwarded]") {
  const char* const fields = "X-Forwarded-For: 192.0.2.7\r\nForwarded: for=192.0.2.8\r\n";
  CHECK(resolved(kLocal, fields) == "192.0.2.7 http");
  CHECK(resolved(kLocalRfc, fields) == "192.0.2.8 http");
}

TEST_CASE("Forwarded is read as RFC 7239 says", "[http][forwarded]") {
  const auto origin = [](std::string_view value) {
    return resolved(kLocalRfc, "Forwarded: " + std::string(value) + "\r\n");
  };
  CHECK(origin("for=192.0.2.7;proto=https;host=shop.example;by=10.0.0.1") == "192.0.2.7 https shop.example");
  CHECK(origin("For=\"[2001:db8:cafe::17]:4711\"") == "2001:db8:cafe::17 http");
  CHECK(origin("for=\"192.0.2.7:4711\"") == "192.0.2.7 http");
  CHECK(origin("for=\"192.0.2.7:_port\"") == "192.0.2.7 http");
  CHECK(origin("for=\"\\1\\92.0.2.7\"") == "192.0.2.7 http");
  CHECK(origin("for=unknown") == "unknown http");
  CHECK(origin("for=_gazonk") == "_gazonk http");
  CHECK(origin("for=6.6.6.6;proto=http, for=192.0.2.7;proto=https , for=10.0.0.1") == "192.0.2.7 https");
  CHECK(origin("for=192.0.2.7, for=10.0.0.1;proto=https") == "192.0.2.7 https");
  CHECK(origin("proto=https") == "127.0.0.1 https");
  CHECK(origin("for=192.0.2.7, proto=https") == "127.0.0.1 https");
  CHECK(origin(", for=192.0.2.7,,") == "192.0.2.7 http");
  CHECK(origin(";for=192.0.2.7;; proto=https;") == "192.0.2.7 https");
  CHECK(origin("for=192.0.2.7 ; host=\"a.example:81\"") == "192.0.2.7 http a.example:81");
  CHECK(origin("ext=\"a;b,c\";for=192.0.2.7") == "192.0.2.7 http");
  for (const char* malformed :
       {"for", "for=", "for=\"", "for=\"\"", "for=\"192.0.2.7", "=x", "for=192.0.2.7;=", "for=192.0.2.7 for=10.0.0.1",
        "for=192.0.2.7;for=192.0.2.8", "for=[::1]", "for=\"::1\"", "for=\"[::1\"", "for=\"[::1]x\"", "for=192.0.2.999",
        "for=192.0.2.7;proto=ftp", "for=192.0.2.7;host=\"a b\"", "for = 192.0.2.7", "for=\"_a b\"", "for=\"x\\"})
    CHECK(origin(malformed) == "- 400");
}

TEST_CASE("wrong settings are refused", "[http][forwarded]") {
  CHECK(ProxyTrust::parse({{"10.0.0.0/40"}}).error().sentence.find("`10.0.0.0/40` is not a network") == 0);
  CHECK(ProxyTrust::parse({{}, "x"}).error().sentence == "`x` is neither `x-forwarded` nor `forwarded`");
  CHECK_FALSE(ProxyTrust::parse({})->trusts_anyone());
  CHECK(ProxyTrust::parse({{"::1"}})->trusts("::1"));
}
