#ifndef QUIRE_CORE_ITEMS_H_
#define QUIRE_CORE_ITEMS_H_

/// What the loops of the core library go over: the items of any value.

#include <quire/core_entries.h>

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
/// A range that is someone else's, and whose items move when it grows.
template <class T>
concept Changeable = std::is_lvalue_reference_v<T> && !std::is_const_v<std::remove_reference_t<T>> &&
                     requires(std::remove_reference_t<T>& range) { range.data(), range.clear(); };
[[noreturn]] QUIRE_API void refuse_change();

}  // namespace detail

/// The items of a `Value`: those of a list; the entries of a map, each a map with `key` and `value`; text split at
/// commas; none for null. Throws `el::Error` for other values. Keeps what it loops over, even if the
/// attribute changes.
class QUIRE_API ValueItems {
 public:
  explicit ValueItems(Value value);
  ~ValueItems();
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
  ~TextItems();
  TextItems(const TextItems&) = delete;
  TextItems& operator=(const TextItems&) = delete;
  const std::string_view* begin() const { return parts_.data(); }
  const std::string_view* end() const { return parts_.data() + parts_.size(); }

 private:
  const std::string text_;
  std::vector<std::string_view> parts_;
};

/// The items of a vector, or another contiguous range, that the body of the loop could change: throws `el::Error`
/// where the loop goes on if it has, instead of reading what is no longer there.
template <class T>
class WatchedItems {
  using Pointer = decltype(std::data(std::declval<T&>()));

 public:
  class Iterator {
   public:
    Iterator(T& range, Pointer at) : range_(&range), at_(at), end_(std::data(range) + std::size(range)) {}
    decltype(auto) operator*() const { return *at_; }
    Iterator& operator++() {
      if (std::data(*range_) + std::size(*range_) != end_) detail::refuse_change();
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    T* range_;
    Pointer at_;
    Pointer end_;
  };

  explicit WatchedItems(T& range) : range_(range) {}
  Iterator begin() const { return {range_, std::data(range_)}; }
  Iterator end() const { return {range_, std::data(range_) + std::size(range_)}; }

 private:
  T& range_;
};

/// What `items` loops over: a `ValueItems` for a dynamic value; for C++ values, the range itself, held if it is a
/// temporary, or one of the classes above.
QUIRE_API ValueItems items(PageContext& context, const Value& value);
QUIRE_API TextItems items(PageContext& context, std::string_view text);
template <class T>
decltype(auto) items([[maybe_unused]] PageContext& context, T&& range) {
  using Bare = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<Bare, Value>) {
    return items(context, static_cast<const Value&>(range));
  } else if constexpr (std::is_null_pointer_v<Bare>) {
    return items(context, el::detail::null());
  } else if constexpr (quire::detail::TextLike<Bare>) {
    return TextItems(std::string_view(range));
  } else if constexpr (detail::MapLike<Bare>) {
    return MapItems<T>(std::forward<T>(range));
  } else if constexpr (detail::Range<std::remove_reference_t<T>>) {
    static_assert(!std::is_same_v<decltype(std::end(range)), std::unreachable_sentinel_t> || detail::kEnds<Bare>,
                  "a range of this type has no end; write, for example, `| std::views::take(10)`");
    if constexpr (detail::Changeable<T>) return WatchedItems(range);
    else return static_cast<T>(std::forward<T>(range));
  } else if constexpr (detail::PointsToItems<T>) {
    using Pointed = std::remove_reference_t<decltype(*range)>;
    if constexpr (quire::detail::TextLike<std::remove_cv_t<Pointed>>)
      return TextItems(el::detail::has_value(range) ? std::string_view(*range) : std::string_view());
    // Dynamic, and what is itself a pointer: items of the value.
    else if constexpr (!detail::Range<Pointed>) return items(context, el::value(context, range));
    else return PointedItems<T>(std::forward<T>(range));
  } else {
    static_assert(
        detail::kIsLoopable<Bare>,
        "a value of this type has no items; loop over a range, a map, text or a `quire::Value`, or count with "
        "`begin` and `end`");
    return items(context, el::detail::null());
  }
}

}  // namespace quire::core

#endif  // QUIRE_CORE_ITEMS_H_
