#ifndef QUIRE_COMPILER_HTML_HTML_CONTEXT_H_
#define QUIRE_COMPILER_HTML_HTML_CONTEXT_H_

#include "compiler/html/attribute_meaning.h"
#include "compiler/html/character_reference.h"
#include "compiler/html/css_context.h"
#include "compiler/html/js_context.h"
#include "compiler/html/open_elements.h"
#include "compiler/html/tag_attributes.h"
#include "compiler/html/tag_name.h"
#include "compiler/html/url_context.h"
#include "compiler/html/value_place.h"
#include "runtime/protocol/document_kind.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {

/// White space in tags (HTML 13.2.5), which does not include the vertical tab.
constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/// An open element of SVG, MathML, or HTML within them.
struct ForeignElement {
  enum class Kind : unsigned char { kSvg, kMath, kOfHtml, kHtml };
  TagName name;
  Kind kind;
  friend bool operator==(const ForeignElement&, const ForeignElement&) = default;
};

/// Follows a page's literal text, and tells where in the document a value would be printed.
///
///     HtmlContext html;
///     html.advance("<a href=\"", 0);
///     html.place();  // ValuePart::kUrlStart within ValueWithin::kAttribute
///
/// Feed it every literal in page order, and call `value` for each value printed in between.
/// Follows the tokenizer of the HTML standard (13.2.5), and JavaScript, CSS and URLs in it.
/// Where the standard leaves it to the tree (foreign content), the elements `svg` and `math`
/// are followed. When it cannot tell where it is, `is_sure` becomes false and stays so: then no
/// value can be printed. The nesting of elements and names of attributes are followed as well, for
/// warnings; they decide about no value, so `==` and `join` do not depend on them. Copying is cheap: to check a branch,
/// copy the context into both arms and join the results. Linear in time. Not thread-safe.
class HtmlContext {
 public:
  /// `attributes` are those of which HTML does not know what they are; they must outlive this.
  explicit HtmlContext(DocumentKind kind = DocumentKind::kHtml, const CustomAttributes* attributes = nullptr);

  /// Something in the literal text that would make values ambiguous.
  struct Problem {
    /// A byte of the text.
    std::size_t offset = 0;
    /// `a` sentence's predicate with a hint; empty if there is no problem.
    std::string message = {};
    bool is_warning = false;
  };

  /// Takes literal text; `at` identifies its first byte, the next one is `at + 1`. Returns the
  /// first problem in it; the rest of the text has been taken as well.
  Problem advance(std::string_view text, std::uint64_t at);
  /// A value is printed here; `value` identifies it.
  void value(const void* value);

  ValuePlace place() const;
  /// Why a value cannot be printed here; empty if it can.
  std::string objection() const;
  /// In the text of an HTML or XML document, between tags: where tags of libraries print.
  bool is_text() const { return state_ == State::kText && foreign_code_ == ForeignCode::kNone; }
  bool is_sure() const { return is_sure_; }
  /// Whether tags of libraries and other pages can print here: in text, or where the whole
  /// document is something else.
  bool takes_tags() const { return is_text() || state_ == State::kPlain || state_ == State::kCode; }
  /// Whether something would remain open if the document ended here.
  bool is_open() const { return is_sure_ && !takes_tags() && state_ != State::kMarkup && state_ != State::kBogus; }
  /// Whether the text of a value escaped as HTML text is safe here: text and quoted plain attributes.
  bool takes_html_text() const;
  /// Whether a value here would be in an attribute without quotes.
  bool is_unquoted() const { return state_ == State::kBeforeValue || (state_ == State::kValue && quote_ == '\0'); }
  /// Where the innermost open construct begins: the quote of an attribute's value, or the `<`.
  std::uint64_t opened() const { return opened_; }
  /// The construct in words: "the value of `href`", "a script element".
  std::string describe() const;
  bool in_script() const { return state_ == State::kRaw && raw_ == Raw::kScript; }
  /// The values that turned out to be schemes of URLs, because a `:` follows; removes them.
  std::vector<const void*> take_schemes() { return std::exchange(schemes_, {}); }
  /// A value that was printed in the `href` of a link whose later `rel` tells that it loads code.
  struct CodePlace {
    const void* value;
    ValuePlace place;
  };
  std::vector<CodePlace> take_code_places() { return std::exchange(code_places_, {}); }
  /// The elements that are open, and mistakes in how they are nested.
  OpenElements& elements() { return elements_; }
  const OpenElements& elements() const { return elements_; }
  /// Begins what is balanced by itself, such as the content of a tag.
  void begin_elements() {
    elements_ = OpenElements(is_xml_);
    repeated_.clear();
    nonce_places_.clear();
  }
  /// Attributes that occurred twice in a tag; removes them.
  std::vector<TagAttributes::Repeated> take_repeated() { return std::exchange(repeated_, {}); }
  /// Where start tags of scripts and styles without a `nonce` can get one: before the byte with that
  /// position. Removes them.
  std::vector<std::uint64_t> take_nonce_places() { return std::exchange(nonce_places_, {}); }

