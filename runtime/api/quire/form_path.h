#ifndef QUIRE_FORM_PATH_H_
#define QUIRE_FORM_PATH_H_

/// Paths such as `items[0].count`; part of `form.h` and `form_binding.h`.

#include <cstddef>
#include <string_view>

namespace quire {

namespace form {

/// What the path of a tag may lead to.
enum class PathEnd : unsigned char {
  /// One value, which is shown and set as text.
  kText,
  /// One value, or a list of them.
  kChoice,
  /// Anything.
  kAny,
};

}  // namespace form

namespace detail {

/// The rest of a path.
class FormPath {
 public:
  explicit constexpr FormPath(std::string_view text) : rest_(text) {}
  constexpr bool is_empty() const { return rest_.empty(); }
  /// Whether the next part is in brackets.
  constexpr bool has_bracket() const { return rest_.starts_with('['); }

  /// Removes a name from the start, and the dot before it; empty if there is none.
  constexpr std::string_view take_name() {
    const std::size_t begin = !is_start_ && rest_.starts_with('.') ? 1 : 0;
    if (!is_start_ && begin == 0) return {};
    return taken(begin, rest_.find_first_of(".[]", begin), 0);
  }
  /// Removes an index from the start; returns false if there is none.
  constexpr bool take_index(std::size_t& index) {
    constexpr std::size_t kMaxDigits = 6;
    const std::size_t end = rest_.find(']');
    if (!has_bracket() || end == rest_.npos || end == 1 || end > kMaxDigits + 1) return false;
    // A field has one name: not also `[00]`.
    if (rest_[1] == '0' && end != 2) return false;
    std::size_t read = 0;
    for (const char digit : rest_.substr(1, end - 1)) {
      if (digit < '0' || digit > '9') return false;
      read = 10 * read + static_cast<std::size_t>(digit - '0');
    }
    index = read;
    taken(1, end, 1);
    return true;
  }
  /// Removes the key of a map's entry from the start: `.key`, `[key]`, `['a key']` or `["a key"]`; empty if there is
  /// none.
  constexpr std::string_view take_key() {
    if (!has_bracket()) return take_name();
    const char quote = rest_.size() > 1 ? rest_[1] : ']';
    if (quote != '\'' && quote != '"') return taken(1, rest_.find_first_of("[]", 1), 1);
    const std::size_t end = rest_.find(quote, 2);
    return end < rest_.size() - 1 && rest_[end + 1] == ']' ? taken(2, end, 2) : std::string_view();
  }

 private:
  /// What is between two positions, if it is not empty: then removed, with `rest` bytes after it.
  constexpr std::string_view taken(std::size_t begin, std::size_t end, std::size_t rest) {
    if (end == rest_.npos && rest != 0) return {};
    const std::string_view part = rest_.substr(begin, end == rest_.npos ? end : end - begin);
    if (part.empty() || (rest != 0 && rest_[end] == '[')) return {};
    rest_.remove_prefix(begin + part.size() + rest);
    is_start_ = false;
    return part;
  }

  std::string_view rest_;
  bool is_start_ = true;
};

}  // namespace detail

}  // namespace quire

#endif  // QUIRE_FORM_PATH_H_
