#include <quire/value.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

std::string_view name_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBool:
      return "bool";
    case Value::Kind::kInteger:
      return "integer";
    case Value::Kind::kDouble:
      return "double";
    case Value::Kind::kString:
      return "string";
    case Value::Kind::kList:
      return "list";
    case Value::Kind::kMap:
      return "map";
    case Value::Kind::kObject:
      return "object";
    case Value::Kind::kTime:
      return "time";
  }
  return "unknown";
}

[[noreturn]] void wrong_kind(Value::Kind held, Value::Kind asked) {
  throw std::logic_error("a `quire::Value` of kind " + std::string(name_of(held)) + " was read as " +
                         std::string(name_of(asked)));
}

/// The shared part, to be changed: a copy if other values share it.
template <class T>
T& own(std::shared_ptr<void>& shared) {
  if (!shared) shared = std::make_shared<T>();
  else if (shared.use_count() > 1) shared = std::make_shared<T>(*static_cast<const T*>(shared.get()));
  return *static_cast<T*>(shared.get());
}

/// Most of a map's keys differ in their first byte, so that calling `memcmp` can be spared.
bool is_same(const std::string& key, std::string_view asked) {
  return key.size() == asked.size() &&
         (key.empty() || (key[0] == asked[0] && std::memcmp(key.data(), asked.data(), key.size()) == 0));
}

}  // namespace

/// The entries of a map. Past `kFewEntries`, they are found by a hash table with open addressing, of which at
/// most half is in use: each slot has the position of an entry, plus 1. It is built when the map is changed,
/// never when it is read, because values of several threads share it.
struct Value::Entries {
  static constexpr std::size_t kFewEntries = 16;

  Map list;
  std::vector<std::uint32_t> slots;

  /// The position of the entry; past the end if there is none.
  [[gnu::always_inline]] std::size_t find(std::string_view key) const {
    if (slots.empty()) {
      std::size_t at = 0;
      while (at != list.size() && !is_same(list[at].first, key)) ++at;
      return at;
    }
    const std::uint32_t found = slots[slot_of(key)];
    return found == 0 ? list.size() : found - 1;
  }

  void add(std::string_view key, Value value) {
    list.emplace_back(std::string(key), std::move(value));
    if (list.size() > kFewEntries && list.size() * 2 > slots.size()) index();
    else if (!slots.empty()) slots[slot_of(key)] = static_cast<std::uint32_t>(list.size());
  }

 private:
  /// The slot that has the key, or else the free one for it.
  std::size_t slot_of(std::string_view key) const {
    std::size_t slot = std::hash<std::string_view>()(key) & (slots.size() - 1);
    while (slots[slot] != 0 && list[slots[slot] - 1].first != key) slot = (slot + 1) & (slots.size() - 1);
    return slot;
  }
  void index() {
    std::size_t size = 4 * kFewEntries;
    while (size < list.size() * 4) size *= 2;
    slots.assign(size, 0);
    for (std::size_t at = 0; at != list.size(); ++at)
      slots[slot_of(list[at].first)] = static_cast<std::uint32_t>(at + 1);
  }
};

Value::Value(std::string_view text) : Value(std::string(text)) {}
Value::Value(std::string text) : kind_(Kind::kString), shared_(std::make_shared<std::string>(std::move(text))) {}

Value::Value(const Time& time)
    : kind_(Kind::kTime),
      flavor_(static_cast<unsigned char>(time.form)),
      offset_(time.offset),
      nanoseconds_(time.nanoseconds),
      integer_(time.seconds) {}

Value Value::html(std::string text) {
  Value value(std::move(text));
  value.flavor_ = 1;
  return value;
}

void Value::set_bool(bool value) {
  kind_ = Kind::kBool;
  integer_ = value ? 1 : 0;
}

void Value::set_integer(long long value) {
  kind_ = Kind::kInteger;
  integer_ = value;
}

void Value::set_unsigned(unsigned long long value) {
  constexpr auto kMost = static_cast<unsigned long long>(std::numeric_limits<long long>::max());
  if (value <= kMost) set_integer(static_cast<long long>(value));
  else set_double(static_cast<double>(value));
}

