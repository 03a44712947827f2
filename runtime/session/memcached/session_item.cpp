#include "runtime/session/memcached/session_item.h"

#include "runtime/session/value_bytes.h"

#include <zstd.h>

#include <algorithm>
#include <limits>

namespace quire {

namespace {

/// Items begin with this, and one of the forms.
constexpr std::string_view kMark = "QS";
constexpr char kPlain = '1';
constexpr char kCompressed = 'z';
constexpr int kLevel = 1;

[[noreturn]] void fail_damaged() { throw std::runtime_error("it is not a session, or it is damaged"); }

template <class Number>
Number narrow(std::int64_t number) {
  if (number < std::int64_t{std::numeric_limits<Number>::min()} ||
      number > std::int64_t{std::numeric_limits<Number>::max()})
    fail_damaged();
  return static_cast<Number>(number);
}

std::string compress(std::string_view plain) {
  std::string bytes(ZSTD_compressBound(plain.size()), '\0');
  const std::size_t size = ZSTD_compress(bytes.data(), bytes.size(), plain.data(), plain.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::runtime_error("a session cannot be compressed");
  bytes.resize(size);
  return bytes;
}

std::string expand(std::string_view bytes, std::size_t limit) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  // Also if it is unknown or wrong.
  if (size > limit) fail_damaged();
  std::string plain(size, '\0');
  if (ZSTD_decompress(plain.data(), plain.size(), bytes.data(), bytes.size()) != size) fail_damaged();
  return plain;
}

void write(ByteWriter& writer, const SessionItem& item) {
  writer.add(std::int64_t{item.version.epoch});
  writer.add(static_cast<std::int64_t>(item.version.number));
  writer.add(static_cast<std::int64_t>(item.operations.size()));
  for (const OperationId operation : item.operations) writer.add(static_cast<std::int64_t>(operation));
  writer.add(std::int64_t{item.is_ended});
  writer.add(item.created);
  writer.add(item.last_accessed);
  writer.add(std::int64_t{item.max_inactive});
  writer.add(static_cast<std::int64_t>(item.attributes.size()));
  for (const auto& [name, value] : item.attributes) {
    writer.add(std::string_view(name));
    writer.add(std::string_view(value));
  }
}

SessionItem read(ByteReader reader) {
  SessionItem item;
  item.version.epoch = narrow<std::uint32_t>(reader.number());
  item.version.number = static_cast<std::uint64_t>(reader.number());
  const std::int64_t operations = reader.number();
  if (operations < 0 || operations > std::int64_t{SessionItem::kOperations}) fail_damaged();
  for (std::int64_t index = 0; index < operations; ++index)
    item.operations.push_back(static_cast<OperationId>(reader.number()));
  item.is_ended = reader.number() != 0;
  item.created = reader.number();
  item.last_accessed = reader.number();
  item.max_inactive = narrow<std::int32_t>(reader.number());
  // Each takes octets, so a false number ends the loop as well.
  for (std::int64_t left = reader.number(); left > 0; --left) {
    std::string name(reader.text());
    item.attributes.insert_or_assign(std::move(name), std::string(reader.text()));
  }
  return item;
}

}  // namespace

bool SessionItem::has(OperationId operation) const {
  return std::ranges::find(operations, operation) != operations.end();
}

void SessionItem::note(OperationId operation) {
  if (operations.size() == kOperations) operations.erase(operations.begin());
  operations.push_back(operation);
}

std::uint32_t SessionItem::fingerprint() const {
  // Operation ids are random.
  const OperationId last = operations.empty() ? version.number : operations.back();
  // An operation that is repeated after another one has the same id, but another place.
  constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15;
  const std::uint64_t mixed = last ^ ((version.number << 32) + version.number + version.epoch) * kMix;
  return static_cast<std::uint32_t>(mixed ^ (mixed >> 32));
}

std::size_t SessionItem::size() const {
  std::size_t size = 0;
  for (const auto& [name, value] : attributes) size += name.size() + value.size();
  return size;
}

std::string encode_item(const SessionItem& item, std::size_t compress_from) {
  ByteWriter writer;
  write(writer, item);
  std::string plain = writer.take();
  std::string bytes(kMark);
  if (compress_from == 0 || plain.size() < compress_from) return bytes.append(1, kPlain).append(plain);
  return bytes.append(1, kCompressed).append(compress(plain));
}

SessionItem decode_item(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= kMark.size() || !bytes.starts_with(kMark)) fail_damaged();
  const char form = bytes[kMark.size()];
  const std::string_view content = bytes.substr(kMark.size() + 1);
  if (form == kPlain) return read(ByteReader(content));
  if (form != kCompressed) throw UnknownItemForm();
  const std::string plain = expand(content, limit);
  return read(ByteReader(plain));
}

}  // namespace quire
