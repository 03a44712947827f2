#ifndef QUIRE_RUNTIME_BASE_DESCRIPTOR_H_
#define QUIRE_RUNTIME_BASE_DESCRIPTOR_H_

#include "runtime/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// Owns a file descriptor, or none, and closes it when destroyed. Closing leaves `errno` unchanged.
class [[nodiscard]] Descriptor {
 public:
  Descriptor() = default;
  /// Takes the result of `open`, `socket` and the like; negative means none.
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
  /// Closes the descriptor, and owns `number` from then on.
  void reset(int number = -1);

 private:
  int number_ = -1;
};

/// The two ends of a connection within this machine.
struct SocketPair {
  Descriptor ours;
  Descriptor theirs;
};

/// Creates a pair of sockets that are closed on exec. `type` is `SOCK_STREAM` or another type of
/// socket(2).
Result<SocketPair> socket_pair(int type);
/// Creates a pair of stream sockets.
Result<SocketPair> socket_pair();

/// Appends everything up to the end of the input. Returns false with `errno` set if reading fails;
/// `bytes` then contains what was read before. `expected` is a guess of the size.
bool read_to_end(int descriptor, std::string& bytes, std::size_t expected = 0);
/// Writes everything to a file or pipe. Returns false with `errno` set if that fails.
bool write_all(int descriptor, std::string_view bytes);
/// Sends everything to a socket. Returns false with `errno` set if that fails: `EPIPE`, and no
/// signal, if the reader is gone.
bool send_all(int socket, std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_DESCRIPTOR_H_
