#include "runtime/http/ip_address.h"

#include <catch2/catch.hpp>

using namespace quire::http;

namespace {

std::string canonical(std::string_view text) {
  const auto address = IpAddress::parse(text);
  return address ? address->text() : "-";
}

bool contains(std::string_view network, std::string_view address) {
  return IpNetwork::parse(network).value().contains(IpAddress::parse(address).value());
}

}  // namespace

TEST_CASE("an IP address has one canonical form", "[http][ip_address]") {
  CHECK(canonical("192.0.2.1") == "192.0.2.1");
  CHECK(canonical("2001:DB8::0:1") == "2001:db8::1");
  CHECK(canonical("::ffff:192.0.2.1") == "192.0.2.1");
  CHECK(canonical("::ffff:c000:201") == "192.0.2.1");
  CHECK(IpAddress::parse("::ffff:192.0.2.1") == IpAddress::parse("192.0.2.1"));
  CHECK(IpAddress::parse("192.0.2.1")->is_v4());
  CHECK_FALSE(IpAddress::parse("::1")->is_v4());
  for (const char* malformed : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "[::1]", "::1%lo",
                                "1.2.3.4:80", "::1::", "localhost", "0x7f.0.0.1"})
    CHECK(canonical(malformed) == "-");
  CHECK(canonical(std::string_view("1.2.3.4\0", 8)) == "-");
}

TEST_CASE("a network contains the addresses with its prefix", "[http][ip_address]") {
  CHECK(contains("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(contains("10.0.0.0/8", "11.0.0.1"));
  CHECK(contains("127.0.0.1/8", "127.9.9.9"));
  CHECK(contains("192.0.2.1", "192.0.2.1"));
  CHECK_FALSE(contains("192.0.2.1", "192.0.2.2"));
  CHECK(contains("192.0.2.128/25", "192.0.2.255"));
  CHECK_FALSE(contains("192.0.2.128/25", "192.0.2.127"));
  CHECK(contains("0.0.0.0/0", "8.8.8.8"));
  CHECK_FALSE(contains("0.0.0.0/0", "::1"));
  CHECK(contains("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  CHECK(contains("::/0", "2001:db8::1"));
  CHECK_FALSE(contains("::/0", "10.0.0.1"));
  CHECK(contains("10.0.0.0/8", "::ffff:10.0.0.1"));
  CHECK(contains("::ffff:10.0.0.0/104", "10.1.2.3"));
  for (const char* malformed : {"", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/8/8",
                                "10.0.0/8", "/8", "10.0.0.0/8 "})
    CHECK_FALSE(IpNetwork::parse(malformed));
}
