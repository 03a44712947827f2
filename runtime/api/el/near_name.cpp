#include "runtime/api/el/near_name.h"

#include <quire/form_path_message.h>

#include <algorithm>
#include <cstddef>

namespace quire::el {

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names) {
  std::size_t least = std::min<std::size_t>(wanted.size() / 3 + 1, 3);
  const std::string* nearest = nullptr;
  for (const std::string& name : names) {
    if (name == wanted) continue;
    const std::size_t found = quire::detail::name_distance(wanted, name);
    if (found > least || (found == least && nearest != nullptr) || found >= wanted.size()) continue;
    least = found;
    nearest = &name;
  }
  return nearest == nullptr ? std::string() : "; did you mean `" + *nearest + "`?";
}

}  // namespace quire::el
