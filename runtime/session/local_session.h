#ifndef QUIRE_RUNTIME_SESSION_LOCAL_SESSION_H_
#define QUIRE_RUNTIME_SESSION_LOCAL_SESSION_H_

#include "runtime/session/lmdb_file.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/session_record.h"
#include "runtime/session/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A session in a file.
class LocalSession final : public StoredSession {
 public:
  /// `found` is the present time, which is that of the last access as well if the session `is_used`. The file and the
  /// limits must outlive this.
  LocalSession(const LmdbFile& file, const SessionLimits& limits, const SessionKey& key, long long found,
               bool is_used = true)
      : file_(file), limits_(limits), key_(key), found_(found), is_used_(is_used) {}

  std::optional<State> state() const override;
  void set_max_inactive(int seconds) override;
  std::vector<std::string> names() const override;
  std::optional<Stored> load(std::string_view name) const override;
  void save(std::string_view name, Stored stored) override;
  void change(std::string_view name, Change apply, void* closure) override;
  void remove(std::string_view name) override;

  // For the store.
  const SessionKey& key() const { return key_; }
  void set_key(const SessionKey& key) { key_ = key; }

 private:
  /// Stores an attribute, or removes it; throws a `SessionError` if the session is lost.
  void put(LmdbTransaction& transaction, std::string_view name, const std::optional<std::string>& value);

  const LmdbFile& file_;
  const SessionLimits& limits_;
  SessionKey key_;
  const long long found_;
  const bool is_used_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_LOCAL_SESSION_H_
