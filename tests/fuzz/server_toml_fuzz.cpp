// Any server.toml is read: mistakes have their place, and settings are within their ranges and
// reach the worker as they are.
#include "runtime/process/server_toml.h"
#include "runtime/protocol/json_text.h"

#include <cstdlib>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ServerConfiguration read =
      parse_server_settings({reinterpret_cast<const char*>(data), size}, "server.toml", "/nowhere");
  for (const std::string& mistake : read.mistakes)
    if (!mistake.starts_with("server.toml:")) std::abort();
  const ServerSettings& settings = read.settings;
  if (settings.connectors.empty()) std::abort();
  if (settings.limits.head < 1024 || settings.limits.head > 1 << 20) std::abort();
  if (settings.limits.idle_timeout < std::chrono::milliseconds(100)) std::abort();
  if (settings.drain < std::chrono::seconds(0) || settings.drain > std::chrono::hours(1)) std::abort();
  if (settings.threads.loops > 1024 || settings.threads.max < 8) std::abort();
  const std::string text = to_json(settings);
  if (to_json(from_json<ServerSettings>(text)) != text) std::abort();
  return 0;
}
