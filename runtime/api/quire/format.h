#ifndef QUIRE_FORMAT_H_
#define QUIRE_FORMAT_H_

/// What the tags of the format library are translated to (Jakarta Tags 3.0, chapters 8 and 9): numbers, dates and
/// messages in the visitor's language. The functions and the fields of their options have the names of the tags and of
/// their attributes; an attribute that is not given, or empty, is null. What they return is kept until the expression
/// has been printed.

#include <quire/format_settings.h>

#include <vector>

namespace quire::format {

/// `type` is `number`, `currency` or `percent`. `pattern` is that of `java.text.DecimalFormat`, which ICU shares, and
/// takes precedence. The numbers of digits and `groupingUsed` change what type or pattern say.
struct NumberOptions {
  el::Argument value = nullptr;
  el::Argument type = nullptr;
  el::Argument pattern = nullptr;
  el::Argument currencyCode = nullptr;
  el::Argument currencySymbol = nullptr;
  el::Argument groupingUsed = nullptr;
  el::Argument maxIntegerDigits = nullptr;
  el::Argument minIntegerDigits = nullptr;
  el::Argument maxFractionDigits = nullptr;
  el::Argument minFractionDigits = nullptr;
};
/// Text; null for null and empty text. Integers are exact. Throws `el::Error` if the value is not a number, if ICU
/// refuses the pattern, or if an option is not valid.
QUIRE_API const Value& formatNumber(PageContext& context, const NumberOptions& options);

struct ParseNumberOptions {
  el::Argument value = nullptr;
  el::Argument type = nullptr;
  el::Argument pattern = nullptr;
  el::Argument parseLocale = nullptr;
  el::Argument integerOnly = nullptr;
};
/// An integer if it is one that fits, else a double; null for null and empty text. The whole text must be a number,
/// but any space may separate its thousands. Throws `el::Error` if it is not one.
QUIRE_API const Value& parseNumber(PageContext& context, const ParseNumberOptions& options);

/// `type` is `date`, `time` or `both`; the default is what the value has, a date if it has both. The styles are
/// `default`, `short`, `medium`, `long` or `full`, in letters of any case. `pattern` takes precedence, and has the
/// letters of `java.text.SimpleDateFormat`, which ICU shares.
struct DateOptions {
  el::Argument value = nullptr;
  el::Argument type = nullptr;
  el::Argument dateStyle = nullptr;
  el::Argument timeStyle = nullptr;
  el::Argument pattern = nullptr;
  el::Argument timeZone = nullptr;
};
/// Text; null for null and empty text. The value is a time, text that is ISO 8601, or a number of milliseconds since
/// 1970. Only points of time are shown in a zone; others are what they are. Throws `el::Error` if it is none of these.
QUIRE_API const Value& formatDate(PageContext& context, const DateOptions& options);

struct ParseDateOptions {
  el::Argument value = nullptr;
  el::Argument type = nullptr;
  el::Argument dateStyle = nullptr;
  el::Argument timeStyle = nullptr;
  el::Argument pattern = nullptr;
  el::Argument timeZone = nullptr;
  el::Argument parseLocale = nullptr;
};
/// A time: of what the type or the pattern has, a date, a time of day, or both. Both are a point of time if the text
/// says its zone or the page has one, and else without a zone. Null for null and empty text. Throws `el::Error` if the
/// text is not such a time.
QUIRE_API const Value& parseDate(PageContext& context, const ParseDateOptions& options);

/// What the `fmt:param` tags in a message add, in order. Keeps copies.
class QUIRE_API Params {
 public:
  Params();
  ~Params();
  Params(const Params&) = delete;
  Params& operator=(const Params&) = delete;

  void add(PageContext& context, const el::Argument& value);
  const std::vector<Value>& values() const { return values_; }

 private:
  std::vector<Value> values_;
};

/// `bundle` is what `bundle` returns, or the name of a bundle.
struct MessageOptions {
  el::Argument key = nullptr;
  el::Argument bundle = nullptr;
  el::Argument escapeXml = nullptr;
};
/// The text of a message, `???key???` if there is none. With parameters, it is a pattern of `java.text.MessageFormat`;
/// without, it is text as it is. It is text, which is escaped where it is printed, unless the key ends in `.html` or
/// `escapeXml` is false: then it is HTML, in which the parameters are escaped. Throws `el::Error` if ICU refuses the
/// pattern.
QUIRE_API const Value& message(PageContext& context, const MessageOptions& options, const Params* params = nullptr);

}  // namespace quire::format

#endif  // QUIRE_FORMAT_H_
