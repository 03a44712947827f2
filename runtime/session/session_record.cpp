#include "runtime/session/session_record.h"

#include <algorithm>
#include <cstring>

namespace quire {

namespace {

/// Changes with the form of what is stored.
constexpr char kForm = 1;
constexpr std::int64_t kMinute = 60;

template <typename Number>
char* write(char* to, Number number) {
  std::memcpy(to, &number, sizeof number);
  return to + sizeof number;
}

template <typename Number>
const char* read(const char* from, Number& number) {
  std::memcpy(&number, from, sizeof number);
  return from + sizeof number;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

SessionRank SessionRecord::rank() const {
  if (attributes == 0) return SessionRank::kEmpty;
  return was_seen_again ? SessionRank::kUsed : SessionRank::kNew;
}

std::int64_t SessionRecord::touch_interval() const {
  return max_inactive < 0 ? kMinute : std::min<std::int64_t>(kMinute, max_inactive / 10);
}

std::int64_t SessionRecord::end() const {
  if (max_inactive < 0) return std::numeric_limits<std::int64_t>::max();
  return last_accessed + max_inactive + touch_interval();
}

std::array<char, SessionRecord::kSize> SessionRecord::bytes() const {
  std::array<char, kSize> bytes;
  char* to = bytes.data();
  *to++ = kForm;
  *to++ = was_seen_again ? 1 : 0;
  to = write(to, created);
  to = write(to, last_accessed);
  to = write(to, max_inactive);
  to = write(to, attributes);
  write(to, size);
  return bytes;
}

std::optional<SessionRecord> SessionRecord::read(std::string_view bytes) {
  if (bytes.size() != kSize || bytes.front() != kForm) return std::nullopt;
  SessionRecord record;
  const char* from = bytes.data() + 1;
  record.was_seen_again = *from++ != 0;
  from = quire::read(from, record.created);
  from = quire::read(from, record.last_accessed);
  from = quire::read(from, record.max_inactive);
  from = quire::read(from, record.attributes);
  quire::read(from, record.size);
  // So that sums with other times do not overflow.
  constexpr std::int64_t kLast = std::int64_t{1} << 48;
  if (record.created < 0 || record.created > kLast || record.last_accessed < 0 || record.last_accessed > kLast)
    return std::nullopt;
  return record;
}

std::optional<SessionKey> session_key(std::string_view id) {
  SessionKey key;
  if (id.size() != 2 * key.size()) return std::nullopt;
  for (std::size_t index = 0; index < key.size(); ++index) {
    const int high = digit_of(id[2 * index]);
    const int low = digit_of(id[2 * index + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    key[index] = static_cast<char>(high << 4 | low);
  }
  return key;
}

std::string session_id(const SessionKey& key) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string id;
  id.reserve(2 * key.size());
  for (const char c : key) {
    const auto octet = static_cast<unsigned char>(c);
    id += kHex[octet >> 4];
    id += kHex[octet & 15];
  }
  return id;
}

SessionPlace::SessionPlace(SessionRank rank, std::int64_t end, const SessionKey& key) {
  bytes_.front() = static_cast<char>(rank);
  char* to = bytes_.data() + 1;
  // The most significant octet first: keys are compared as bytes.
  for (int shift = 56; shift >= 0; shift -= 8)
    *to++ = static_cast<char>(static_cast<std::uint64_t>(std::max<std::int64_t>(end, 0)) >> shift & 255);
  std::ranges::copy(key, to);
}

std::optional<SessionPlace> SessionPlace::read(std::string_view bytes) {
  SessionPlace place;
  if (bytes.size() != place.bytes_.size() || static_cast<unsigned char>(bytes.front()) > 2) return std::nullopt;
  std::ranges::copy(bytes, place.bytes_.begin());
  return place;
}

std::int64_t SessionPlace::end() const {
  std::uint64_t end = 0;
  for (std::size_t index = 1; index <= sizeof end; ++index) end = end << 8 | static_cast<unsigned char>(bytes_[index]);
  return static_cast<std::int64_t>(end);
}

SessionKey SessionPlace::key() const {
  SessionKey key;
  std::copy(bytes_.end() - key.size(), bytes_.end(), key.begin());
  return key;
}

}  // namespace quire
