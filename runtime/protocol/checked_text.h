#ifndef QUIRE_RUNTIME_PROTOCOL_CHECKED_TEXT_H_
#define QUIRE_RUNTIME_PROTOCOL_CHECKED_TEXT_H_

#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>

namespace quire {

/// What a text in the tags of a page is: what can only be judged with other files of the site, or by ICU.
enum class TextKind : unsigned char { kMessage, kBundle, kLocale, kTimeZone, kNumberPattern, kDatePattern, kImport };
BOOST_DESCRIBE_ENUM(TextKind, kMessage, kBundle, kLocale, kTimeZone, kNumberPattern, kDatePattern, kImport)

/// Such a text, for `pagec check`.
struct CheckedText {
  /// Stands in `diagnostic.rendered` for the message.
  static constexpr char kMessage = '\x01';

  TextKind kind = TextKind::kMessage;
  /// The key, the name, the pattern, or the URL. A bundle has none if its name is known only when the page runs.
  std::string text;
  /// Of a message: empty for the bundle that web.toml names.
  std::string bundle;
  /// Of a message: whether it has parameters.
  bool has_params = false;
  /// What to report if it is wrong, but for the message.
  ReportedDiagnostic diagnostic;

  /// The diagnostic with a message.
  ReportedDiagnostic with(const std::string& message) const {
    ReportedDiagnostic result = diagnostic;
    result.message = message;
    if (const std::size_t at = result.rendered.find(kMessage); at != std::string::npos)
      result.rendered.replace(at, 1, message);
    return result;
  }
};
BOOST_DESCRIBE_STRUCT(CheckedText, (), (kind, text, bundle, has_params, diagnostic))

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_CHECKED_TEXT_H_
