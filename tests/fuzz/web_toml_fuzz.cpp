// Any web.toml is read: mistakes and settings are inside the file, and
// patterns match paths without harm.
#include "runtime/protocol/web_toml.h"

#include <cstdlib>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const WebSettings site = parse_web_settings({reinterpret_cast<const char*>(data), size});
  const auto require_inside = [&](WebSettings::Place place) {
    if (place.end < place.begin || place.end > size) std::abort();
  };
  for (const WebSettings::Mistake& mistake : site.mistakes) {
    require_inside(mistake.place);
    if (mistake.message.empty() || mistake.line == 0 || mistake.column > size + 1) std::abort();
  }
  for (const char* path : {"/", "/index.page", "/cart/view.page", "/WEB-INF/x.page"}) {
    const WebSettings::Group group = site.group_of(path);
    if (site.may_be_page(path) != (!group.pages || group.pages->value)) std::abort();
    for (const auto& prelude : group.preludes) require_inside(prelude.place);
    for (const auto& coda : group.codas) require_inside(coda.place);
    for (const auto* setting : {&group.trim, &group.escape, &group.buffer, &group.content_type})
      if (*setting) require_inside((*setting)->place);
  }
  return 0;
}
