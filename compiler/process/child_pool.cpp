#include "compiler/process/child_pool.h"

#include "runtime/base/descriptor.h"

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace quire::compiler {

namespace {

/// The longest time before checking again whether to stop, in milliseconds, in case the
/// signal arrives between the check and the wait.
constexpr int kLongestWait = 500;

/// Precedes each answer: its size in native byte order.
using AnswerSize = std::uint64_t;

bool send_answer(int socket, const std::string& answer) {
  const AnswerSize size = answer.size();
  return send_all(socket, {reinterpret_cast<const char*>(&size), sizeof size}) && send_all(socket, answer);
}

/// Removes the first answer from what was read; returns false if it is incomplete.
bool take_answer(std::string& unread, std::string& answer) {
  AnswerSize size = 0;
  if (unread.size() < sizeof size) return false;
  std::memcpy(&size, unread.data(), sizeof size);
  if (unread.size() - sizeof size < size) return false;
  answer = unread.substr(sizeof size, size);
  unread.erase(0, sizeof size + size);
  return true;
}

/// Runs in the child. Must never return to the parent's code.
[[noreturn]] void do_all(const ChildJobs& jobs, const std::vector<std::size_t>& numbers, int socket) noexcept {
  ::prctl(PR_SET_NAME, "pagec build");
  // The parent handles Ctrl-C, which is sent to all processes of a terminal.
  ::signal(SIGINT, SIG_IGN);
  try {
    for (const std::size_t number : numbers) {
      renew_cpu_limit(jobs.limits);
      if (!send_answer(socket, jobs.work(number))) ::_exit(1);
    }
  } catch (const std::exception&) {
    ::_exit(1);
  }
  // No destructors or exit handlers, which belong to the parent.
  ::_exit(0);
}

/// A child that works on `numbers` and answers in the same order.
struct Worker {
  std::vector<std::size_t> numbers;
  ForkedChild child;
  Descriptor socket;
  std::size_t answered = 0;
  std::string unread = {};
};

/// One run of the pool; its workers end with it.
class Pool {
 public:
  explicit Pool(const ChildJobs& jobs) : jobs_(jobs) {
    for (std::size_t number = 0; number < jobs.count; ++number) {
      if (number % jobs.per_child == 0) waiting_.emplace_back();
      waiting_.back().push_back(number);
    }
  }

  bool run() {
    while (!waiting_.empty() || !workers_.empty()) {
      if (jobs_.is_stopped && jobs_.is_stopped()) return false;
      while (!waiting_.empty() && workers_.size() < static_cast<std::size_t>(std::max(jobs_.parallel, 1))) {
        start(std::move(waiting_.front()));
        waiting_.pop_front();
      }
      wait();
      tell();
    }
    return true;
  }

 private:
  void start(std::vector<std::size_t> numbers);
  void wait();
  bool read_answers(Worker& worker);
  void finish(Worker worker);
  void tell();

  const ChildJobs& jobs_;
  std::deque<std::vector<std::size_t>> waiting_;
  std::vector<Worker> workers_;
  /// Children end in any order, but results are passed on in the order of the numbers.
  std::map<std::size_t, JobOutcome> outcomes_;
  std::size_t told_ = 0;
};

void Pool::start(std::vector<std::size_t> numbers) {
  Result<SocketPair> sockets = socket_pair();
  if (!sockets) throw std::runtime_error("cannot start a build: " + sockets.error().sentence);
  const int theirs = sockets->theirs.get();
  const pid_t child = fork_limited(theirs, jobs_.limits);
  if (child == 0) do_all(jobs_, numbers, theirs);
  workers_.push_back({std::move(numbers), ForkedChild(child, jobs_.limits), std::move(sockets->ours)});
}

void Pool::wait() {
  std::vector<pollfd> waits;
  int longest = kLongestWait;
  for (const Worker& worker : workers_) {
    waits.push_back({worker.socket.get(), POLLIN, 0});
    longest = milliseconds_until(worker.child.deadline(), longest);
  }
  ::poll(waits.data(), waits.size(), longest);
  for (std::size_t index = workers_.size(); index-- > 0;) {
    Worker& worker = workers_[index];
    if (waits[index].revents == 0) {
      worker.child.kill_overdue();
    } else if (!read_answers(worker)) {
      Worker ended = std::move(worker);
      workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
      finish(std::move(ended));
    }
  }
}

/// Returns false at the end of the child's answers.
bool Pool::read_answers(Worker& worker) {
  char block[65536];
  const ssize_t got = ::read(worker.socket.get(), block, sizeof block);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  worker.unread.append(block, static_cast<std::size_t>(got));
  for (std::string answer; take_answer(worker.unread, answer);) {
    outcomes_[worker.numbers[worker.answered++]] = {true, std::move(answer)};
    worker.child.renew_deadline(jobs_.limits);
  }
  return true;
}

void Pool::finish(Worker worker) {
  const int status = worker.child.wait();
  if (worker.answered == worker.numbers.size()) return;
  const auto at_fault = worker.numbers.begin() + static_cast<std::ptrdiff_t>(worker.answered);
  std::vector<std::size_t> rest(std::next(at_fault), worker.numbers.end());
  if (!rest.empty()) waiting_.push_front(std::move(rest));
  // Memory of earlier jobs may have counted towards its limit.
  if (worker.answered > 0) waiting_.push_front({*at_fault});
  else outcomes_[*at_fault] = {false, death_sentence(status, worker.child.timed_out(), jobs_.limits)};
}

void Pool::tell() {
  for (auto first = outcomes_.begin(); first != outcomes_.end() && first->first == told_;
       first = outcomes_.erase(first))
    jobs_.done(told_++, std::move(first->second));
}

}  // namespace

bool run_in_children(const ChildJobs& jobs) { return Pool(jobs).run(); }

}  // namespace quire::compiler
