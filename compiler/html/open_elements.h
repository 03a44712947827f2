#ifndef QUIRE_COMPILER_HTML_OPEN_ELEMENTS_H_
#define QUIRE_COMPILER_HTML_OPEN_ELEMENTS_H_

#include "compiler/html/tag_name.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A tag without its counterpart. Positions are those of `HtmlContext`.
struct NestingMistake {
  enum class Kind : unsigned char { kUnclosed, kUnmatchedEnd };
  Kind kind;
  /// The element.
  TagName name;
  /// Where its tag is.
  std::uint64_t at;
  /// Whether such an element is often opened in one file and closed in another.
  bool is_container = false;
  /// Unclosed: the end tag of the element around it, if that is how it was noticed.
  TagName outer = {};
  std::uint64_t outer_at = 0;
};

/// The elements of a page that are open where it has been followed to.
///
/// End tags that HTML lets authors omit are not missed (13.1.2.4): `<ul><li>a</ul>`. Where branches
/// open or close different elements, what is open is not known from there on, and a later end tag may
/// be for that: then nothing is a mistake. What lets authors write pages whose parts are in other
/// files is known by `is_complete` at the end.
///
/// Not the tree of the HTML standard: a paragraph is open until it is closed, or another begins.
class OpenElements {
 public:
  /// In XML, no end tags can be omitted.
  explicit OpenElements(bool is_xml = false) : is_xml_(is_xml) {}

  void start(const TagName& name, std::uint64_t at);
  void end(const TagName& name, std::uint64_t at);
  /// From here on, what is open is not known.
  void forget();
  /// Something that is not followed may have printed tags.
  void may_miss_tags() { misses_tags_ = true; }

  /// The mistakes since the last call.
  std::vector<NestingMistake> take_mistakes();
  /// The elements that are open and should not be at the end.
  std::vector<NestingMistake> unclosed() const;
  /// If the body of a loop begins with `begin` open and ends with `end`: an element that it opens but
  /// does not close (kUnclosed), or closes but does not open (kUnmatchedEnd; `at` is its start tag).
  static std::optional<NestingMistake> loop_mistake(const OpenElements& begin, const OpenElements& end);

  /// Whether the tags that are missing cannot be in another file. A whole page has closed its `body`
  /// or `html`; a part of a page must only not leave them open.
  bool is_complete(bool is_whole_page) const;

  /// After either of two branches.
  static OpenElements join(const OpenElements& a, const OpenElements& b);

 private:
  enum class Kind : unsigned char {
    kElement,
    /// Its end tag may be omitted.
    kOptional,
    /// Any number of elements, or of those whose end tags may be omitted.
    kUnknown,
    kUnknownOptional,
  };
  struct Element {
    Kind kind;
    TagName name;
    std::uint64_t at;
    friend bool operator==(const Element& a, const Element& b) { return a.kind == b.kind && a.name == b.name; }
  };

  Kind kind_of(const TagName& name) const;
  NestingMistake mistake(NestingMistake::Kind kind, const TagName& name, std::uint64_t at) const;
  static bool is_optional(Kind kind) { return kind == Kind::kOptional || kind == Kind::kUnknownOptional; }
  std::size_t common(const OpenElements& other) const;
  bool is_optional_from(std::size_t index) const;
  void end(std::size_t index, bool is_doubtful, std::uint64_t at);
  void end_siblings(std::string_view name);
  void add_unknown(Kind kind);
  void report_unclosed(const Element& element, const TagName& outer, std::uint64_t outer_at);
  bool is_document_open() const;
  void unmatched(const TagName& name, std::uint64_t at);

  bool is_xml_;
  bool misses_tags_ = false;
  /// Whether `</body>` or `</html>` closed its element, or was for one in another file.
  bool closed_document_ = false;
  bool closed_other_document_ = false;
  std::vector<Element> open_;
  /// Elements that were reported as not closed: their end tags may still follow.
  std::vector<TagName> expected_;
  std::vector<NestingMistake> mistakes_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_OPEN_ELEMENTS_H_
