// A URL is read or explained, and leads to an address.
#include "runtime/session/redis/redis_url.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string mistake;
  const auto url = quire::parse_redis_url(std::string_view(reinterpret_cast<const char*>(data), size), mistake);
  if (url.has_value() != mistake.empty()) std::abort();
  if (url && url->address.unix_path.empty() && (url->address.host.empty() || url->address.port == 0)) std::abort();
  return 0;
}
