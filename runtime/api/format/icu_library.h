#ifndef QUIRE_RUNTIME_API_FORMAT_ICU_LIBRARY_H_
#define QUIRE_RUNTIME_API_FORMAT_ICU_LIBRARY_H_

#include <quire/abi.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quire {

/// What `libquire_format.so` does, which only pages that format something load, because only it needs ICU. All text is
/// UTF-8. Thread-safe. Nothing throws, for programs may be linked with a standard library of their own: what fails
/// returns nullopt and sets `error` to what is wrong, without the value: a clause such as "pattern `{0` has an
/// unmatched brace".
class IcuLibrary {
 public:
  enum class NumberStyle : unsigned char { kNumber, kCurrency, kPercent };
  struct NumberRule {
    /// For example `de_CH`.
    std::string locale;
    NumberStyle style = NumberStyle::kNumber;
    /// Takes precedence over the style; empty for none.
    std::string pattern;
    /// ISO 4217; empty for that of the locale.
    std::string currency_code;
    /// Instead of the currency's own; empty for none.
    std::string currency_symbol;
    /// What is not given is as the style or the pattern has it.
    std::optional<bool> grouping;
    std::optional<int> max_integer_digits;
    std::optional<int> min_integer_digits;
    std::optional<int> max_fraction_digits;
    std::optional<int> min_fraction_digits;
  };
  using Number = std::variant<long long, double>;

  enum class DateStyle : unsigned char { kNone, kShort, kMedium, kLong, kFull };
  struct DateRule {
    std::string locale;
    DateStyle date = DateStyle::kNone;
    DateStyle time = DateStyle::kNone;
    /// Takes precedence over the styles; empty for none.
    std::string pattern;
    /// For example `Europe/Berlin`; empty for times that have none: their patterns lose the letters for zones.
    std::string zone;
  };
  struct ParsedDate {
    /// Since 1970, in UTC if there is a zone.
    long long milliseconds = 0;
    bool has_date = false;
    bool has_time = false;
    /// The text says its zone.
    bool has_zone = false;
  };

  /// A time, as milliseconds since 1970; without a zone, what a calendar shows.
  struct MessageTime {
    long long milliseconds = 0;
    std::string zone;
    bool has_date = true;
    bool has_time = true;
  };
  /// Text that can be read as a time, for patterns that format it as one.
  struct DatedText {
    std::string text;
    MessageTime time;
  };
  using MessageArgument = std::variant<std::string, long long, double, MessageTime, DatedText>;
  struct Message {
    std::string text;
    /// How many arguments the pattern has: one more than the greatest number.
    std::size_t arguments = 0;
  };

  virtual std::optional<std::string> format_number(const NumberRule& rule, const Number& number,
                                                   std::string& error) const = 0;
  /// The whole text must be a number. Spaces between its digits mean nothing.
  virtual std::optional<Number> parse_number(const NumberRule& rule, std::string_view text,
                                             std::string& error) const = 0;
  virtual std::optional<std::string> format_date(const DateRule& rule, long long milliseconds,
                                                 std::string& error) const = 0;
  /// The whole text must be a date or a time.
  virtual std::optional<ParsedDate> parse_date(const DateRule& rule, std::string_view text,
                                               std::string& error) const = 0;
  /// A lone apostrophe in the pattern is one; `''` is one as well, and `'{'` a brace. Text that is a number is one
  /// where the pattern asks for a number, as in `{0,plural,…}`; a number is milliseconds since 1970, in `zone`, where
  /// it asks for a time.
  virtual std::optional<Message> format_message(std::string_view locale, std::string_view zone,
                                                std::string_view pattern, const std::vector<MessageArgument>& arguments,
                                                std::string& error) const = 0;

  /// Whether language and region exist.
  virtual bool is_locale(std::string_view locale) const = 0;
  /// Whether there are formats for the locale's language.
  virtual bool has_formats(std::string_view locale) const = 0;
  virtual bool is_zone(std::string_view zone) const = 0;
  /// Those of the IANA database.
  virtual std::vector<std::string> zone_names() const = 0;
  /// That of the machine, by `TZ` or `/etc/localtime`.
  virtual std::string default_zone() const = 0;

 protected:
  ~IcuLibrary() = default;
};

/// What the library exports, by the name of `kIcuFunction`: returns its only object, or null if `stamp` is not that of
/// the headers it was built with.
using IcuFunction = const IcuLibrary*(const char* stamp);
inline constexpr char kIcuFunction[] = "quire_icu_library";

/// Loads the library at the first call; it stays loaded. Throws `el::Error` if it is missing, or of another version.
QUIRE_API const IcuLibrary& icu_library();

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_FORMAT_ICU_LIBRARY_H_
