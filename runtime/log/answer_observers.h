#ifndef QUIRE_RUNTIME_LOG_ANSWER_OBSERVERS_H_
#define QUIRE_RUNTIME_LOG_ANSWER_OBSERVERS_H_

#include "runtime/log/finished_answer.h"

#include <cstddef>
#include <vector>

namespace quire {

/// Passes each finished answer to several observers. Add them all before the first answer.
class AnswerObservers final : public AnswerObserver {
 public:
  /// `observer` must outlive this. Only one of them may need attributes.
  void add(AnswerObserver& observer) {
    const Needs& needs = observer.needs();
    needs_.response_fields |= needs.response_fields;
    needs_.local_end |= needs.local_end;
    needs_.session_id |= needs.session_id;
    if (!needs.attributes.empty()) needs_.attributes = needs.attributes;
    observers_.push_back(&observer);
  }
  bool is_empty() const { return observers_.empty(); }

  const Needs& needs() const override { return needs_; }
  void finished(std::size_t lane, const FinishedAnswer& answer) override {
    for (AnswerObserver* observer : observers_) observer->finished(lane, answer);
  }

 private:
  std::vector<AnswerObserver*> observers_;
  Needs needs_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_ANSWER_OBSERVERS_H_
