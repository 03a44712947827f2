#ifndef QUIRE_RUNTIME_LOG_ACCESS_PATTERN_H_
#define QUIRE_RUNTIME_LOG_ACCESS_PATTERN_H_

#include "runtime/base/result.h"
#include "runtime/log/date_format.h"
#include "runtime/log/finished_answer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What a line of an access log consists of, in the language of Tomcat 10.1's AccessLogValve, which is
/// close to Apache httpd's: text, and
///
///     %a %{peer}a   the client's address; that of the connection, which may be a proxy's
///     %A %p         the local address; the port that the client asked for
///     %{local}p %{remote}p   the local port; the other end's port
///     %b %B         octets of the body; for none `-` or 0
///     %D %T %F      how long the answer took: microseconds, seconds; until it began: milliseconds
///     %{ms}T        the same in a unit: us, ms, s, fracsec (seconds with milliseconds)
///     %h %l %u      host (the address), identity (`-`), user (`-`)
///     %H %m %U %q   protocol, method, path, query with its `?`
///     %I %L         number of the thread; id of the request
///     %r %s %S      first line of the request; status; session id
///     %t %{x}t      when the request came; x: a date format (`DateFormat`), or sec, msec, msec_frac,
///                   each also after `begin:` or `end:`
///     %v %X         host name that the client asked for; X (aborted), + (kept), - (closed)
///     %{x}i %{x}o   field of the request, of the response
///     %{x}c         cookie
///     %{x}r %{x}s   attribute of the request, of the session
///     %%            a percent sign
///
/// `common` and `combined` are names of patterns, and `json` of a format with one object a line. Values
/// that are missing are `-`. Whatever a client sends is escaped (`escape.h`).
///
/// Immutable, so any thread may use it.
class AccessPattern {
 public:
  /// Fails if a code is unknown; the sentence says which, and where.
  static Result<AccessPattern> compile(std::string_view pattern);

  const AnswerObserver::Needs& needs() const { return needs_; }
  /// Appends a line without its end. `ended` is the present time.
  void append(const FinishedAnswer& answer, WallTime ended, std::string& line) const;

 private:
  enum class Part : unsigned char;
  struct Item {
    Part part;
    /// The text, or the name in braces.
    std::string text;
    std::optional<DateFormat> date;
    /// Of an attribute.
    std::size_t index = 0;
    /// The time is that of the end.
    bool is_end = false;
  };
  class Compiler;

  static void append_item(const Item& item, const FinishedAnswer& answer, WallTime ended, std::string& line);

  std::vector<Item> items_;
  AnswerObserver::Needs needs_;
  bool is_json_ = false;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_ACCESS_PATTERN_H_
