#ifndef QUIRE_RUNTIME_SESSION_LMDB_FILE_H_
#define QUIRE_RUNTIME_SESSION_LMDB_FILE_H_

#include "runtime/base/result.h"
#include "runtime/base/uninterruptible.h"
#include "runtime/session/boot_mark.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

struct MDB_env;
struct MDB_txn;
struct MDB_cursor;

namespace quire {

/// The two tables of an `LmdbFile`.
enum class LmdbTable : unsigned char { kMain, kIndex };

/// Several reads and writes that happen at one moment, or not at all. For one thread.
class LmdbTransaction {
 public:
  LmdbTransaction(MDB_env* environment, bool writes, unsigned index);
  /// Undoes what was not committed.
  ~LmdbTransaction();
  LmdbTransaction(const LmdbTransaction&) = delete;
  LmdbTransaction& operator=(const LmdbTransaction&) = delete;

  /// Views are valid until the next change, or the end of the transaction.
  std::optional<std::string_view> get(LmdbTable table, std::string_view key) const;
  void put(LmdbTable table, std::string_view key, std::string_view value);
  /// Returns whether it was there.
  bool erase(LmdbTable table, std::string_view key);
  /// In O(1).
  std::size_t entries(LmdbTable table) const;
  /// The octets of both tables' pages, without free ones; in O(1).
  std::size_t octets() const;

 private:
  friend class LmdbCursor;
  friend class LmdbFile;
  void commit();

  MDB_txn* transaction_ = nullptr;
  const unsigned index_;
};

/// A position in a table, in the order of keys.
class LmdbCursor {
 public:
  LmdbCursor(const LmdbTransaction& transaction, LmdbTable table);
  ~LmdbCursor();
  LmdbCursor(const LmdbCursor&) = delete;
  LmdbCursor& operator=(const LmdbCursor&) = delete;

  /// Moves to the first entry whose key is not before `key`. Returns false if there is none.
  bool seek(std::string_view key);
  /// Returns false at the end.
  bool next();
  /// Removes the entry; `next` then moves to the one after it.
  void erase();
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }

 private:
  bool move(int operation, std::string_view from);

  MDB_cursor* cursor_ = nullptr;
  std::string_view key_;
  std::string_view value_;
};

/// A file of LMDB that several processes of one machine use at once, with all that can happen to it: it
/// grows, it is full, it is damaged, a process dies while it writes. Thread-safe.
///
/// What one transaction has committed survives the death of any process. It survives the death of the
/// system only with `is_durable`; without, the file is set aside after that, because parts of it may be
/// missing.
///
/// The file is never mapped for writing, so that a stray pointer of a page cannot change it. A process
/// opens it once at a time, because LMDB allows no more.
class LmdbFile {
 public:
  struct Options {
    /// Beside it are `…-lock`, `…-boot`, and possibly `…-aside`, the last one that was set aside.
    std::string path;
    /// In use by data, so the file can be up to twice as large.
    std::size_t max_octets = std::size_t{256} << 20;
    bool is_durable = false;
    /// Writes a line to the server's log.
    std::function<void(std::string_view)> log;
    /// What the contents look like; a file with other contents is set aside.
    std::string_view format;
    /// The id of the present boot.
    std::string boot = boot_id();
  };

  /// Creates the file if it does not exist, for its owner only. Fails on network file systems, where
  /// processes do not see each other's changes.
  static Result<std::unique_ptr<LmdbFile>> open(Options options);
  ~LmdbFile();
  LmdbFile(const LmdbFile&) = delete;
  LmdbFile& operator=(const LmdbFile&) = delete;

  /// Calls `f(LmdbTransaction&)`; possibly again if the file has grown. `f` sees one moment of the file.
  /// Throws what `f` throws, and `SessionError` if the file cannot be read.
  template <typename F>
  void read(const F& f) const {
    run(/*writes=*/false, f);
  }
  /// The same for changes; other writers, in all processes, wait. If `f` throws, nothing is changed.
  /// `f` must not call code of the site.
  template <typename F>
  void write(const F& f) const {
    run(/*writes=*/true, f);
  }
  /// What `f` throws if the contents do not make sense: the file is then set aside.
  [[noreturn]] static void report_damage();
  /// Frees the slots of readers that have died.
  void forget_dead_readers() const;
  /// The octets that the file may grow to at present.
  std::size_t map_octets() const;

 private:
  /// A code of LMDB, or of errno.
  struct Failure {
    int code;
  };
  friend class LmdbTransaction;
  friend class LmdbCursor;

  explicit LmdbFile(Options options) : options_(std::move(options)) {}
  static void check(int code) {
    if (code != 0) throw Failure{code};
  }
  template <typename F>
  void run(bool writes, const F& f) const {
    for (int attempt = 1;; ++attempt) {
      std::size_t opening = 0;
      try {
        const Uninterruptible holds_locks;
        const std::shared_lock is_mapped(mapping_);
        opening = openings_;
        LmdbTransaction transaction(environment_, writes, index_);
        f(transaction);
        if (writes) transaction.commit();
        return;
      } catch (const Failure& failure) {
        recover(failure.code, attempt, opening);
      }
    }
  }
  /// Opens the file; one that is damaged is set aside, and a new one created.
  std::optional<Error> open_or_replace() const;
  int open_environment() const;
  int open_tables() const;
  void close_environment() const;
  /// A read of a page that is not in the file would be a SIGBUS.
  void restore_length() const;
  void set_aside(std::string_view reason) const;
  /// Returns if the transaction is worth another attempt; else throws.
  void recover(int code, int attempt, std::size_t opening) const;
  void adapt_map(bool grows) const;
  std::unique_lock<std::shared_timed_mutex> wait_for_readers() const;
  [[noreturn]] void fail(int code) const;

  const Options options_;
  mutable std::optional<BootMark> mark_;
  /// Held exclusively while the map is changed, when there must be no transaction in this process.
  mutable std::shared_timed_mutex mapping_;
  mutable MDB_env* environment_ = nullptr;
  mutable unsigned index_ = 0;
  mutable std::size_t openings_ = 0;
};

/// The name of the network file system that contains the folder, such as `NFS`; empty if it is local.
std::string network_file_system(const std::string& folder);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_LMDB_FILE_H_
