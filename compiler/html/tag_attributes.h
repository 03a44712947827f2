#ifndef QUIRE_COMPILER_HTML_TAG_ATTRIBUTES_H_
#define QUIRE_COMPILER_HTML_TAG_ATTRIBUTES_H_

#include "compiler/html/tag_name.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The names of a tag's attributes, as far as they are literal text, to find those that occur twice.
///
/// An attribute in a branch of the page counts where the branch is taken. If two branches have the
/// same attribute, their conditions may exclude each other, so that is not a mistake.
class TagAttributes {
 public:
  /// Positions are those of `HtmlContext`.
  struct Repeated {
    TagName name;
    std::uint64_t first;
    std::uint64_t second;
  };

  void clear() { uses_.clear(); }
  void add(const TagName& name, std::uint64_t at);
  /// Whether it occurs, perhaps only in a branch.
  bool has(std::string_view name) const;
  std::vector<Repeated> repeated() const;

  /// After either of two branches.
  static TagAttributes join(const TagAttributes& a, const TagAttributes& b);

 private:
  struct Use {
    TagName name;
    std::uint64_t at;
    /// Whether all branches so far have it.
    bool is_certain = true;
    std::optional<std::uint64_t> second = {};
    /// Whether the first one was certain where the second one was found.
    bool is_mistake = false;
  };
  const Use* find(const TagName& name) const;

  std::vector<Use> uses_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_TAG_ATTRIBUTES_H_
