#ifndef QUIRE_CORE_LOOP_H_
#define QUIRE_CORE_LOOP_H_

/// What `c:forEach` and `c:forTokens` are translated to.
///
///     auto&& items = quire::core::items(context, cart.lines());
///     for (auto&& line : items) …
///
/// or, with numbers or a status,
///
///     for (auto loop = quire::core::loop(items, {2, 8, kAbsent}); loop.more(); loop.next()) {
///       auto&& line = loop.item();
///       const auto status = loop.status();
///     }

#include <quire/core_items.h>

#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace quire::core {

namespace detail {

/// Whether an iterator can be copied to look ahead.
template <class At>
constexpr bool is_multi_pass() {
  if constexpr (requires { typename At::iterator_concept; })
    return std::is_base_of_v<std::forward_iterator_tag, typename At::iterator_concept>;
  else if constexpr (requires { typename At::iterator_category; })
    return std::is_base_of_v<std::forward_iterator_tag, typename At::iterator_category>;
  else return true;
}

}  // namespace detail

/// A number of a loop that is not given.
inline constexpr long long kAbsent = std::numeric_limits<long long>::min();

/// `begin`, `end` and `step` of a loop, as far as they are given.
struct QUIRE_API Bounds {
  /// Throws `el::Error` for a `begin` below 0 or a `step` below 1.
  Bounds(long long begin_at, long long end_at, long long step_by);

  std::optional<long long> begin;
  std::optional<long long> end;
  std::optional<long long> step;
  /// What they mean.
  long long from = 0;
  long long to = std::numeric_limits<long long>::max();
  long long by = 1;
};

/// What `varStatus` is in each round; refers to the loop.
template <class T>
struct Status {
  T current;
  /// The number of the item in all of the items, from 0; of the round, from 1.
  long long index;
  long long count;
  bool first;
  bool last;
  const std::optional<long long>& begin;
  const std::optional<long long>& end;
  const std::optional<long long>& step;
};

/// A loop over some of the items of a range, which can be read twice.
template <class At, class End>
class Loop {
 public:
  Loop(At at, End end, const Bounds& bounds) : at_(std::move(at)), end_(std::move(end)), bounds_(bounds) {
    static_assert(detail::is_multi_pass<At>(),
                  "items that can be read only once have neither `varStatus` nor numbers; copy them to a vector");
    skip(at_, index_, bounds_.from);
  }

  bool more() const { return has(at_, index_); }
  void next() {
    skip(at_, index_, bounds_.by);
    ++count_;
  }
  decltype(auto) item() const { return *at_; }
  auto status() const {
    At following = at_;
    long long index = index_;
    skip(following, index, bounds_.by);
    return Status<decltype(*at_)>{*at_,          index_,      count_,      count_ == 1, !has(following, index),
                                  bounds_.begin, bounds_.end, bounds_.step};
  }

 private:
  bool has(const At& at, long long index) const { return at != end_ && index <= bounds_.to; }
  void skip(At& at, long long& index, long long count) const {
    for (; count > 0 && at != end_; --count, ++index) ++at;
  }

  At at_;
  const End end_;
  const Bounds bounds_;
  long long index_ = 0;
  long long count_ = 1;
};

extern template class QUIRE_API Loop<const Value*, const Value*>;

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
