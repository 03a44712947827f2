// A file that survives every process
//
// LMDB keeps a tree of pages in a file that all processes map, for reading only. A change writes new
// pages, never those that a reader may see, and last of all one page that makes them the tree; a process
// that is killed in between has changed nothing. Writers wait for each other at a mutex in the lock
// file, which the kernel gives to the next one if its holder dies. So whatever was committed before a
// worker dies is there for the next one, without a call that waits for the disk.
//
// The disk is another matter. Without fsync, the kernel writes pages in any order, and after a crash
// of the system the tree may lead to pages that were never written. LMDB does not check pages, so such a
// file must not be opened: `BootMark` tells.
//
// What must hold:
//
// - Whoever is in a transaction holds `mapping_` shared, because LMDB moves the map when it grows.
// - No code of the site runs in a transaction: it could wait for another one, for ever.
// - A thread in a transaction is not stopped for good (`Uninterruptible`): its lock would remain.
//   If a fault stops it all the same, the worker ends within seconds, and the kernel passes the lock on.
// - A file that LMDB finds damaged is replaced by a new one, here and in other processes when they
//   notice. If LMDB does not return but aborts, the mark remembers it for the next worker.

#include "runtime/session/lmdb_file.h"

#include "runtime/session/session_error.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <utility>

namespace quire {

namespace {

constexpr mdb_mode_t kPrivate = 0600;
constexpr std::size_t kFirstMap = std::size_t{4} << 20;
/// For changes that are not yet visible to all readers.
constexpr std::size_t kMapReserve = std::size_t{64} << 20;
/// Each thread that has ever read needs a slot, in each of several workers.
constexpr unsigned kReaders = 2046;
constexpr int kAttempts = 40;
constexpr std::chrono::seconds kLongestTransaction{5};
constexpr MDB_dbi kMainTable = 1;
constexpr const char kIndexTable[] = "index";
constexpr std::string_view kFormatKey = "format";

MDB_val value_of(std::string_view text) { return {text.size(), const_cast<char*>(text.data())}; }
std::string_view view_of(const MDB_val& value) { return {static_cast<const char*>(value.mv_data), value.mv_size}; }

bool is_damage(int code) {
  switch (code) {
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_PANIC:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_INCOMPATIBLE:
      return true;
    default:
      return false;
  }
}

void note_assertion(MDB_env* environment, const char*) {
  static_cast<const BootMark*>(::mdb_env_get_userctx(environment))->note_damage();
}

}  // namespace

LmdbTransaction::LmdbTransaction(MDB_env* environment, bool writes, unsigned index) : index_(index) {
  if (environment == nullptr) throw LmdbFile::Failure{MDB_INVALID};
  LmdbFile::check(::mdb_txn_begin(environment, nullptr, writes ? 0 : MDB_RDONLY, &transaction_));
}

LmdbTransaction::~LmdbTransaction() {
  if (transaction_ != nullptr) ::mdb_txn_abort(transaction_);
}

void LmdbTransaction::commit() { LmdbFile::check(::mdb_txn_commit(std::exchange(transaction_, nullptr))); }

std::optional<std::string_view> LmdbTransaction::get(LmdbTable table, std::string_view key) const {
  MDB_val sought = value_of(key);
  MDB_val found;
  const int code = ::mdb_get(transaction_, table == LmdbTable::kMain ? kMainTable : index_, &sought, &found);
  if (code == MDB_NOTFOUND) return std::nullopt;
  LmdbFile::check(code);
  return view_of(found);
}

void LmdbTransaction::put(LmdbTable table, std::string_view key, std::string_view value) {
  MDB_val place = value_of(key);
  MDB_val content = value_of(value);
  LmdbFile::check(::mdb_put(transaction_, table == LmdbTable::kMain ? kMainTable : index_, &place, &content, 0));
}

bool LmdbTransaction::erase(LmdbTable table, std::string_view key) {
  MDB_val place = value_of(key);
  const int code = ::mdb_del(transaction_, table == LmdbTable::kMain ? kMainTable : index_, &place, nullptr);
  if (code != MDB_NOTFOUND) LmdbFile::check(code);
  return code == 0;
}

std::size_t LmdbTransaction::entries(LmdbTable table) const {
  MDB_stat status;
  LmdbFile::check(::mdb_stat(transaction_, table == LmdbTable::kMain ? kMainTable : index_, &status));
  return status.ms_entries;
}

std::size_t LmdbTransaction::octets() const {
  std::size_t octets = 0;
  for (const MDB_dbi table : {kMainTable, MDB_dbi{index_}}) {
    MDB_stat status;
    LmdbFile::check(::mdb_stat(transaction_, table, &status));
    octets += (status.ms_branch_pages + status.ms_leaf_pages + status.ms_overflow_pages) * status.ms_psize;
  }
  return octets;
}

LmdbCursor::LmdbCursor(const LmdbTransaction& transaction, LmdbTable table) {
  LmdbFile::check(::mdb_cursor_open(transaction.transaction_,
                                    table == LmdbTable::kMain ? kMainTable : transaction.index_, &cursor_));
}

LmdbCursor::~LmdbCursor() { ::mdb_cursor_close(cursor_); }

// LMDB has no empty keys.
bool LmdbCursor::seek(std::string_view key) { return move(key.empty() ? MDB_FIRST : MDB_SET_RANGE, key); }
bool LmdbCursor::next() { return move(MDB_NEXT, {}); }

bool LmdbCursor::move(int operation, std::string_view from) {
  MDB_val key = value_of(from);
  MDB_val value;
  const int code = ::mdb_cursor_get(cursor_, &key, &value, static_cast<MDB_cursor_op>(operation));
  if (code == MDB_NOTFOUND) return false;
  LmdbFile::check(code);
  key_ = view_of(key);
  value_ = view_of(value);
  return true;
}

void LmdbCursor::erase() { LmdbFile::check(::mdb_cursor_del(cursor_, 0)); }

Result<std::unique_ptr<LmdbFile>> LmdbFile::open(Options options) {
  const std::size_t slash = options.path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : options.path.substr(0, slash + 1);
  if (const std::string system = network_file_system(folder); !system.empty())
    return Error{"cannot keep sessions in " + options.path + ": the folder is on a network file system (" + system +
                 "), on which processes do not see each other's changes"};
  if (options.boot.empty())
    return Error{"cannot keep sessions in " + options.path + ": the id of this boot of the system, " + kBootId +
                 ", cannot be read"};
  std::unique_ptr<LmdbFile> file(new LmdbFile(std::move(options)));
  Result<BootMark> mark = BootMark::take(file->options_.path + "-boot", file->options_.boot, [&](bool is_damaged) {
    if ((file->options_.is_durable && !is_damaged) || ::access(file->options_.path.c_str(), F_OK) != 0) return;
    file->set_aside(is_damaged ? "the file is damaged"
                               : "the system was not shut down properly, so parts of the file may be missing");
  });
  if (!mark) return mark.error();
  file->mark_ = *std::move(mark);
  if (std::optional<Error> error = file->open_or_replace()) return *std::move(error);
  return file;
}

LmdbFile::~LmdbFile() {
  if (environment_ != nullptr && mark_)
    mark_->close([this] { return options_.is_durable || ::mdb_env_sync(environment_, 1) == 0; });
  close_environment();
}

std::optional<Error> LmdbFile::open_or_replace() const {
  int code = open_environment();
  if (is_damage(code)) {
    close_environment();
    set_aside(std::string("the file is damaged: ") + ::mdb_strerror(code));
    code = open_environment();
  }
  if (code == 0) return std::nullopt;
  close_environment();
  return Error{"cannot open " + options_.path + ": " + ::mdb_strerror(code), code > 0 ? code : 0};
}

int LmdbFile::open_environment() const {
  ++openings_;
  if (const int code = ::mdb_env_create(&environment_)) return code;
  ::mdb_env_set_userctx(environment_, &*mark_);
  ::mdb_env_set_assert(environment_, note_assertion);
  ::mdb_env_set_maxdbs(environment_, 1);
  ::mdb_env_set_maxreaders(environment_, kReaders);
  ::mdb_env_set_mapsize(environment_, kFirstMap);
  const unsigned flags = MDB_NOSUBDIR | (options_.is_durable ? 0U : unsigned{MDB_NOSYNC});
  if (const int code = ::mdb_env_open(environment_, options_.path.c_str(), flags, kPrivate)) return code;
  // Programs that pages start must not get it.
  mdb_filehandle_t file = -1;
  if (::mdb_env_get_fd(environment_, &file) == 0) ::fcntl(file, F_SETFD, FD_CLOEXEC);
  restore_length();
  int dead = 0;
  ::mdb_reader_check(environment_, &dead);
  return open_tables();
}

int LmdbFile::open_tables() const {
  MDB_txn* transaction = nullptr;
  if (const int code = ::mdb_txn_begin(environment_, nullptr, 0, &transaction)) return code;
  MDB_dbi table = 0;
  int code = ::mdb_dbi_open(transaction, nullptr, 0, &table);
  if (code == 0) code = ::mdb_dbi_open(transaction, kIndexTable, MDB_CREATE, &index_);
  MDB_val key = value_of(kFormatKey);
  MDB_val found;
  if (code == 0) code = ::mdb_get(transaction, table, &key, &found);
  if (code == 0 && view_of(found) != options_.format) code = MDB_VERSION_MISMATCH;
  if (code == MDB_NOTFOUND) {
    found = value_of(options_.format);
    code = ::mdb_put(transaction, table, &key, &found, 0);
  }
  if (code == 0) return ::mdb_txn_commit(transaction);
  ::mdb_txn_abort(transaction);
  return code;
}

void LmdbFile::close_environment() const {
  if (environment_ != nullptr) ::mdb_env_close(std::exchange(environment_, nullptr));
}

void LmdbFile::restore_length() const {
  MDB_envinfo info;
  MDB_stat tables;
  int file = -1;
  struct stat status{};
  if (::mdb_env_info(environment_, &info) != 0 || ::mdb_env_stat(environment_, &tables) != 0 ||
      ::mdb_env_get_fd(environment_, &file) != 0 || ::fstat(file, &status) != 0)
    return;
  // The last pages may rightly be missing if they were never used. Of a file that was cut off, the
  // pages in use are then zeros, which are not valid pages.
  const auto length = static_cast<off_t>((info.me_last_pgno + 1) * tables.ms_psize);
  if (status.st_size < length) [[maybe_unused]]
    const int code = ::ftruncate(file, length);
}

void LmdbFile::set_aside(std::string_view reason) const {
  const std::string& path = options_.path;
  ::unlink((path + "-lock").c_str());
  const bool is_kept = ::rename(path.c_str(), (path + "-aside").c_str()) == 0;
  if (!is_kept) ::unlink(path.c_str());
  if (options_.log)
    options_.log("the sessions in " + path + " are lost: " + std::string(reason) +
                 (is_kept ? "; the file is now " + path + "-aside" : std::string()));
}

void LmdbFile::report_damage() { throw Failure{MDB_CORRUPTED}; }

void LmdbFile::forget_dead_readers() const {
  const Uninterruptible holds_locks;
  const std::shared_lock is_mapped(mapping_);
  int dead = 0;
  if (environment_ != nullptr) ::mdb_reader_check(environment_, &dead);
}

std::size_t LmdbFile::map_octets() const {
  const std::shared_lock is_mapped(mapping_);
  MDB_envinfo info{};
  if (environment_ != nullptr) ::mdb_env_info(environment_, &info);
  return info.me_mapsize;
}

void LmdbFile::fail(int code) const {
  throw SessionError(SessionError::Kind::kUnavailable,
                     "the sessions in " + options_.path + " cannot be used: " + ::mdb_strerror(code));
}

std::unique_lock<std::shared_timed_mutex> LmdbFile::wait_for_readers() const {
  std::unique_lock lock(mapping_, kLongestTransaction);
  // A thread that a fault has stopped holds it for ever.
  if (!lock.owns_lock()) fail(EBUSY);
  return lock;
}

void LmdbFile::recover(int code, int attempt, std::size_t opening) const {
  if (attempt >= kAttempts) fail(code);
  if (code == MDB_MAP_FULL || code == MDB_MAP_RESIZED) return adapt_map(code == MDB_MAP_FULL);
  if (code == MDB_READERS_FULL || code == MDB_BAD_RSLOT) {
    if (attempt > 2) fail(code);
    return forget_dead_readers();
  }
  if (!is_damage(code)) fail(code);
  const auto lock = wait_for_readers();
  // Another thread may have done it already.
  if (openings_ != opening) return;
  const bool is_ours = environment_ != nullptr;
  close_environment();
  if (is_ours) set_aside(std::string("the file is damaged: ") + ::mdb_strerror(code));
  if (const std::optional<Error> error = open_or_replace())
    throw SessionError(SessionError::Kind::kUnavailable, error->sentence);
}

void LmdbFile::adapt_map(bool grows) const {
  const auto lock = wait_for_readers();
  MDB_envinfo info;
  if (environment_ == nullptr || ::mdb_env_info(environment_, &info) != 0) fail(MDB_MAP_FULL);
  std::size_t size = 0;
  if (grows) {
    const std::size_t most = (2 * options_.max_octets + kMapReserve) / kFirstMap * kFirstMap;
    if (info.me_mapsize >= most) fail(MDB_MAP_FULL);
    size = std::min(2 * info.me_mapsize, most);
  }
  // With 0, it becomes as large as another process has made it.
  if (const int code = ::mdb_env_set_mapsize(environment_, size)) fail(code);
}

std::string network_file_system(const std::string& folder) {
  struct Kind {
    unsigned long magic;
    const char* name;
  };
  // As in statfs(2) and linux/magic.h.
  constexpr Kind kKinds[] = {{0x6969, "NFS"},      {0x517B, "SMB"},        {0xFF534D42, "CIFS"}, {0xFE534D42, "SMB2"},
                             {0x5346414F, "AFS"},  {0x73757245, "Coda"},   {0x00C36400, "Ceph"}, {0x01021997, "9P"},
                             {0x65735546, "FUSE"}, {0x0BD00BD0, "Lustre"}, {0x01161970, "GFS2"}, {0x7461636F, "OCFS2"}};
  struct statfs status{};
  if (::statfs(folder.c_str(), &status) != 0) return {};
  const auto found = std::ranges::find(kKinds, static_cast<unsigned long>(status.f_type) & 0xFFFFFFFFUL, &Kind::magic);
  return found == std::end(kKinds) ? std::string() : found->name;
}

}  // namespace quire
