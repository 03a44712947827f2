#ifndef QUIRE_COMPILER_CHECK_HTML_READER_H_
#define QUIRE_COMPILER_CHECK_HTML_READER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Follows the text of a page through the syntax of HTML, as far as the meaning of white
/// space depends on it (HTML 13.2.5, without the states that lead nowhere else).
///
///     HtmlReader html;
///     html.next("<p title=\"a  b\">c");  // {10, true}: `<p title="`
///     html.next("a  b\">c");             // {5, false}: `a  b"`
///
/// Feed it the literal text in page order, and call `value()` for each value printed in
/// between: it can be a part of what surrounds it, but begins and ends nothing. Linear in
/// time; small enough to be copied. Not thread-safe.
class HtmlReader {
 public:
  /// In XML, `<pre/>` is an element without content.
  explicit HtmlReader(bool is_xml = false) : is_xml_(is_xml) {}

  struct Stretch {
    std::size_t size;
    /// Whether HTML collapses runs of white space there.
    bool collapses;
  };
  /// The longest beginning of `text`, at least a byte of it, with one meaning of white space.
  Stretch next(std::string_view text);
  /// A value is printed here.
  void value();
  /// As after the start tag of an element with that name.
  void open(std::string_view name);

 private:
  enum class State : unsigned char {
    kText,
    kTagOpen,     // after `<`
    kEndTagOpen,  // after `</`
    kTagName,
    kTag,          // between attributes, and in their names
    kBeforeValue,  // after `=`
    kQuoted,
    kUnquoted,
    kMarkup,  // after `<!`
    kComment,
    kBogus,  // up to `>`
    kRaw,    // in an element without tags
  };

  bool collapses() const;
  std::size_t step(std::string_view text);
  std::size_t tag(char c);
  std::size_t comment(char c);
  std::size_t raw(std::string_view text);
  void begin_tag(bool closing);
  void end_tag();

  bool is_xml_;
  State state_ = State::kText;
  char quote_ = '\0';
  bool is_closing_ = false;
  /// Whether the last byte of the tag was a `/`.
  bool has_slash_ = false;
  std::size_t dashes_ = 0;
  std::size_t open_pre_ = 0;
  /// The tag's name in lower case, cut off where it is too long for those that matter.
  std::string name_;
  /// The element that `kRaw` is in.
  std::string_view raw_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_HTML_READER_H_
