#ifndef QUIRE_CORE_LOOP_H_
#define QUIRE_CORE_LOOP_H_

/// What `c:forEach` and `c:forTokens` are translated to.
///
///     auto&& items = quire::core::items(context, cart.lines());
///     for (auto&& line : items) …
///
/// or, with numbers or a status,
///
///     for (auto loop = quire::core::loop(items, {2, 8, {}}); loop.more(); loop.next()) {
///       auto&& line = loop.item();
///       const auto status = loop.status();
///     }

#include <quire/core.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quire::core {

namespace detail {

template <class T>
inline constexpr bool kIsLoopable = false;
template <class T>
inline constexpr bool kEnds = false;

/// Whether an iterator can be copied to look ahead.
template <class At>
constexpr bool is_multi_pass() {
  if constexpr (requires { typename At::iterator_concept; })
    return std::is_base_of_v<std::forward_iterator_tag, typename At::iterator_concept>;
  else if constexpr (requires { typename At::iterator_category; })
    return std::is_base_of_v<std::forward_iterator_tag, typename At::iterator_category>;
  else return true;
}

template <class T>
concept Range = requires(T& range) { std::begin(range) != std::end(range); };
template <class T>
concept MapLike = Range<T> && requires { typename T::mapped_type; };

}  // namespace detail

/// The items of a `Value`: those of a list; the entries of a map, each a map with `key` and `value`; text split at
/// commas; none for null. Throws `el::Error` for other values. Keeps what it loops over, even if the
/// attribute changes.
class QUIRE_API ValueItems {
 public:
  explicit ValueItems(Value value);
  ValueItems(const ValueItems&) = delete;
  ValueItems& operator=(const ValueItems&) = delete;
  const Value* begin() const { return begin_; }
  const Value* end() const { return end_; }

 private:
  const Value held_;
  /// Items that are not in the value itself.
  Value::List made_;
  const Value* begin_ = nullptr;
  const Value* end_ = nullptr;
};

/// The parts of a text between any of the characters `delims`; none of them is empty.
class QUIRE_API TextItems {
 public:
  explicit TextItems(std::string_view text, std::string_view delims = ",");
  TextItems(const TextItems&) = delete;
  TextItems& operator=(const TextItems&) = delete;
  const std::string_view* begin() const { return parts_.data(); }
  const std::string_view* end() const { return parts_.data() + parts_.size(); }

 private:
  const std::string text_;
  std::vector<std::string_view> parts_;
};

/// An entry of a C++ map.
template <class Key, class Mapped>
struct Entry {
  const Key& key;
  Mapped& value;
};

/// The entries of a C++ map. Holds the map if it is a temporary: then `Map` is not a reference.
template <class Map>
class MapItems {
 public:
  explicit MapItems(Map&& map) : map_(std::forward<Map>(map)) {}

  template <class At>
  class Iterator {
   public:
    explicit Iterator(At at = {}) : at_(at) {}
    auto operator*() const {
      auto& [key, value] = *at_;
      return Entry<std::remove_const_t<std::remove_reference_t<decltype(key)>>,
                   std::remove_reference_t<decltype(value)>>{key, value};
    }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    At at_;
  };
  auto begin() { return Iterator(map_.begin()); }
  auto end() { return Iterator(map_.end()); }

 private:
  Map map_;
};

/// The items of what a pointer or an optional refers to; none if it is empty.
template <class Pointer>
class PointedItems {
 public:
  explicit PointedItems(Pointer&& pointer) : pointer_(std::forward<Pointer>(pointer)) {}
  auto begin() { return pointer_ ? std::begin(*pointer_) : decltype(std::begin(*pointer_))(); }
  auto end() { return pointer_ ? std::end(*pointer_) : decltype(std::end(*pointer_))(); }

 private:
  Pointer pointer_;
};

