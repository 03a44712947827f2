// What is complete does not depend on what follows; what is refused stays so; what needs more has not
// reached the limit.
#include "runtime/http/ip_address.h"
#include "runtime/http/proxy_protocol.h"

#include <cstdint>
#include <cstdlib>

using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using State = ProxyHeader::State;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const ProxyHeader whole = read_proxy_header(input);
  for (std::size_t part = 0; part < size && part < 200; ++part) {
    const ProxyHeader partial = read_proxy_header(input.substr(0, part));
    if (partial.state == State::kComplete && (whole.state != State::kComplete || whole.length != partial.length))
      std::abort();
    if (partial.state == State::kRefused && whole.state != State::kRefused) std::abort();
  }
  if (whole.state == State::kNeedMore && size > kMaxProxyHeader) std::abort();
  if (whole.state != State::kComplete) return 0;
  if (whole.length > size || whole.length > kMaxProxyHeader) std::abort();
  if (!whole.is_local && (!IpAddress::parse(whole.source.address) || !IpAddress::parse(whole.destination.address)))
    std::abort();
  return 0;
}
