// A form decodes to valid UTF-8, within its limit, and to the same when it is encoded again.
#include "runtime/base/utf8.h"
#include "runtime/http/body/form.h"
#include "runtime/http/url.h"

#include <cstdint>
#include <cstdlib>

using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Parameters parameters;
  const bool is_whole = parse_form(input, parameters, 50);
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (!quire::is_utf8(name) || !quire::is_utf8(value)) std::abort();
    text += (text.empty() ? "" : "&") + encode_component(name) + "=" + encode_component(value);
  }
  Parameters again;
  if (parameters.size() > 50 || !parse_form(text, again, 50) || again != parameters) std::abort();
  if (!is_whole && parameters.size() != 50) std::abort();
  return 0;
}
