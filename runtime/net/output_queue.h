#ifndef QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
#define QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_

#include <sys/types.h>
#include <cstddef>
#include <string>
#include <vector>

namespace quire::net {

/// Octets waiting to be sent, in order. Small pieces gather in one string that
/// keeps its memory; large ones are kept as they are, and sent from where they
/// lie. Not thread-safe.
class OutputQueue {
 public:
  /// Where to append the next octets; valid until the next call.
  std::string& tail();
  /// Appends a string, without copying it when it is large.
  void append(std::string&& bytes);

  bool empty() const;
  std::size_t size() const;
  /// Sends what the socket takes at once and forgets it. The number of octets,
  /// or -1 with `errno` set; never raises SIGPIPE.
  ssize_t send(int socket);
  void clear();

 private:
  void drop(std::size_t sent);

  std::vector<std::string> pieces_;
  std::size_t first_ = 0;
  /// Of the first piece, what was sent.
  std::size_t offset_ = 0;
  /// The last piece is a large one: gather in a new one.
  bool last_is_large_ = false;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
