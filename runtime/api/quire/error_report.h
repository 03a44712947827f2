#ifndef QUIRE_ERROR_REPORT_H_
#define QUIRE_ERROR_REPORT_H_

#include <quire/page_context.h>

#include <string>
#include <utility>

namespace quire {

/// What an error page is told: the page's object `exception`. Plain data,
/// which outlives the page that failed.
class ErrorReport {
 public:
  struct Parts {
    int status = 500;
    std::string what = {};
    std::string type = {};
    std::string location = {};
    std::string request_path = {};
  };
  explicit ErrorReport(Parts parts) : parts_(std::move(parts)) {}

  /// What was thrown, in words, or the text of `send_error`.
  const std::string& what() const { return parts_.what; }
  /// Of the answer, unless the error page sets another: 500, 400 for a
  /// `BadRequest`, or what `send_error` was given.
  int status() const { return parts_.status; }
  /// The exception's type, as in `std::out_of_range`; empty for `send_error`.
  const std::string& type() const { return parts_.type; }
  /// As in `cart.page:14:3`; empty in production.
  const std::string& location() const { return parts_.location; }
  /// What the client asked for, within the webapp.
  const std::string& request_path() const { return parts_.request_path; }

 private:
  Parts parts_;
};

/// What an error page calls `exception`: where nothing went wrong, as when it
/// is asked for by its address, one that says so by its status, 200.
inline const ErrorReport& error_of(const PageContext& context) {
  static const ErrorReport kNone({.status = 200});
  return context.error() == nullptr ? kNone : *context.error();
}

}  // namespace quire

#endif  // QUIRE_ERROR_REPORT_H_
