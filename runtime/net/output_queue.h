#ifndef QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
#define QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_

#include <sys/types.h>
#include <cstddef>
#include <string>
#include <vector>

namespace quire::net {

/// Octets to be sent, in order. Small pieces are collected in one string that keeps
/// its memory; large ones are sent without being copied. Not thread-safe.
class OutputQueue {
 public:
  /// The string to append the next octets to; valid until the next call.
  std::string& tail();
  /// Appends a string, without copying it if it is large.
  void append(std::string&& bytes);

  bool empty() const;
  std::size_t size() const;
  /// Sends and removes what the socket accepts without blocking. Returns the number of
  /// octets, or -1 with `errno` set. Never raises SIGPIPE.
  ssize_t send(int socket);
  void clear();

 private:
  void drop(std::size_t sent);

  std::vector<std::string> pieces_;
  std::size_t first_ = 0;
  /// How much of the first piece was sent.
  std::size_t offset_ = 0;
  /// Whether the last piece is a large one: small pieces then go into a new one.
  bool last_is_large_ = false;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
