#ifndef QUIRE_RUNTIME_LOG_LOG_WRITER_H_
#define QUIRE_RUNTIME_LOG_LOG_WRITER_H_

#include "runtime/log/log_file.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace quire {

/// Writes lines to a log on a thread of its own, so that a slow or full disk delays nobody else. Each
/// event loop has its own queue, whose lock it shares only with that thread. A line for which a queue
/// has no room is lost, and counted. Thread-safe.
class LogWriter {
 public:
  struct Options {
    std::size_t queues = 1;
    /// Of each queue, in octets.
    std::size_t capacity = 512 * 1024;
    /// How long lines are gathered before they are written together.
    std::chrono::milliseconds gather{0};
    /// Called on the writer's thread with the number of lines that were lost since the last call. `errno` is the last
    /// failure to write, or 0.
    std::function<void(std::uint64_t lines)> on_lost = {};
    /// `on_lost` writes to the same log, so it is called once lines can be written again.
    bool reports_to_itself = false;
  };
  /// How long the end of a process waits for a disk.
  static constexpr std::chrono::seconds kPatience{2};

  LogWriter(LogFile file, Options options);
  /// Writes what is queued, unless that takes longer than `kPatience`.
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  /// Queues a line that ends with a line feed. `queue` is less than `Options::queues`.
  void push(std::size_t queue, std::string_view line);
  /// Waits until all lines that were queued before are written, up to `kPatience`.
  void flush();
  /// Has the file opened again (`LogFile::reopen`), after what is queued was written.
  void reopen();
  /// The number of lines lost so far.
  std::uint64_t lost() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_LOG_WRITER_H_
