// Any web.toml is read: mistakes and settings stand inside the file, and
// patterns match paths without harm.
#include "compiler/source/site_settings.h"

#include <cstdlib>
#include <string>

using namespace quire::compiler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const SourceFile file("WEB-INF/web.toml", "", std::string(data, data + size));
  const SiteSettings site = read_site_settings(0, file);
  const auto require_inside = [&](Span span) {
    if (span.end < span.begin || span.end > size) std::abort();
  };
  for (const SettingsMistake& mistake : site.mistakes) {
    require_inside(mistake.span);
    if (mistake.message.empty()) std::abort();
  }
  for (const char* path : {"/", "/index.page", "/cart/view.page", "/WEB-INF/x.page"}) {
    const GroupSettings settings = settings_of(site, path);
    for (const auto& prelude : settings.preludes) require_inside(prelude.span);
    for (const auto& coda : settings.codas) require_inside(coda.span);
    for (const auto* setting : {&settings.trim, &settings.escape, &settings.buffer, &settings.content_type})
      if (*setting) require_inside((*setting)->span);
  }
  return 0;
}
