#ifndef QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
#define QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_

#include "runtime/net/body.h"

#include <sys/types.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire::net {

/// Octets to be sent, in order. Small pieces are collected in one string that keeps
/// its memory; large ones and parts of files are sent without being copied. Not
/// thread-safe.
class OutputQueue {
 public:
  /// The string to append the next octets to; valid until the next call.
  std::string& tail();
  /// Appends a body, without copying it if it is large.
  void append(Body&& body);
  /// Appends octets to a temporary file in the queue instead of memory. Returns false, and
  /// appends nothing, if the file would get larger than `limit` or cannot be written.
  bool spill(std::string_view bytes, const std::string& folder, std::uint64_t limit);

  bool empty() const;
  /// The number of octets, in memory and in files.
  std::uint64_t size() const;
  /// The number of octets in memory.
  std::size_t memory() const;
  /// Of these, those that nothing else keeps there.
  std::size_t own_memory() const;
  /// Moves these to a temporary file. Returns false if it cannot be written.
  bool release_memory(const std::string& folder);
  /// Sends and removes what the socket accepts without blocking. Returns the number of
  /// octets, or -1 with `errno` set: `ENODATA` if a file is shorter than it was. The
  /// process must ignore SIGPIPE, the socket must be non-blocking, and the queue not empty.
  ssize_t send(int socket);
  void clear();

 private:
  void append_piece(BodyPiece&& piece);
  ssize_t send_memory(int socket);
  static ssize_t send_file(int socket, FilePart& part);
  void drop(std::size_t sent);

  std::vector<BodyPiece> pieces_;
  std::size_t first_ = 0;
  /// How much of the first piece was sent. Always 0 for a part of a file, which shrinks instead.
  std::size_t offset_ = 0;
  /// Whether the last piece is a temporary file that can still grow.
  bool last_is_spill_ = false;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_OUTPUT_QUEUE_H_
