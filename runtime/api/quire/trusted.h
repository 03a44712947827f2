#ifndef QUIRE_TRUSTED_H_
#define QUIRE_TRUSTED_H_

/// Text that is printed as it is where its language is expected, because it is known to be safe.

#include <quire/print_in.h>

#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// A text that is written in the program: only a constant converts to it.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// What the types below have in common.
class TrustedText {
 public:
  const std::string& text() const { return text_; }

 protected:
  /// For a constructor that does not take a literal.
  struct Declared {};
  TrustedText() = default;
  explicit TrustedText(std::string text) : text_(std::move(text)) {}
  ~TrustedText() = default;
  TrustedText(const TrustedText&) = default;
  TrustedText(TrustedText&&) = default;
  TrustedText& operator=(const TrustedText&) = default;
  TrustedText& operator=(TrustedText&&) = default;

 private:
  std::string text_;
};

/// HTML that stands for itself in HTML text: elements that are closed, no unfinished tag.
///
///     quire::Html badge("<b>new</b>");                     // from a literal
///     quire::Html body = quire::trust_html(sanitize(text));  // by a decision that is easy to find
///     <p title="<%= badge %>"><%= badge %></p>              // <p title="new"><b>new</b></p>
///
/// In an attribute it prints its text without tags, in `<title>` and `<textarea>` the tags as text,
/// and in other languages it is plain text.
class Html : public TrustedText {
 public:
  Html() = default;
  explicit Html(Literal html) : TrustedText(std::string(html.text())) {}

 private:
  Html(Declared, std::string html) : TrustedText(std::move(html)) {}
  friend Html trust_html(std::string_view html);
};

/// A URL with any scheme. Of its characters, only those are encoded that could end the place.
class Url : public TrustedText {
 public:
  Url() = default;
  explicit Url(Literal url) : TrustedText(std::string(url.text())) {}

 private:
  Url(Declared, std::string url) : TrustedText(std::move(url)) {}
  friend Url trust_url(std::string_view url);
};

/// A JavaScript expression. In a string, a regular expression or JSON it is plain text.
class Js : public TrustedText {
 public:
  Js() = default;
  explicit Js(Literal code) : TrustedText(std::string(code.text())) {}

 private:
  Js(Declared, std::string code) : TrustedText(std::move(code)) {}
  friend Js trust_js(std::string_view code);
};

/// CSS: a value, a declaration or a rule.
class Css : public TrustedText {
 public:
  Css() = default;
  explicit Css(Literal css) : TrustedText(std::string(css.text())) {}

 private:
  Css(Declared, std::string css) : TrustedText(std::move(css)) {}
  friend Css trust_css(std::string_view css);
};

/// Attributes in a tag, such as `onclick="go()" hidden`.
class Attr : public TrustedText {
 public:
  Attr() = default;
  explicit Attr(Literal attributes) : TrustedText(std::string(attributes.text())) {}

 private:
  Attr(Declared, std::string attributes) : TrustedText(std::move(attributes)) {}
  friend Attr trust_attr(std::string_view attributes);
};

/// Each declares a text safe that is not a literal. The caller is responsible for it.
inline Html trust_html(std::string_view html) { return {Html::Declared(), std::string(html)}; }
inline Url trust_url(std::string_view url) { return {Url::Declared(), std::string(url)}; }
inline Js trust_js(std::string_view code) { return {Js::Declared(), std::string(code)}; }
inline Css trust_css(std::string_view css) { return {Css::Declared(), std::string(css)}; }
inline Attr trust_attr(std::string_view attributes) { return {Attr::Declared(), std::string(attributes)}; }

/// HTML text: `Html` as it is, the others escaped.
QUIRE_API void print(Writer& out, const Html& html);
QUIRE_API void print(Writer& out, const TrustedText& text);
/// In its own language as it is, elsewhere as the text that it has.
QUIRE_API void print_in(Writer& out, const Place& place, const Html& html);
QUIRE_API void print_in(Writer& out, const Place& place, const Url& url);
QUIRE_API void print_in(Writer& out, const Place& place, const Js& code);
QUIRE_API void print_in(Writer& out, const Place& place, const Css& css);
QUIRE_API void print_in(Writer& out, const Place& place, const Attr& attributes);

/// As it is.
inline void print_raw(Writer& out, const Html& html) { out.raw(html.text()); }
inline void print_raw(Writer& out, const Url& url) { out.raw(url.text()); }
inline void print_raw(Writer& out, const Js& code) { out.raw(code.text()); }
inline void print_raw(Writer& out, const Css& css) { out.raw(css.text()); }
inline void print_raw(Writer& out, const Attr& attributes) { out.raw(attributes.text()); }

}  // namespace quire

#endif  // QUIRE_TRUSTED_H_
