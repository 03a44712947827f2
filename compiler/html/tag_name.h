#ifndef QUIRE_COMPILER_HTML_TAG_NAME_H_
#define QUIRE_COMPILER_HTML_TAG_NAME_H_

#include <array>
#include <string_view>

namespace quire::compiler {

/// A short name within a tag, in lower case, cut off where it is too long to matter.
class TagName {
 public:
  TagName() = default;
  explicit TagName(std::string_view text) {
    for (const char c : text) add(c);
  }

  void clear() { size_ = 0; }
  void add(char c) {
    if (size_ < text_.size()) text_[size_++] = c;
  }
  std::string_view text() const { return {text_.data(), size_}; }
  bool empty() const { return size_ == 0; }
  /// Whether it may have been cut off.
  bool is_full() const { return size_ == text_.size(); }
  friend bool operator==(const TagName& a, const TagName& b) { return a.text() == b.text(); }

 private:
  std::array<char, 30> text_{};
  unsigned char size_ = 0;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_TAG_NAME_H_
