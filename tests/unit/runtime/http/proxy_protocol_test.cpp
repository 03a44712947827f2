#include "runtime/http/proxy_protocol.h"

#include <catch2/catch.hpp>

using namespace quire::http;

namespace {

using State = ProxyHeader::State;

const std::string kSignature("\r\n\r\n\0\r\nQUIT\n", 12);

std::string described(const std::string& input) {
  const ProxyHeader header = read_proxy_header(input);
  if (header.state == State::kNeedMore) return "more";
  if (header.state == State::kRefused) return "refused";
  const std::string length = std::to_string(header.length) + " ";
  if (header.is_local) return length + "local";
  return length + header.source.address + " " + std::to_string(header.source.port) + " " + header.destination.address +
         " " + std::to_string(header.destination.port) + (header.is_secure ? " tls" : "");
}

std::string binary(unsigned char command, unsigned char family, const std::string& rest) {
  return kSignature + static_cast<char>(command) + static_cast<char>(family) + static_cast<char>(rest.size() >> 8) +
         static_cast<char>(rest.size() & 0xff) + rest;
}

const std::string kV4("\xc0\x00\x02\x07\x0a\x00\x00\x01\x12\x67\x00\x50", 12);
const std::string kV6 = std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + "\x07" + std::string(15, '\0') +
                        "\x01" + std::string("\x12\x67\x00\x50", 4);

}  // namespace

TEST_CASE("version 1 of the PROXY protocol is read", "[http][proxy_protocol]") {
  CHECK(described("PROXY TCP4 192.0.2.7 10.0.0.1 4711 80\r\nGET /") == "39 192.0.2.7 4711 10.0.0.1 80");
  CHECK(described("PROXY TCP6 2001:DB8::7 ::1 4711 80\r\n") == "36 2001:db8::7 4711 ::1 80");
  CHECK(described("PROXY UNKNOWN\r\n") == "15 local");
  CHECK(described("PROXY UNKNOWN ffff::1 ::2 1 2\r\n") == "31 local");
  for (const char* malformed :
       {"GET / HTTP/1.1\r\n", "PROXY TCP4\r\n", "PROXY TCP4 192.0.2.7 10.0.0.1 4711\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 4711 80 \r\n", "PROXY TCP4 192.0.2.7 10.0.0.1 04711 80\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 65536 80\r\n", "PROXY TCP4 ::1 ::2 1 2\r\n", "PROXY TCP6 1.2.3.4 ::1 1 2\r\n",
        "PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n", "PROXY TCP4  192.0.2.7 10.0.0.1 1 2\r\n", "PROXY TCP4 192.0.2.7\n",
        "PROXY\r\n", "proxy TCP4 192.0.2.7 10.0.0.1 1 2\r\n", "PROXY TCP4 192.0.2.7 10.0.0.1 1 2\rx",
        "PROXY UNKNOWN \x01"})
    CHECK(described(malformed) == "refused");
  CHECK(described("PROXY UNKNOWN " + std::string(91, 'x') + "\r\n") == "107 local");
  CHECK(described("PROXY UNKNOWN " + std::string(92, 'x') + "\r\n") == "refused");
  CHECK(described("PROXY UNKNOWN " + std::string(92, 'x')) == "more");
  CHECK(described("PROXY UNKNOWN " + std::string(93, 'x')) == "refused");
}

TEST_CASE("version 2 of the PROXY protocol is read", "[http][proxy_protocol]") {
  CHECK(described(binary(0x21, 0x11, kV4)) == "28 192.0.2.7 4711 10.0.0.1 80");
  CHECK(described(binary(0x21, 0x21, kV6)) == "52 2001:db8::7 4711 ::1 80");
  CHECK(described(binary(0x20, 0x00, "")) == "16 local");
  CHECK(described(binary(0x20, 0x11, "xx")) == "18 local");
  CHECK(described(binary(0x21, 0x00, "anything")) == "24 local");
  CHECK(described(binary(0x21, 0x31, std::string(216, 'x'))) == "232 local");
  const std::string tls("\x20\x00\x05\x01\x00\x00\x00\x00", 8);
  const std::string no_tls("\x20\x00\x05\x00\x00\x00\x00\x00", 8);
  CHECK(described(binary(0x21, 0x11, kV4 + tls)) == "36 192.0.2.7 4711 10.0.0.1 80 tls");
  CHECK(described(binary(0x21, 0x11, kV4 + no_tls)) == "36 192.0.2.7 4711 10.0.0.1 80");
  const std::string mapped = std::string(10, '\0') + "\xff\xff" + std::string("\xc0\x00\x02\x07", 4);
  CHECK(described(binary(0x21, 0x21, mapped + mapped + std::string("\x00\x01\x00\x02", 4))) ==
        "52 192.0.2.7 1 192.0.2.7 2");
  CHECK(described(binary(0x11, 0x11, kV4)) == "refused");
  CHECK(described(binary(0x22, 0x11, kV4)) == "refused");
  CHECK(described(binary(0x21, 0x11, kV4.substr(1))) == "refused");
  CHECK(described(binary(0x21, 0x11, kV4 + "\x20")) == "refused");
  CHECK(described(binary(0x21, 0x11, kV4 + std::string("\x20\x00\x05x", 4))) == "refused");
  CHECK(described(binary(0x21, 0x11, kV4 + std::string(4096, 'x'))) == "refused");
}

TEST_CASE("a header that arrives octet by octet is awaited", "[http][proxy_protocol]") {
  for (const std::string& whole : {std::string("PROXY TCP4 192.0.2.7 10.0.0.1 4711 80\r\n"), binary(0x21, 0x11, kV4)}) {
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(described(whole.substr(0, size)) == "more");
    CHECK(described(whole) != "more");
  }
}
