#ifndef QUIRE_TESTS_UNIT_RUNTIME_SESSION_MEMCACHED_MEMCACHED_PROCESS_H_
#define QUIRE_TESTS_UNIT_RUNTIME_SESSION_MEMCACHED_MEMCACHED_PROCESS_H_

#include "runtime/session/memcached/memcached_connection.h"
#include "runtime/session/session_settings.h"
#include "tests/unit/temporary_folder.h"

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace quire {

/// A memcached at a Unix socket of its own.
class MemcachedProcess {
 public:
  explicit MemcachedProcess(std::vector<std::string> options = {});
  ~MemcachedProcess();
  MemcachedProcess(const MemcachedProcess&) = delete;
  MemcachedProcess& operator=(const MemcachedProcess&) = delete;

  /// Waits until it listens.
  void start();
  /// As `kill -9` does.
  void kill();
  /// Stops it without ending its connections, or lets it go on.
  void pause();
  void resume();
  std::string socket() const { return folder_.path("s"); }
  MemcachedConnection connect() const;

 private:
  const TemporaryFolder folder_;
  const std::vector<std::string> options_;
  pid_t process_ = -1;
};

/// Two of them, and the settings of a store that uses both.
struct TwoMemcacheds {
  explicit TwoMemcacheds(const std::vector<std::string>& options = {});

  MemcachedProcess first;
  MemcachedProcess second;
  SessionSettings settings;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_SESSION_MEMCACHED_MEMCACHED_PROCESS_H_