void Value::set_double(double value) {
  kind_ = Kind::kDouble;
  double_ = value;
}

Value Value::list(List items) {
  Value value;
  value.kind_ = Kind::kList;
  value.shared_ = std::make_shared<List>(std::move(items));
  return value;
}

Value Value::map(Map entries) {
  Value value;
  value.kind_ = Kind::kMap;
  value.shared_ = std::make_shared<Entries>();
  for (auto& [key, entry] : entries) value.set(key, std::move(entry));
  return value;
}

Value Value::object(const el::Object& object) {
  Value value;
  value.kind_ = Kind::kObject;
  value.object_ = &object;
  return value;
}

const Value::Entries& Value::entries() const { return *static_cast<const Entries*>(shared_.get()); }

std::string_view Value::kind_name() const { return name_of(kind_); }

bool Value::as_bool() const {
  if (kind_ != Kind::kBool) wrong_kind(kind_, Kind::kBool);
  return integer_ != 0;
}

long long Value::as_integer() const {
  if (kind_ != Kind::kInteger) wrong_kind(kind_, Kind::kInteger);
  return integer_;
}

double Value::as_double() const {
  if (kind_ == Kind::kInteger) return static_cast<double>(integer_);
  if (kind_ != Kind::kDouble) wrong_kind(kind_, Kind::kDouble);
  return double_;
}

const std::string& Value::as_string() const {
  if (kind_ != Kind::kString) wrong_kind(kind_, Kind::kString);
  return text();
}

const Value::List& Value::as_list() const {
  if (kind_ != Kind::kList) wrong_kind(kind_, Kind::kList);
  return items();
}

const Value::Map& Value::as_map() const {
  if (kind_ != Kind::kMap) wrong_kind(kind_, Kind::kMap);
  return entries().list;
}

Time Value::as_time() const {
  if (kind_ != Kind::kTime) wrong_kind(kind_, Kind::kTime);
  return {integer_, nanoseconds_, static_cast<Time::Form>(flavor_), offset_};
}

const el::Object& Value::as_object() const {
  if (kind_ != Kind::kObject) wrong_kind(kind_, Kind::kObject);
  return *object_;
}

std::size_t Value::size() const {
  switch (kind_) {
    case Kind::kString:
      return text().size();
    case Kind::kList:
      return items().size();
    case Kind::kMap:
      return entries().list.size();
    default:
      return 0;
  }
}

const Value& Value::at(std::size_t index) const { return as_list().at(index); }

const Value* Value::find(std::string_view key) const {
  if (kind_ != Kind::kMap) return nullptr;
  const Entries& held = entries();
  const std::size_t at = held.find(key);
  return at == held.list.size() ? nullptr : &held.list[at].second;
}

void Value::set(std::string_view key, Value value) {
  if (kind_ != Kind::kNull && kind_ != Kind::kMap) wrong_kind(kind_, Kind::kMap);
  kind_ = Kind::kMap;
  auto& held = own<Entries>(shared_);
  const std::size_t at = held.find(key);
  if (at != held.list.size()) held.list[at].second = std::move(value);
  else held.add(key, std::move(value));
}

void Value::push_back(Value value) {
  if (kind_ != Kind::kNull && kind_ != Kind::kList) wrong_kind(kind_, Kind::kList);
  kind_ = Kind::kList;
  own<List>(shared_).push_back(std::move(value));
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case Value::Kind::kNull:
      return true;
    case Value::Kind::kBool:
    case Value::Kind::kInteger:
      return a.integer_ == b.integer_;
    case Value::Kind::kDouble:
      return a.double_ == b.double_;
    case Value::Kind::kString:
      return a.text() == b.text();
    case Value::Kind::kList:
      return a.items() == b.items();
    case Value::Kind::kMap:
      return a.entries().list == b.entries().list;
    case Value::Kind::kObject:
      return a.object_ == b.object_;
    case Value::Kind::kTime:
      return a.as_time() == b.as_time();
  }
  return false;
}

}  // namespace quire