/// What `items` loops over: a `ValueItems` for a dynamic value; for C++ values, the range itself, held if it is a
/// temporary, or one of the classes above.
inline ValueItems items(PageContext& context, const Value& value) { return ValueItems(el::stored(context, value)); }
inline TextItems items(PageContext&, std::string_view text) { return TextItems(text); }
template <class T>
decltype(auto) items([[maybe_unused]] PageContext& context, T&& range) {
  using Bare = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<Bare, Value>) {
    return items(context, static_cast<const Value&>(range));
  } else if constexpr (std::is_null_pointer_v<Bare>) {
    return ValueItems(Value());
  } else if constexpr (quire::detail::TextLike<Bare>) {
    return TextItems(std::string_view(range));
  } else if constexpr (detail::MapLike<Bare>) {
    return MapItems<T>(std::forward<T>(range));
  } else if constexpr (detail::Range<std::remove_reference_t<T>>) {
    static_assert(!std::is_same_v<decltype(std::end(range)), std::unreachable_sentinel_t> || detail::kEnds<Bare>,
                  "a range of this type has no end; write, for example, `| std::views::take(10)`");
    return static_cast<T>(std::forward<T>(range));
  } else if constexpr (el::detail::Nullable<Bare>) {
    return PointedItems<T>(std::forward<T>(range));
  } else {
    static_assert(
        detail::kIsLoopable<Bare>,
        "a value of this type has no items; loop over a range, a map, text or a `quire::Value`, or count with "
        "`begin` and `end`");
    return ValueItems(Value());
  }
}

/// `begin`, `end` and `step` of a loop, as far as they are given.
struct QUIRE_API Bounds {
  /// Throws `el::Error` for a `begin` below 0 or a `step` below 1.
  Bounds(std::optional<long long> begin_at, std::optional<long long> end_at, std::optional<long long> step_by);

  std::optional<long long> begin;
  std::optional<long long> end;
  std::optional<long long> step;
};

/// What `varStatus` is in each round.
template <class T>
struct Status {
  T current;
  /// The number of the item in all of the items, from 0; of the round, from 1.
  long long index;
  long long count;
  bool first;
  bool last;
  std::optional<long long> begin;
  std::optional<long long> end;
  std::optional<long long> step;
};

/// A loop over some of the items of a range, which can be read twice.
template <class At, class End>
class Loop {
 public:
  Loop(At at, End end, const Bounds& bounds) : at_(std::move(at)), end_(std::move(end)), bounds_(bounds) {
    static_assert(detail::is_multi_pass<At>(),
                  "items that can be read only once have neither `varStatus` nor numbers; copy them to a vector");
    skip(at_, index_, bounds_.begin.value_or(0));
  }

  bool more() const { return has(at_, index_); }
  void next() {
    skip(at_, index_, bounds_.step.value_or(1));
    ++count_;
  }
  decltype(auto) item() const { return *at_; }
  auto status() const {
    At following = at_;
    long long index = index_;
    skip(following, index, bounds_.step.value_or(1));
    return Status<decltype(*at_)>{*at_,          index_,      count_,      count_ == 1, !has(following, index),
                                  bounds_.begin, bounds_.end, bounds_.step};
  }

 private:
  bool has(const At& at, long long index) const { return at != end_ && (!bounds_.end || index <= *bounds_.end); }
  void skip(At& at, long long& index, long long count) const {
    for (; count > 0 && at != end_; --count, ++index) ++at;
  }

  At at_;
  const End end_;
  const Bounds bounds_;
  long long index_ = 0;
  long long count_ = 1;
};

template <class Items>
auto loop(Items& items, const Bounds& bounds) {
  return Loop<decltype(std::begin(items)), decltype(std::end(items))>(std::begin(items), std::end(items), bounds);
}

/// A loop over numbers. Begins at 0 and goes by 1 unless told otherwise; needs an end.
class QUIRE_API Counter {
 public:
  explicit Counter(const Bounds& bounds);
  bool more() const { return !is_over_; }
  void next();
  long long item() const { return at_; }
  Status<long long> status() const;

 private:
  const Bounds bounds_;
  long long at_;
  long long count_ = 1;
  bool is_over_;
};

}  // namespace quire::core

#endif  // QUIRE_CORE_LOOP_H_