  /// The state after either of two branches; nullopt if values after them would be printed
  /// differently. An attribute's name that a branch ends with is complete.
  static std::optional<HtmlContext> join(const HtmlContext& a, const HtmlContext& b);
  friend bool operator==(const HtmlContext& a, const HtmlContext& b);

 private:
  enum class State : unsigned char {
    kText,
    kTagOpen,     // after `<`
    kEndTagOpen,  // after `</`
    kTagName,
    kTag,          // between attributes
    kName,         // in an attribute's name
    kAfterName,    // after it and white space
    kBeforeValue,  // after `=`
    kValue,
    kMarkup,  // after `<!`
    kComment,
    kBogus,  // up to `>`
    kCdata,
    kRaw,    // in an element without tags
    kPlain,  // never ends
    kCode,   // the document itself is JavaScript, JSON or CSS
  };
  static constexpr std::string_view kInReference =
      "with the `&` before it, it may become a character reference; write the `&` as `&amp;`";
  /// The elements without tags in them.
  enum class Raw : unsigned char { kNone, kScript, kStyle, kRcdata, kOther };
  /// JavaScript or CSS in foreign content, where character references have a meaning.
  enum class ForeignCode : unsigned char { kNone, kScript, kStyle };
  /// What one attribute says about the meaning of another.
  enum class Fact : unsigned char { kUnknown, kNo, kYes };

  // html_context.cpp
  std::size_t step(std::string_view text);
  std::size_t text_step(std::string_view text);
  std::size_t markup(char c);
  std::size_t comment(char c);
  std::size_t cdata(char c);
  void foreign_code(char c);
  char decode(std::string_view text, std::size_t& size);
  void object(std::string message, bool is_warning = false);
  // html_tags.cpp
  bool is_foreign() const;
  void begin_tag(bool closing);
  std::size_t tag_step(char c);
  void begin_name(char c);
  void end_name();
  void end_tag();
  void note_tag();
  bool wants_nonce() const;
  void open_element(std::string_view name);
  void open_foreign(std::string_view name);
  void push_foreign(ForeignElement::Kind kind);
  void close_foreign();
  bool is_in_foreign_table() const;
  // html_values.cpp
  AttributeMeaning meaning() const;
  void begin_value(char quote);
  std::size_t value_step(std::string_view text);
  void value_character(char c);
  void url_character(char c);
  void meta_character(char c);
  void document_character(char c);
  void end_document_reference();
  void end_value();
  void end_kind();
  bool is_undecided_link() const;
  void end_link();
  void link_value(const void* value);
  bool is_meta_url() const;
  bool minds_references() const;
  void value_in_value(const void* value);
  ValuePlace value_place() const;
  std::string value_objection() const;
  // html_raw_text.cpp
  void enter_raw(Raw raw);
  std::size_t raw_step(std::string_view text);
  void raw_text(std::string_view text);
  void raw_less(char c);
  ValuePlace raw_place() const;
  std::string raw_objection() const;
  // html_join.cpp
  static bool has_same_tag(const HtmlContext& a, const HtmlContext& b);
  static bool is_between_attributes(State state);
  bool has_same_foreign_code(const HtmlContext& other) const;
  bool has_same_code(const HtmlContext& other) const;
  bool has_same_value(const HtmlContext& other) const;
  void begin_joined_name(HtmlContext a, HtmlContext b);
  bool end_word();
  bool meet(HtmlContext& other);

