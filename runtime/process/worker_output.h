#ifndef QUIRE_RUNTIME_PROCESS_WORKER_OUTPUT_H_
#define QUIRE_RUNTIME_PROCESS_WORKER_OUTPUT_H_

#include "runtime/base/descriptor.h"

#include <string>
#include <string_view>
#include <thread>

namespace quire {

/// A pipe for what workers write to standard output and standard error: text that page code and
/// libraries print, reports of sanitizers, the last words of a process. Each line becomes an entry of
/// this process's log, so that pages can neither forge entries nor act on a terminal. Read by a
/// thread, even while this process does something else.
class WorkerOutput {
 public:
  WorkerOutput();
  /// Logs what is there; does not wait for more.
  ~WorkerOutput();
  WorkerOutput(const WorkerOutput&) = delete;
  WorkerOutput& operator=(const WorkerOutput&) = delete;

  /// For workers to write to; -1 if there is none.
  int descriptor() const { return writing_.get(); }

 private:
  void run();
  bool read_some();
  void log_lines(bool is_end);

  Descriptor reading_;
  Descriptor writing_;
  Descriptor ending_;
  /// What has no line end yet.
  std::string rest_;
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_OUTPUT_H_
