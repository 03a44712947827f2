#ifndef QUIRE_RUNTIME_BASE_DESCRIPTOR_H_
#define QUIRE_RUNTIME_BASE_DESCRIPTOR_H_

#include "runtime/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// Owns a file descriptor, or none: closes it when it goes. Closing leaves
/// `errno` as it was.
class [[nodiscard]] Descriptor {
 public:
  Descriptor() = default;
  /// Takes what `open`, `socket` and the like have returned; less than 0 is none.
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  explicit operator bool() const { return number_ >= 0; }
  int get() const { return number_; }
  /// Gives up ownership.
  int release() { return std::exchange(number_, -1); }
  /// Closes it, and owns `number` from now on.
  void reset(int number = -1);

 private:
  int number_ = -1;
};

/// The two ends of a connection within the machine.
struct SocketPair {
  Descriptor ours;
  Descriptor theirs;
};

/// Both are closed when another program is executed. `type` is `SOCK_STREAM` or
/// another of socket(2).
Result<SocketPair> socket_pair(int type);
/// A pair of streams.
Result<SocketPair> socket_pair();

/// Appends all that comes until the end; false with `errno` when reading fails,
/// `bytes` then has what came before. `expected` is a guess of how much it is.
bool read_to_end(int descriptor, std::string& bytes, std::size_t expected = 0);
/// Writes all to a file or pipe; false with `errno` when that fails.
bool write_all(int descriptor, std::string_view bytes);
/// Sends all to a socket; false with `errno` when that fails, `EPIPE` (and no
/// signal) when the reader is gone.
bool send_all(int socket, std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_DESCRIPTOR_H_
