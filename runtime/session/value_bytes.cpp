#include "runtime/session/value_bytes.h"

#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

/// Neither damaged bytes nor a page must use up the stack.
constexpr int kDeepest = 1000;
/// The first octet of an attribute; changes with its form.
constexpr char kAttributeForm = 1;

/// Counts how deep a value is nested.
class Level {
 public:
  explicit Level(int& depth) : depth_(depth) {
    if (depth_ == kDeepest) throw std::length_error("the value is nested more than 1000 deep");
    ++depth_;
  }
  ~Level() { --depth_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

 private:
  int& depth_;
};

std::size_t octets_of(const Value& value) {
  std::size_t octets = 1;
  switch (value.kind()) {
    case Value::Kind::kNull:
      break;
    case Value::Kind::kBool:
    case Value::Kind::kInteger:
    case Value::Kind::kDouble:
      octets += sizeof(std::int64_t);
      break;
    case Value::Kind::kTime:
      octets += 4 * sizeof(std::int64_t);
      break;
    case Value::Kind::kString:
      octets += sizeof(std::int64_t) + value.as_string().size();
      break;
    case Value::Kind::kList:
      for (const Value& item : value.as_list()) octets += octets_of(item);
      break;
    case Value::Kind::kMap:
      for (const auto& [key, item] : value.as_map()) octets += sizeof(std::int64_t) + key.size() + octets_of(item);
      break;
    case Value::Kind::kObject:
      // Throws.
      detail::without_objects(value);
  }
  return octets;
}

}  // namespace

std::size_t octets_of(const Stored& stored) {
  return stored.type.size() + stored.schema.size() + octets_of(stored.value);
}

void ByteWriter::add(std::int64_t number) {
  char octets[sizeof number];
  std::memcpy(octets, &number, sizeof number);
  bytes_.append(octets, sizeof number);
}

void ByteWriter::add(std::string_view text) {
  add(static_cast<std::int64_t>(text.size()));
  bytes_.append(text);
}

void ByteWriter::add(const Time& time) {
  add(std::int64_t{time.seconds});
  add(std::int64_t{time.nanoseconds});
  add(static_cast<std::int64_t>(time.form));
  add(std::int64_t{time.offset});
}

void ByteWriter::add(const Value& value) {
  const Level level(depth_);
  bytes_.push_back(static_cast<char>(value.kind()));
  switch (value.kind()) {
    case Value::Kind::kNull:
      break;
    case Value::Kind::kBool:
      add(std::int64_t{value.as_bool()});
      break;
    case Value::Kind::kInteger:
      add(std::int64_t{value.as_integer()});
      break;
    case Value::Kind::kDouble:
      add(std::bit_cast<std::int64_t>(value.as_double()));
      break;
    case Value::Kind::kString:
      add(std::string_view(value.as_string()));
      break;
    case Value::Kind::kTime:
      add(value.as_time());
      break;
    case Value::Kind::kList:
      add(static_cast<std::int64_t>(value.size()));
      for (const Value& item : value.as_list()) add(item);
      break;
    case Value::Kind::kMap:
      add(static_cast<std::int64_t>(value.size()));
      for (const auto& [key, item] : value.as_map()) {
        add(std::string_view(key));
        add(item);
      }
      break;
    case Value::Kind::kObject:
      // Throws.
      detail::without_objects(value);
  }
}

void ByteWriter::add(const Stored& stored) {
  add(std::string_view(stored.type));
  add(std::string_view(stored.schema));
  add(stored.value);
}

std::string_view ByteReader::take(std::size_t size) {
  if (size > rest_.size()) throw std::runtime_error("the bytes of an attribute end early");
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::int64_t ByteReader::number() {
  std::int64_t number = 0;
  std::memcpy(&number, take(sizeof number).data(), sizeof number);
  return number;
}

std::string_view ByteReader::text() { return take(static_cast<std::size_t>(number())); }

Time ByteReader::time() {
  Time time;
  time.seconds = number();
  const std::int64_t nanoseconds = number();
  const std::int64_t form = number();
  const std::int64_t offset = number();
  constexpr std::int64_t kMostOffset = 18 * 60;
  if (nanoseconds < 0 || nanoseconds > 999'999'999 || form < 0 ||
      form > static_cast<std::int64_t>(Time::Form::kTimeOfDay) || offset < -kMostOffset || offset > kMostOffset)
    throw std::runtime_error("an attribute has a time that does not exist");
  time.nanoseconds = static_cast<int>(nanoseconds);
  time.form = static_cast<Time::Form>(form);
  time.offset = static_cast<short>(offset);
  return time;
}

Value ByteReader::value() {
  if (depth_ == kDeepest) throw std::runtime_error("the values of an attribute are nested too deeply");
  const Level level(depth_);
  switch (static_cast<Value::Kind>(take(1).front())) {
    case Value::Kind::kNull:
      return {};
    case Value::Kind::kBool:
      return number() != 0;
    case Value::Kind::kInteger:
      return number();
    case Value::Kind::kDouble:
      return std::bit_cast<double>(number());
    case Value::Kind::kString:
      return text();
    case Value::Kind::kTime:
      return time();
    case Value::Kind::kList: {
      Value::List items;
      for (std::int64_t left = number(); left > 0; --left) items.push_back(value());
      return Value::list(std::move(items));
    }
    case Value::Kind::kMap: {
      Value::Map entries;
      for (std::int64_t left = number(); left > 0; --left) {
        std::string key(text());
        entries.emplace_back(std::move(key), value());
      }
      return Value::map(std::move(entries));
    }
    case Value::Kind::kObject:
      break;
  }
  throw std::runtime_error("an attribute has an unknown kind of value");
}

Stored ByteReader::stored() {
  Stored stored;
  stored.type = text();
  stored.schema = text();
  stored.value = value();
  return stored;
}

std::string attribute_bytes(const Stored& stored) {
  ByteWriter writer(kAttributeForm);
  writer.add(stored);
  return writer.take();
}

std::optional<Stored> read_attribute(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != kAttributeForm) return std::nullopt;
  return ByteReader(bytes.substr(1)).stored();
}

}  // namespace quire
