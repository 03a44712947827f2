// Any bundle of messages is read: what comes out is UTF-8, and mistakes have lines of the file.
#include "runtime/base/utf8.h"
#include "runtime/protocol/message_bundle.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines =
      static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; })) + 1;
  const MessageBundle bundle(text, "f.properties");
  for (const auto& [key, message] : bundle.texts())
    if (message.line == 0 || message.line > lines || !is_utf8(message.text) || !is_utf8(key)) std::abort();
  for (const std::string& mistake : bundle.mistakes())
    if (!mistake.starts_with("f.properties:") || !is_utf8(mistake)) std::abort();
  for (const std::string& path : bundle_paths(text, text))
    if (!path.starts_with("/WEB-INF/") || path.find("..") != path.npos) std::abort();
  return 0;
}
