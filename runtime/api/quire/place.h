#ifndef QUIRE_PLACE_H_
#define QUIRE_PLACE_H_

#include <string_view>

namespace quire {

/// The innermost language that a value is part of, and how it is escaped there.
enum class Part : unsigned char {
  /// HTML text; also in `srcdoc`.
  kText,
  /// The text of `<title>` and `<textarea>`, and text that may follow a `<`.
  kRcdata,
  /// An attribute that is only text.
  kAttribute,
  kComment,
  /// Where an attribute's name may be: the value is harmless attributes, or nothing.
  kAttributeName,
  /// The rest of an attribute's name after `data-` or `aria-`.
  kNamePart,
  /// The digit in `<h1>`.
  kHeading,
  /// The scheme of a URL: `:` follows.
  kUrlScheme,
  /// The start of a URL, up to and including its scheme; then its path; then its query and fragment.
  kUrlStart,
  kUrlPath,
  kUrlQuery,
  /// The same for a URL of code, such as that of a script: the value must not choose its origin.
  kCodeUrlStart,
  kCodeUrlPath,
  /// Candidates of `srcset`.
  kSrcset,
  /// The middle of a URL in `srcset`.
  kSrcsetUrl,
  /// The content of `<meta http-equiv="refresh">` before `url=`.
  kMetaRefresh,
  /// A JavaScript expression: text is quoted.
  kJs,
  /// In a string, template literal or comment of JavaScript.
  kJsString,
  kJsRegexp,
  /// A value in JSON.
  kJson,
  /// A CSS value that is not quoted.
  kCss,
  kCssString,
  /// The start of a CSS string that may be a URL.
  kCssStringStart,
  /// The value as it is.
  kPlain
};

/// What surrounds that part, and so is escaped as well.
enum class Within : unsigned char {
  kNothing,
  /// A quoted attribute value, or the text of a script in XML or SVG.
  kAttribute,
  /// An unquoted attribute value. If a value that would begin it prints nothing, it is a blank, so
  /// that what follows does not become the value.
  kUnquoted,
  /// A `javascript:` URL in a quoted, or in an unquoted attribute value.
  kJsUrl,
  kJsUrlUnquoted,
  /// An attribute value in `srcdoc`.
  kTwice
};

/// Where a value is printed.
struct Place {
  Part part;
  Within within = Within::kNothing;
  /// At the start of a URL: the text between the value before this one, or the URL's beginning, and
  /// this value. In `kMetaRefresh`: the text before it.
  std::string_view before = {};
  /// There: whether a value of the same URL or content was printed before.
  bool continues = false;
};

}  // namespace quire

#endif  // QUIRE_PLACE_H_
