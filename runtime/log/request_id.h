#ifndef QUIRE_RUNTIME_LOG_REQUEST_ID_H_
#define QUIRE_RUNTIME_LOG_REQUEST_ID_H_

#include <array>
#include <cstddef>
#include <string_view>

namespace quire {

/// The id of a request, by which its lines in the logs and its error page are found: 96 random bits
/// as 24 hexadecimal digits, which say nothing about the server and its other requests; or the id
/// that a trusted proxy has given the request.
class RequestId {
 public:
  static constexpr std::size_t kMaxSize = 64;

  /// Makes a new id.
  void generate();
  /// Takes over a proxy's id. Ignores one that is longer than `kMaxSize`, or has characters other
  /// than letters, digits, `-`, `_`, `.`, `:`, `+`, `/`, `=`.
  void adopt(std::string_view text);
  /// Valid until the id changes; empty if there is none yet.
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, kMaxSize> text_;
  std::size_t size_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_REQUEST_ID_H_
