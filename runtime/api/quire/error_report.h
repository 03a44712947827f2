#ifndef QUIRE_ERROR_REPORT_H_
#define QUIRE_ERROR_REPORT_H_

#include <quire/page_context.h>

#include <string>
#include <utility>

namespace quire {

/// What an error page knows about the error: its object `exception`. Plain data, which outlives the
/// page that failed.
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

  /// The message of the exception, or the text given to `send_error`.
  const std::string& what() const { return parts_.what; }
  /// The status of the answer, unless the error page sets another: 500, 400 for a `BadRequest`, or
  /// the one given to `send_error`.
  int status() const { return parts_.status; }
  /// The exception's type, such as `std::out_of_range`; empty for `send_error`.
  const std::string& type() const { return parts_.type; }
  /// For example `cart.page:14:3`; empty in production.
  const std::string& location() const { return parts_.location; }
  /// The path that the client requested, within the webapp.
  const std::string& request_path() const { return parts_.request_path; }

 private:
  Parts parts_;
};

/// The object `exception` of an error page. Its status is 200 if there was no error, because the
/// page was requested by its own address.
inline const ErrorReport& error_of(const PageContext& context) {
  static const ErrorReport kNone({.status = 200});
  return context.error() == nullptr ? kNone : *context.error();
}

}  // namespace quire

#endif  // QUIRE_ERROR_REPORT_H_
