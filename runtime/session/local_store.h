#ifndef QUIRE_RUNTIME_SESSION_LOCAL_STORE_H_
#define QUIRE_RUNTIME_SESSION_LOCAL_STORE_H_

#include "runtime/session/lmdb_file.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/session_record.h"
#include "runtime/session/store.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Sessions in a file of this machine, which all workers share: whatever a call has changed survives the
/// death of every process, also a restart of the server. Thread-safe.
class LocalStore final : public SessionStore {
 public:
  struct Options {
    /// In a folder that exists, on a local file system.
    std::string path;
    SessionLimits limits;
    /// Waits for the disk at each change, so that sessions survive a power failure as well.
    bool is_durable = false;
    /// Writes a line to the server's log.
    std::function<void(std::string_view)> log;
    /// Seconds since 1970.
    std::function<long long()> clock;
    /// The id of the present boot of the system; empty to ask the system.
    std::string boot;
  };

  static Result<std::unique_ptr<LocalStore>> open(Options options);

  int max_inactive() const override { return max_inactive_; }
  void set_max_inactive(int seconds) override { max_inactive_ = seconds; }
  std::unique_ptr<StoredSession> create() override;
  using SessionStore::find;
  std::unique_ptr<StoredSession> find(std::string_view id, bool prolongs) override;
  void rotate_id(StoredSession& session) override;
  void remove(StoredSession& session) override;
  void sweep() override;
  std::size_t size() const override;
  void for_each(const std::function<bool(std::string_view id)>& take) const override;
  bool is_shared() const override { return true; }
  /// The octets that sessions use in the file.
  std::size_t octets() const;
  const LmdbFile& file() const { return *file_; }

 private:
  LocalStore(Options options, std::unique_ptr<LmdbFile> file);
  long long now() const;
  /// Writes that the session is in use. Returns false if it has ended.
  bool touch(const SessionKey& key, long long time);

  const Options options_;
  const std::unique_ptr<LmdbFile> file_;
  std::atomic<int> max_inactive_{1800};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_LOCAL_STORE_H_
