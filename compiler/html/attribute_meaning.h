#ifndef QUIRE_COMPILER_HTML_ATTRIBUTE_MEANING_H_
#define QUIRE_COMPILER_HTML_ATTRIBUTE_MEANING_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What the value of an attribute is written in.
enum class AttributeMeaning : unsigned char {
  kPlain,
  kUrl,
  /// A URL from which a browser loads code or a document of its own: it must not be chosen by a value.
  kCodeUrl,
  kSrcset,
  kJavaScript,
  kCss,
  /// `srcdoc`: an HTML document.
  kDocument,
  /// `content` of `<meta>`: may have a URL, which depends on `http-equiv`.
  kMetaContent,
  /// `to`, `from`, `by` or `values` of an SVG animation: a value of the attribute that is animated.
  kAnimation,
  /// Decides what the element or another attribute means, such as `type` of `<script>`: must be literal.
  kKind,
};

/// Meanings that a site gives to attributes of a framework: a name, with `*` at its end for any text.
struct CustomAttribute {
  std::string name;
  AttributeMeaning meaning;
};
using CustomAttributes = std::vector<CustomAttribute>;

/// The meaning that a site gives, or nullopt.
std::optional<AttributeMeaning> custom_meaning(const CustomAttributes& attributes, std::string_view name);

/// The meaning by the HTML and SVG standards. Names are in lower case. `href` of `<link>` is a
/// `kUrl` here; whether it loads code depends on its `rel`.
///
/// A custom attribute whose name has a part that begins or ends with `src`, `uri`, `url` or
/// `href`, such as `data-img-url`, is a URL as well: scripts use it as one.
AttributeMeaning attribute_meaning(std::string_view element, std::string_view name);

/// Whether a `rel` of `<link>` makes the browser load what `href` names as code or style.
bool rel_loads_code(std::string_view rel);
/// Whether a policy allows what such a link loads by the `nonce` of the element.
bool rel_takes_nonce(std::string_view rel);

/// What a script element contains, by its `type`.
enum class ScriptLanguage : unsigned char { kJavaScript, kJson, kText };
ScriptLanguage script_language(std::string_view type);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_ATTRIBUTE_MEANING_H_
