#include "runtime/session/memcached/memcached_connection.h"

#include "runtime/base/check.h"
#include "runtime/session/memcached/meta_answer.h"

#include <algorithm>
#include <atomic>
#include <optional>

namespace quire {

namespace {

/// No line of memcached is as long.
constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kReadAtOnce = 16 * 1024;
constexpr std::string_view kLineEnd = "\r\n";

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

[[noreturn]] void fail_garbled() { throw StoreFailure("it does not answer like a memcached of version 1.6 or later"); }

MetaAnswer parse(std::string_view line) {
  const std::optional<MetaAnswer> answer = parse_meta_answer(line);
  if (!answer) fail_garbled();
  return *answer;
}

}  // namespace

MemcachedConnection::MemcachedConnection(const std::vector<ResolvedAddress>& addresses,
                                         std::chrono::milliseconds timeout)
    : id_(next_id()), socket_(addresses, timeout) {}

void MemcachedConnection::send_get(std::string_view key) {
  out_.assign("mg ").append(key).append(" v c f t\r\n");
  socket_.begin();
  socket_.send(out_);
}

void MemcachedConnection::send_look(std::string_view key) {
  out_.assign("mg ").append(key).append(" c f t\r\n");
  socket_.begin();
  socket_.send(out_);
}

void MemcachedConnection::send_put(std::string_view key, std::string_view value, std::int64_t lifetime,
                                   StoreCondition condition, std::uint32_t flags) {
  out_.assign("ms ").append(key).append(" ").append(std::to_string(value.size()));
  out_.append(" c T").append(std::to_string(lifetime));
  out_.append(" F").append(std::to_string(flags));
  if (condition.kind == StoreCondition::Kind::kMissing) out_.append(" ME");
  if (condition.kind == StoreCondition::Kind::kUnchanged) out_.append(" C").append(std::to_string(condition.cas));
  out_.append(kLineEnd).append(value).append(kLineEnd);
  socket_.begin();
  socket_.send(out_);
}

MemcachedAnswer MemcachedConnection::receive() {
  using Code = MetaAnswer::Code;
  using Kind = MemcachedAnswer::Kind;
  const MetaAnswer answer = parse(read_line());
  MemcachedAnswer result;
  result.cas = answer.cas;
  result.flags = answer.flags;
  result.ttl = answer.ttl;
  switch (answer.code) {
    case Code::kValue:
      result.kind = Kind::kDone;
      read_value(result.text, answer.size);
      break;
    case Code::kDone:
      result.kind = Kind::kDone;
      break;
    case Code::kMissing:
      result.kind = Kind::kMissing;
      break;
    case Code::kExists:
    case Code::kNotStored:
      result.kind = Kind::kConflict;
      break;
    case Code::kNoop:
      fail_garbled();
    case Code::kError:
      // Anything else may leave the rest of the command unread.
      if (!answer.error.starts_with("SERVER_ERROR ")) throw StoreFailure("it answers: " + std::string(answer.error));
      result.kind = Kind::kRefused;
      result.text = answer.error;
  }
  return result;
}

void MemcachedConnection::remove(std::string_view key) {
  out_.assign("md ").append(key).append(kLineEnd);
  socket_.begin();
  socket_.send(out_);
  receive();
}

std::string MemcachedConnection::setting(std::string_view name) {
  const std::string start = "STAT " + std::string(name) + " ";
  std::string value;
  socket_.begin();
  socket_.send("stats settings\r\n");
  for (;;) {
    const std::string_view line = read_line();
    if (line == "END") return value;
    if (!line.starts_with("STAT ")) fail_garbled();
    if (line.starts_with(start)) value = line.substr(start.size());
  }
}

void MemcachedConnection::for_each_key(const std::function<void(std::string_view key)>& take) {
  socket_.begin();
  socket_.send("lru_crawler metadump hash\r\n");
  for (;;) {
    socket_.begin();
    const std::string_view line = read_line();
    if (line == "END") return;
    const std::string key = parse_dumped_key(line);
    if (line.starts_with("BUSY")) throw StoreBusy("it lists its items for another server");
    // For example because the crawler is disabled.
    if (key.empty()) throw StoreFailure("it does not list its items: " + std::string(line));
    take(key);
  }
}

/// Valid until the next call.
std::string_view MemcachedConnection::read_line() {
  for (;;) {
    const std::size_t end = in_.find('\n', begin_);
    if (end != std::string::npos) {
      std::string_view line = std::string_view(in_).substr(begin_, end - begin_);
      if (line.ends_with('\r')) line.remove_suffix(1);
      begin_ = end + 1;
      return line;
    }
    if (in_.size() - begin_ > kLongestLine) fail_garbled();
    fill();
  }
}

void MemcachedConnection::read_value(std::string& value, std::size_t size) {
  if (size > kLargestValue) fail_garbled();
  const std::string_view buffered = std::string_view(in_).substr(begin_, size);
  value.assign(buffered);
  begin_ += buffered.size();
  while (value.size() < size) {
    // As it comes, so that nothing is allocated for octets that are only announced.
    const std::size_t before = value.size();
    value.resize(std::min(size, before + kReadAtOnce));
    value.resize(before + socket_.receive(value.data() + before, value.size() - before));
  }
  while (in_.size() - begin_ < kLineEnd.size()) fill();
  if (std::string_view(in_).substr(begin_, kLineEnd.size()) != kLineEnd) fail_garbled();
  begin_ += kLineEnd.size();
}

/// Receives more, behind what was received before.
void MemcachedConnection::fill() {
  in_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = in_.size();
  in_.resize(before + kReadAtOnce);
  std::size_t received = 0;
  try {
    received = socket_.receive(in_.data() + before, kReadAtOnce);
  } catch (...) {
    in_.resize(before);
    throw;
  }
  in_.resize(before + received);
}

}  // namespace quire
