#ifndef QUIRE_COMPILER_BUILD_BUILD_CHILD_H_
#define QUIRE_COMPILER_BUILD_BUILD_CHILD_H_

#include "compiler/build/page_builder.h"

#include <sys/types.h>

#include <chrono>
#include <string>

namespace quire::compiler {

/// What one build may take before it is killed.
struct BuildLimits {
  std::chrono::seconds cpu{60};
  std::chrono::seconds wall{90};
  /// Of address space; 0 for no limit.
  std::size_t memory = std::size_t{6} << 30;
};

/// Forks a child that reads one request from `socket` to its end, builds it,
/// writes the answer there and ends. The parent stays single-threaded and
/// warm: nothing that a page does to Clang can reach it. Throws
/// `std::runtime_error` when the machine has no process to give.
pid_t fork_build(const Toolchain& toolchain, int socket, const BuildLimits& limits);

/// As `fork_build`, but ahead of the job: the child builds a small page and
/// throws it away, writes a byte to `channel`, and waits there for the socket
/// of its job.
pid_t fork_spare(const Toolchain& toolchain, int channel, const BuildLimits& limits);

/// How a child that gave no answer ended, in words: `wait_status` as `waitpid`
/// gave it.
std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits);

/// The whole text to the end of a socket; what was there when it failed.
std::string read_to_end(int socket);
/// False when the reader has gone.
bool write_all(int socket, std::string_view text);

/// Passes a copy of `socket` over a Unix socket; false when its reader has gone.
bool send_socket(int channel, int socket);
/// The socket that the next message of the channel carries, -1 for none.
int receive_socket(int channel, bool wait);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_BUILD_CHILD_H_
