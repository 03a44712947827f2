#ifndef QUIRE_VALUE_H_
#define QUIRE_VALUE_H_

#include <quire/time.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quire {

namespace el {
class Object;
}

/// A dynamic value, as kept in the attributes of requests, sessions and applications.
///
///     quire::Value cart = quire::Value::list({1, "pen", 2.5});
///     cart.size();            // 3
///     cart.at(1).as_string(); // "pen"
///
/// Data only: a value never refers to code or memory of a page, so it outlives every reload. Copies
/// share their parts until one is changed. Distinct values may be used by different threads.
class QUIRE_API Value {
 public:
  /// An object exists only while an expression of a page is evaluated; see `object`. Stored bytes have these numbers:
  /// add others at the end.
  enum class Kind : unsigned char { kNull, kBool, kInteger, kDouble, kString, kList, kMap, kObject, kTime };
  using List = std::vector<Value>;
  /// Entries in the order in which they were set; keys are unique.
  using Map = std::vector<std::pair<std::string, Value>>;

  Value() = default;
  Value(std::nullptr_t) {}
  /// A number of any type. An unsigned number beyond the range of `long long` becomes a double.
  template <class T>
    requires(!__is_class(T) && std::is_arithmetic_v<T>)
  Value(T value) {
    if constexpr (std::is_same_v<T, bool>) set_bool(value);
    else if constexpr (std::is_floating_point_v<T>) set_double(static_cast<double>(value));
    else if constexpr (std::is_signed_v<T>) set_integer(value);
    else set_unsigned(value);
  }
  /// A pointer is not a value, and must not convert to `true`.
  Value(const void*) = delete;
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(std::string_view text);
  Value(std::string text);
  Value(const Time& time);
  /// Text that a page has captured and that is HTML: it prints as it is in HTML text, and is text
  /// for everything else. What comes from outside, such as JSON or a stored session, never is.
  static Value html(std::string text);
  static Value list(List items);
  static Value map(Map entries);
  /// What only the Expression Language knows: a lambda, a stream, or an object such as `pageContext`. The
  /// value refers to it, does not own it, and cannot be stored: attributes, codecs and JSON refuse it with
  /// `std::logic_error`.
  static Value object(const el::Object& object);

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_html() const { return kind_ == Kind::kString && flavor_ != 0; }
  /// The kind's name in messages: `null`, `bool`, `integer`, …
  std::string_view kind_name() const;

  /// Each throws `std::logic_error`, naming both kinds, if the value has another kind; `as_double`
  /// accepts an integer as well.
  bool as_bool() const;
  long long as_integer() const;
  double as_double() const;
  const std::string& as_string() const;
  const List& as_list() const;
  const Map& as_map() const;
  Time as_time() const;
  const el::Object& as_object() const;

  /// The number of items of a list, entries of a map, or bytes of a string; otherwise 0.
  std::size_t size() const;
  /// The item of a list. Throws `std::out_of_range`, as `std::vector` does, or `std::logic_error`
  /// if this is not a list.
  const Value& at(std::size_t index) const;
  /// The entry; null if the map does not have it, or if this is not a map. Takes constant time.
  const Value* find(std::string_view key) const;
  /// Sets an entry of a map; a null value becomes a map. Any other kind throws `std::logic_error`.
  void set(std::string_view key, Value value);
  /// Appends an item to a list; a null value becomes a list. Any other kind throws
  /// `std::logic_error`.
  void push_back(Value value);

  friend QUIRE_API bool operator==(const Value& a, const Value& b);

 private:
  void set_bool(bool value);
  void set_integer(long long value);
  void set_unsigned(unsigned long long value);
  void set_double(double value);
  const std::string& text() const { return *static_cast<const std::string*>(shared_.get()); }
  const List& items() const { return *static_cast<const List*>(shared_.get()); }
  struct Entries;
  const Entries& entries() const;

  Kind kind_ = Kind::kNull;
  /// Of text, 1 if it is HTML; of a time, its form.
  unsigned char flavor_ = 0;
  /// The rest of a time, whose seconds are `integer_`.
  short offset_ = 0;
  int nanoseconds_ = 0;
  union {
    long long integer_ = 0;
    double double_;
    const el::Object* object_;
  };
  /// The text, items or entries.
  std::shared_ptr<void> shared_;
};

}  // namespace quire

#endif  // QUIRE_VALUE_H_
