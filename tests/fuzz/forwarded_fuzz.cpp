// The fields of proxies are read from any head; a client that is found is an address, or a name that
// grants nothing.
#include "runtime/http/forwarded.h"

#include <cstdint>
#include <cstdlib>

using namespace quire;
using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ProxyTrust kFamilies[] = {*ProxyTrust::parse({{"10.0.0.0/8", "::1"}, "x-forwarded"}),
                                         *ProxyTrust::parse({{"10.0.0.0/8", "::1"}, "forwarded"})};
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  (void)ProxyTrust::parse({{std::string(input)}});
  std::vector<ForwardedElement> elements;
  parse_forwarded(input, elements);
  RequestHead head;
  if (head.parse("GET / HTTP/1.1\r\nHost: h\r\n" + std::string(input) + "\r\n\r\n")) return 0;
  for (const ProxyTrust& trust : kFamilies) {
    Origin origin{"10.0.0.1"};
    if (trust.resolve(head, origin)) continue;
    const auto address = IpAddress::parse(origin.address);
    if (address ? address->text() != origin.address : origin.address != "unknown" && origin.address.front() != '_')
      std::abort();
    if (origin.port < -1 || origin.port > 65535 || origin.host.find_first_of("/\\ \r\n\"") != origin.host.npos)
      std::abort();
  }
  return 0;
}
