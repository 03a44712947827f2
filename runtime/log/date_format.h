#ifndef QUIRE_RUNTIME_LOG_DATE_FORMAT_H_
#define QUIRE_RUNTIME_LOG_DATE_FORMAT_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A time with milliseconds since 1970.
struct WallTime {
  std::int64_t milliseconds = 0;
  std::int64_t seconds() const { return milliseconds / 1000; }
  static WallTime now();
};

/// Formats local times by a pattern of Java's SimpleDateFormat, in English: letters `y M d D E u H k K
/// h m s S a Z X z`, repeated for width, other text as it is, and letters that are text between `'`.
///
///     DateFormat::parse("yyyy-MM-dd HH:mm:ss.SSS")->append(WallTime::now(), line);
///
/// Immutable, so any thread may use it.
class DateFormat {
 public:
  /// Fails if a letter is unknown, or a quote is not closed.
  static Result<DateFormat> parse(std::string_view pattern);
  void append(WallTime time, std::string& out) const;

 private:
  struct Field {
    /// 0 for text.
    char letter = 0;
    int width = 0;
    std::string text;
  };
  std::vector<Field> fields_;
};

/// Appends `[26/Nov/2026:17:42:31 +0000]`, the local time of the Common Log Format. Computed at most once
/// a second by each thread.
void append_clf_date(std::int64_t seconds, std::string& out);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_DATE_FORMAT_H_
