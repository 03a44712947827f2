#ifndef QUIRE_RUNTIME_SESSION_SESSION_ERROR_H_
#define QUIRE_RUNTIME_SESSION_SESSION_ERROR_H_

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace quire {

/// Why a store could not do what a page asked for, although the page is not wrong. Nothing was changed.
class SessionError : public std::runtime_error {
 public:
  enum class Kind : unsigned char {
    /// The store cannot be read or written.
    kUnavailable,
    /// There are as many sessions as there may be, and all of them are in use.
    kFull,
    /// Another request has ended the session or changed its id.
    kEnded,
  };

  SessionError(Kind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
  static SessionError ended() {
    return {Kind::kEnded,
            "the session is no longer there: during this request, another one ended it or changed its id, or it has "
            "expired; nothing was stored"};
  }
  /// An update that others overtake so often is given up.
  static constexpr int kMostAttempts = 1000;
  static SessionError overtaken(std::string_view name) {
    return {Kind::kUnavailable, "the update of `" + std::string(name) + "` was overtaken by those of other requests " +
                                    std::to_string(kMostAttempts) + " times; make what it does shorter"};
  }
  static SessionError full(std::size_t sessions) {
    return {Kind::kFull, "there is no room for another session or a larger one: all of the " +
                             std::to_string(sessions) +
                             " sessions are in use; raise the limits in [session], or shorten its timeout"};
  }

  Kind kind() const { return kind_; }
  /// The status of the response if the page does not catch it: 409 Conflict if the session has ended, else
  /// 503 Service Unavailable.
  int status() const {
    constexpr int kConflict = 409;
    constexpr int kUnavailableNow = 503;
    return kind_ == Kind::kEnded ? kConflict : kUnavailableNow;
  }

 private:
  Kind kind_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_ERROR_H_
