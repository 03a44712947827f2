#include "runtime/load/loaded_page.h"

namespace quire {

std::string LoadedPage::place_name(std::uint32_t element) const {
  const std::optional<CodePlace> at = place(element);
  if (!at) return std::string(path());
  return at->file + ":" + std::to_string(at->line) + ":" + std::to_string(at->column);
}

}  // namespace quire
