#ifndef QUIRE_RUNTIME_SERVE_SERVER_COUNTERS_H_
#define QUIRE_RUNTIME_SERVE_SERVER_COUNTERS_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"
#include "runtime/log/finished_answer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quire {

class OpenMetrics;

/// What a server counts from its start on: in memory that the supervisor and all of its workers share,
/// so that the exchange or the death of a worker resets nothing. Each event loop counts in cache lines
/// of its own. Thread-safe; nothing here waits.
///
/// Times are counted by page, for a limited number of pages: those that come later are counted
/// together, as `(other)`, and what no page answers as `(none)`.
class ServerCounters final : public AnswerObserver {
 public:
  enum class Event : unsigned char {
    kWorkerStarted,
    kWorkerDied,
    /// A fault in page code has stopped a thread.
    kPageFault,
    kBuilt,
    kBuildFailed,
    kServiceDied,
    kAccessLineLost,
    kServerLineLost,
  };
  static constexpr std::size_t kEvents = 8;
  enum class Gauge : unsigned char {
    /// Of all sites.
    kSessions,
  };
  static constexpr std::size_t kGauges = 1;
  /// The numbers of `(none)` and `(other)`.
  static constexpr std::uint32_t kNoPage = 0;
  static constexpr std::uint32_t kOtherPage = 1;
  static constexpr std::size_t kMaxPages = 200;

  /// Memory to share with other processes, of which each passes it to the constructor: `used`, if that is such
  /// memory of the same version, or else new memory. Closed if there is none.
  static Descriptor memory(Descriptor used = {});
  /// Counts in shared memory; with -1, or if it cannot be mapped, in memory of its own.
  explicit ServerCounters(int memory = -1);
  ~ServerCounters() override;

  void count(Event event, std::uint64_t times = 1);
  std::uint64_t value(Event event) const;
  void set(Gauge gauge, std::uint64_t value);
  std::uint64_t value(Gauge gauge) const;
  /// The number of a page for `PageNotes`; takes long, so keep it. `name` is its path with the context path.
  std::uint32_t page_number(std::string_view name);

  const Needs& needs() const override { return needs_; }
  void finished(std::size_t lane, const FinishedAnswer& answer) override;

  /// Appends all counters as OpenMetrics text, without its end.
  void print(std::string& out) const;

 private:
  struct Memory;

  void print_requests(OpenMetrics& metrics, std::uint64_t created) const;

  Memory* memory_;
  const Needs needs_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_SERVER_COUNTERS_H_
