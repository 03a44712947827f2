#include "runtime/page/page_imports.h"

namespace quire {

std::optional<std::string> PageImports::allowed(std::string_view url, std::string& why) const {
  std::string wrong;
  const auto given = SiteUrl::parse(url, wrong);
  if (!given) {
    why = "cannot be imported: " + wrong;
    return std::nullopt;
  }
  if (imports_.allows(*given)) return given->text();
  why = imports_.refusal_of(*given);
  return std::nullopt;
}

PageImports::Limits PageImports::limits() const {
  return {static_cast<long>(imports_.timeout.count()), imports_.max_body, imports_.proxy, imports_.ca_file};
}

}  // namespace quire
