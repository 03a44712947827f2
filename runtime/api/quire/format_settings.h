#ifndef QUIRE_FORMAT_SETTINGS_H_
#define QUIRE_FORMAT_SETTINGS_H_

/// The language, bundle and time zone of a page; part of `format.h`.

#include <quire/el_core.h>

namespace quire::format {

/// `prefix` comes before the keys of messages.
struct BundleOptions {
  el::Argument basename = nullptr;
  el::Argument prefix = nullptr;
};
/// A bundle, as a map of its `basename` and `prefix`; its language is chosen when messages are read.
QUIRE_API const Value& bundle(PageContext& context, const BundleOptions& options);
/// Makes it the default.
QUIRE_API void setBundle(PageContext& context, const BundleOptions& options, Scope scope = Scope::kPage);
/// Makes it the default as long as it exists.
class QUIRE_API BundleScope {
 public:
  BundleScope(PageContext& context, const BundleOptions& options);
  ~BundleScope();
  BundleScope(const BundleScope&) = delete;
  BundleScope& operator=(const BundleScope&) = delete;

  /// The innermost one of a context; null if there is none.
  static const BundleScope* innermost(const PageContext& context);
  const Value& value() const { return value_; }

 private:
  const PageContext& context_;
  const BundleScope* const outer_;
  const Value value_;
};

struct TimeZoneOptions {
  el::Argument value = nullptr;
};
/// The name of a time zone, `UTC` for null and empty text. Throws `el::Error` if there is no such zone.
QUIRE_API const Value& timeZone(PageContext& context, const TimeZoneOptions& options);
/// Makes it that of the page.
QUIRE_API void setTimeZone(PageContext& context, const TimeZoneOptions& options, Scope scope = Scope::kPage);
/// Makes it that of the page as long as it exists.
class QUIRE_API TimeZoneScope {
 public:
  TimeZoneScope(PageContext& context, const TimeZoneOptions& options);
  ~TimeZoneScope();
  TimeZoneScope(const TimeZoneScope&) = delete;
  TimeZoneScope& operator=(const TimeZoneScope&) = delete;

  /// The innermost one of a context; null if there is none.
  static const TimeZoneScope* innermost(const PageContext& context);
  const Value& value() const { return value_; }

 private:
  const PageContext& context_;
  const TimeZoneScope* const outer_;
  const Value value_;
};

struct LocaleOptions {
  el::Argument value = nullptr;
  el::Argument variant = nullptr;
};
/// Sets the language for messages and formats, such as `de`, `de_CH` or `de-CH`; null and empty text remove it, so that
/// the request decides again, and so does a locale that does not exist, which is logged.
QUIRE_API void setLocale(PageContext& context, const LocaleOptions& options, Scope scope = Scope::kPage);

struct EncodingOptions {
  el::Argument value = nullptr;
};
/// Requests are always read as UTF-8: throws `el::Error` for any other encoding.
QUIRE_API void requestEncoding(PageContext& context, const EncodingOptions& options);

}  // namespace quire::format

#endif  // QUIRE_FORMAT_SETTINGS_H_
