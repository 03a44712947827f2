#ifndef QUIRE_TESTS_UNIT_RUNTIME_SESSION_REDIS_REDIS_SERVER_H_
#define QUIRE_TESTS_UNIT_RUNTIME_SESSION_REDIS_REDIS_SERVER_H_

#include "runtime/session/redis/redis_connection.h"
#include "runtime/session/redis/redis_store.h"
#include "tests/unit/runtime/session/server_process.h"
#include "tests/unit/temporary_folder.h"

#include <boost/filesystem.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// A Redis of a test's own, in a temporary folder.
class RedisServer {
 public:
  enum class Listens : unsigned char { kUnix, kTcp, kTls };

  explicit RedisServer(const std::vector<std::string>& options = {}, Listens listens = Listens::kUnix) {
    const std::string port = std::to_string(listens == Listens::kUnix ? 0 : free_port());
    std::vector<std::string> words{"redis-server",
                                   "--dir",
                                   folder_.path(),
                                   "--save",
                                   "",
                                   "--bind",
                                   "127.0.0.1",
                                   "--port",
                                   listens == Listens::kTls ? "0" : port,
                                   "--repl-diskless-sync-delay",
                                   "0"};
    if (listens == Listens::kTls) words.insert(words.end(), {"--tls-port", port});
    StoreAddress address;
    if (listens == Listens::kUnix) {
      address.unix_path = folder_.path("redis.sock");
      words.insert(words.end(), {"--unixsocket", address.unix_path});
    } else {
      address.host = "127.0.0.1";
      address.port = static_cast<std::uint16_t>(std::stoi(port));
    }
    words.insert(words.end(), options.begin(), options.end());
    process_.emplace(words, address, folder_.path("log"));
  }

  ServerProcess& process() { return *process_; }
  std::string port() const { return std::to_string(process_->address().port); }
  std::string url() const {
    const StoreAddress& address = process_->address();
    return (address.unix_path.empty() ? "redis://" : "unix://") + address.text();
  }
  /// Asks it directly, with a connection of its own.
  RedisReply ask(const std::vector<std::string_view>& words, const std::string& password = {}) const {
    RedisLogin login;
    login.password = password;
    login.timeout = std::chrono::seconds(5);
    RedisConnection connection(resolve(process_->address()), "127.0.0.1", login);
    RedisCommands commands;
    commands.add(words);
    return connection.exchange(commands).front();
  }

 private:
  TemporaryFolder folder_;
  std::optional<ServerProcess> process_;
};

/// What a store writes to the log, by any thread.
class RedisLog {
 public:
  void add(std::string_view line) {
    const std::lock_guard lock(mutex_);
    text_ += std::string(line) + "\n";
  }
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }
  bool has(std::string_view part) const { return text().find(part) != std::string::npos; }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// Settings for a test, without replicas, and patient enough for a machine that is busy.
inline SessionSettings redis_settings(const std::string& url) {
  SessionSettings settings;
  settings.redis.url = url;
  settings.redis.replicas = 0;
  settings.shared.timeout = std::chrono::milliseconds(2000);
  settings.timeout = 60;
  return settings;
}

inline std::unique_ptr<RedisStore> new_redis(const SessionSettings& settings, RedisLog& log) {
  return std::make_unique<RedisStore>(settings, "quire:/test:", [&log](std::string_view line) { log.add(line); });
}

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_SESSION_REDIS_REDIS_SERVER_H_
