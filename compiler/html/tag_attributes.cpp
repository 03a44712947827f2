#include "compiler/html/tag_attributes.h"

#include <algorithm>

namespace quire::compiler {

const TagAttributes::Use* TagAttributes::find(const TagName& name) const {
  const auto found = std::ranges::find(uses_, name, &Use::name);
  return found == uses_.end() ? nullptr : &*found;
}

void TagAttributes::add(const TagName& name, std::uint64_t at) {
  // Also not what another template language replaces.
  if (name.is_full() || name.text().find_first_of("{%") != std::string_view::npos) return;
  const auto known = std::ranges::find(uses_, name, &Use::name);
  if (known == uses_.end()) return uses_.push_back({name, at});
  if (known->second && known->is_mistake) return;
  known->second = at;
  known->is_mistake = known->is_certain;
}

bool TagAttributes::has(std::string_view name) const { return find(TagName(name)) != nullptr; }

std::vector<TagAttributes::Repeated> TagAttributes::repeated() const {
  std::vector<Repeated> found;
  for (const Use& use : uses_)
    if (use.second) found.push_back({use.name, use.at, *use.second});
  return found;
}

TagAttributes TagAttributes::join(const TagAttributes& a, const TagAttributes& b) {
  TagAttributes joined;
  const auto add = [&joined](Use use, const Use* other) {
    use.is_certain = use.is_certain && other != nullptr && other->is_certain;
    // The second one may be in this branch only, and the first one in another that excludes it.
    const bool is_in_both = other != nullptr && other->second == use.second;
    if (!use.is_mistake && !is_in_both) use.second.reset();
    joined.uses_.push_back(use);
  };
  for (const Use& use : a.uses_) {
    const Use* other = b.find(use.name);
    if (other != nullptr && other->is_mistake && !use.is_mistake) add(*other, &use);
    else add(use, other);
  }
  for (const Use& use : b.uses_)
    if (a.find(use.name) == nullptr) add(use, nullptr);
  return joined;
}

}  // namespace quire::compiler