  const CustomAttributes* attributes_ = nullptr;
  State state_ = State::kText;
  Raw raw_ = Raw::kNone;
  ForeignCode foreign_code_ = ForeignCode::kNone;
  AttributeMeaning meaning_ = AttributeMeaning::kPlain;
  char quote_ = '\0';
  bool is_xml_ = false;
  bool is_sure_ = true;
  bool is_closing_ = false;
  bool in_select_ = false;
  /// With scripts, what is in it is not read as tags, and its end tag counts wherever it is.
  bool in_noscript_ = false;
  /// Whether the last byte of the tag was a `/`.
  bool has_slash_ = false;
  /// Whether a value is a part of the attribute's name, or a branch ended within it.
  bool is_dynamic_name_ = false;
  bool is_joined_name_ = false;
  /// Whether a value is printed within or after the attribute's name.
  bool has_value_in_name_ = false;
  /// Whether a value is a part of the attribute's value.
  bool has_value_ = false;
  /// What the tag's attributes say: a script's language, whether `rel` loads code, whether
  /// `http-equiv` is `refresh`, whether an animation changes a URL.
  ScriptLanguage script_ = ScriptLanguage::kJavaScript;
  Fact decides_ = Fact::kUnknown;
  bool has_kind_ = false;
  /// Of a link: whether its `rel` names something that a policy may allow by a nonce.
  bool is_nonce_link_ = false;
  /// Whether a value was printed in an attribute that depends on a later one.
  bool has_undecided_ = false;
  /// In a comment: how many dashes precede. In CDATA: brackets.
  std::uint8_t marks_ = 0;
  /// How deep in `<!--` and `<script` a script is (13.2.5.15 and following).
  std::uint8_t script_depth_ = 0;
  /// Whether a value, which may be empty, was printed after the `<` in `less_`.
  bool is_less_doubtful_ = false;
  /// Whether the text ends with `&` and what may be the beginning of a reference's name.
  bool in_reference_ = false;
  /// In a javascript: URL, the value is percent-encoded JavaScript.
  bool is_javascript_url_ = false;
  TagName element_;
  TagName name_;
  TagName raw_name_;
  /// The literal value of an attribute that decides about others, or of `content` up to its URL.
  std::string kind_value_;
  /// In a javascript: URL: an incomplete `%2F`. In `srcdoc`: an incomplete reference of the document.
  std::string partial_;
  std::vector<const void*> schemes_;
  std::vector<CodePlace> code_places_;
  /// Values in the `href` of this link, and what its places would be if it loads code.
  std::vector<CodePlace> link_places_;
  UrlContext link_url_;
  bool link_chooses_host_ = false;
  /// The bytes since the last `<` in an element without tags, as far as they may be an end tag.
  std::string less_;
  /// The open elements from the outermost `<svg>` or `<math>`, innermost last.
  std::vector<ForeignElement> foreign_;
  JsContext js_;
  CssContext css_;
  UrlContext url_;
  /// In `srcdoc`: the document there.
  std::vector<HtmlContext> document_;
  std::uint64_t opened_ = 0;
  std::uint64_t at_ = 0;
  /// Where the tag and the attribute's name begin.
  std::uint64_t tag_at_ = 0;
  std::uint64_t name_at_ = 0;
  OpenElements elements_;
  TagAttributes tag_attributes_;
  std::vector<TagAttributes::Repeated> repeated_;
  std::vector<std::uint64_t> nonce_places_;
  Problem problem_;
  std::size_t problem_at_ = 0;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_HTML_CONTEXT_H_
