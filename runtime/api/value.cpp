#include <quire/value.h>

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
  }
  return "unknown";
}

[[noreturn]] void wrong_kind(Value::Kind held, Value::Kind asked) {
  throw std::logic_error("a `quire::Value` of kind " + std::string(name_of(held)) + " was read as " +
                         std::string(name_of(asked)));
}

/// The shared part, to be changed: a copy if other values share it.
template <class T>
T& own(std::shared_ptr<T>& shared) {
  if (!shared) shared = std::make_shared<T>();
  else if (shared.use_count() > 1) shared = std::make_shared<T>(*shared);
  return *shared;
}

}  // namespace

Value::Value(std::string_view text) : Value(std::string(text)) {}
Value::Value(std::string text) : kind_(Kind::kString), string_(std::make_shared<const std::string>(std::move(text))) {}

Value Value::html(std::string text) {
  Value value(std::move(text));
  value.is_html_ = true;
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
  value.list_ = std::make_shared<List>(std::move(items));
  return value;
}

Value Value::map(Map entries) {
  Value value;
  value.kind_ = Kind::kMap;
  value.map_ = std::make_shared<Map>();
  for (auto& [key, entry] : entries) value.set(key, std::move(entry));
  return value;
}

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
  return *string_;
}

const Value::List& Value::as_list() const {
  if (kind_ != Kind::kList) wrong_kind(kind_, Kind::kList);
  return *list_;
}

const Value::Map& Value::as_map() const {
  if (kind_ != Kind::kMap) wrong_kind(kind_, Kind::kMap);
  return *map_;
}

std::size_t Value::size() const {
  switch (kind_) {
    case Kind::kString:
      return string_->size();
    case Kind::kList:
      return list_->size();
    case Kind::kMap:
      return map_->size();
    default:
      return 0;
  }
}

const Value& Value::at(std::size_t index) const { return as_list().at(index); }

const Value* Value::find(std::string_view key) const {
  if (kind_ != Kind::kMap) return nullptr;
  for (const auto& [name, value] : *map_)
    if (name == key) return &value;
  return nullptr;
}

void Value::set(std::string_view key, Value value) {
  if (kind_ != Kind::kNull && kind_ != Kind::kMap) wrong_kind(kind_, Kind::kMap);
  kind_ = Kind::kMap;
  Map& entries = own(map_);
  auto entry = entries.begin();
  while (entry != entries.end() && entry->first != key) ++entry;
  if (entry != entries.end()) entry->second = std::move(value);
  else entries.emplace_back(std::string(key), std::move(value));
}

void Value::push_back(Value value) {
  if (kind_ != Kind::kNull && kind_ != Kind::kList) wrong_kind(kind_, Kind::kList);
  kind_ = Kind::kList;
  own(list_).push_back(std::move(value));
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
      return *a.string_ == *b.string_;
    case Value::Kind::kList:
      return *a.list_ == *b.list_;
    case Value::Kind::kMap:
      return *a.map_ == *b.map_;
  }
  return false;
}

}  // namespace quire
