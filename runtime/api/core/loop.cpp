#include <quire/core_loop.h>

#include <string>

namespace quire::core {

namespace {

std::optional<long long> given(long long number) {
  return number == kAbsent ? std::nullopt : std::optional<long long>(number);
}

}  // namespace

template class Loop<const Value*, const Value*>;

Bounds::Bounds(long long begin_at, long long end_at, long long step_by)
    : begin(given(begin_at)), end(given(end_at)), step(given(step_by)) {
  if (begin && *begin < 0) throw el::Error("`begin` of a loop is " + std::to_string(*begin) + "; it must be 0 or more");
  if (step && *step < 1) throw el::Error("`step` of a loop is " + std::to_string(*step) + "; it must be 1 or more");
  from = begin.value_or(from);
  to = end.value_or(to);
  by = step.value_or(by);
}

Counter::Counter(const Bounds& bounds) : bounds_(bounds), at_(bounds.from), is_over_(at_ > bounds.to) {}

void Counter::next() {
  is_over_ = bounds_.to - at_ < bounds_.by;
  if (!is_over_) at_ += bounds_.by;
  ++count_;
}

Status<long long> Counter::status() const {
  const bool is_last = bounds_.to - at_ < bounds_.by;
  return {at_, at_, count_, count_ == 1, is_last, bounds_.begin, bounds_.end, bounds_.step};
}

}  // namespace quire::core
