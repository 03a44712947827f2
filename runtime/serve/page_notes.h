#ifndef QUIRE_RUNTIME_SERVE_PAGE_NOTES_H_
#define QUIRE_RUNTIME_SERVE_PAGE_NOTES_H_

#include "runtime/page/page_execution.h"
#include "runtime/serve/page_job.h"
#include "runtime/serve/server_counters.h"

namespace quire {

/// What pages leave for access log and counters. Immutable once the server runs, so any thread may use it.
class PageObservation {
 public:
  /// Observes nothing.
  PageObservation() = default;
  /// Both must outlive this; `counters` may be null.
  PageObservation(ServerCounters* counters, const AnswerObserver::Needs& needs) : counters_(counters), needs_(&needs) {}

  /// Notes which page answers, before it runs.
  void note_page(PageJob& job, const LoadedPage& page) const;
  /// Notes what the log needs of a page that has run, before its answer is completed. Creates no session.
  void note_values(PageJob& job) const;

 private:
  ServerCounters* counters_ = nullptr;
  const AnswerObserver::Needs* needs_ = nullptr;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_NOTES_H_
