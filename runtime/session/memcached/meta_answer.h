#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_META_ANSWER_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_META_ANSWER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// The line that answers a meta command of memcached (doc/protocol.txt, "Meta Commands").
struct MetaAnswer {
  enum class Code : unsigned char { kValue, kDone, kMissing, kExists, kNotStored, kNoop, kError };
  Code code = Code::kError;
  /// The octets of the value that follows, with `kValue`.
  std::size_t size = 0;
  /// The flags `c`, `f` and `t`, if there are any.
  std::uint64_t cas = 0;
  std::uint32_t flags = 0;
  std::int64_t ttl = -1;
  /// The text of an error.
  std::string_view error;
};

/// Reads a line without its end; nullopt if it is none of these.
std::optional<MetaAnswer> parse_meta_answer(std::string_view line);

/// The key in a line of `lru_crawler metadump`, where it is encoded as in URLs; empty if it has none.
std::string parse_dumped_key(std::string_view line);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_META_ANSWER_H_
