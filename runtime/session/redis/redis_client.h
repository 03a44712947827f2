#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_CLIENT_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_CLIENT_H_

#include "runtime/session/redis/redis_connection.h"
#include "runtime/session/redis/redis_primary.h"
#include "runtime/session/redis/redis_reply.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store_meter.h"
#include "runtime/session/store_socket.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace quire {

/// Connections to the present primary, shared by all threads. Thread-safe.
///
/// A thread of its own looks for the primary, at the start and whenever a connection failed, so that no page waits for
/// a machine that is gone: in the meantime, what may not wait fails at once.
class RedisClient {
 public:
  using Clock = StoreSocket::Clock;

  /// Waits for the first attempt to connect, but not longer than the timeout. If there is no primary, says so in the
  /// log and goes on trying. `log` is called by any thread. The meter must outlive this.
  RedisClient(const SessionSettings& settings, StoreMeter& meter, std::function<void(std::string_view)> log);
  ~RedisClient();
  RedisClient(const RedisClient&) = delete;
  RedisClient& operator=(const RedisClient&) = delete;

  /// Sends commands and returns as many replies, which may be errors. Sends them again if their answer was lost, also
  /// to another primary, so they must be such that this does no harm. Throws a `SessionError` if that takes longer than
  /// the timeout, or there is no primary; `writes` may wait for one as long as the timeout, others only if it was lost
  /// just now.
  std::vector<RedisReply> exchange(const RedisCommands& commands, bool writes);
  /// Asks the Sentinels soon whether there is another primary now, because this one behaved as if.
  void suspect();

  /// How many replicas the primary had, not long ago; negative if that is not known.
  int replicas() const { return replicas_; }
  /// For sentences.
  std::string node() const;
  bool is_up() const;

 private:
  /// One in use.
  struct Lease {
    std::unique_ptr<RedisConnection> connection;
    std::uint64_t generation = 0;
  };

  Lease take(bool writes, bool was_sent, Clock::time_point end);
  void give_back(Lease lease);
  void lose(std::uint64_t generation, const std::string& why);
  std::string unavailable(bool was_sent) const;
  void watch();
  /// Returns false if that failed.
  bool find_primary();
  void check_for_another();
  void count_replicas();

  const SessionSettings::Redis settings_;
  const std::chrono::milliseconds timeout_;
  const std::function<void(std::string_view)> log_;
  RedisPrimary primary_;
  StoreMeter& meter_;

  mutable std::mutex mutex_;
  /// Tells the watching thread to look, or to end.
  std::condition_variable has_work_;
  /// Tells others that there is a primary, or that looking for one has failed for the first time.
  std::condition_variable has_news_;
  bool ends_ = false;
  bool is_up_ = false;
  bool is_suspected_ = false;
  bool was_tried_ = false;
  /// Whether the log says that it is lost.
  bool is_loss_known_ = false;
  bool was_examined_ = false;
  /// Of connections: those of an earlier one are closed.
  std::uint64_t generation_ = 0;
  Clock::time_point lost_;
  std::string why_;
  StoreAddress address_;
  std::uint64_t epoch_ = 0;
  std::vector<ResolvedAddress> resolved_;
  std::deque<std::unique_ptr<RedisConnection>> idle_;

  std::atomic<int> replicas_{-1};

  std::thread watcher_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_CLIENT_H_
