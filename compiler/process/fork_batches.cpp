#include "compiler/process/fork_batches.h"

#include "compiler/process/job_channel.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

/// How often it is asked whether to stop, should the signal come between the
/// question and the wait.
constexpr int kLongestWait = 500;

/// A child at work on `numbers`; it answers in their order, a line each.
struct RunningBatch {
  std::vector<std::size_t> numbers;
  std::size_t answered = 0;
  pid_t child = 0;
  int socket = -1;
  std::string unread = {};
  /// Of the job that it is at.
  Clock::time_point deadline;
  bool timed_out = false;
};

/// The child's part. Whatever happens, it must not return to what the parent does.
[[noreturn]] void do_all(const Batches& batches, const std::vector<std::size_t>& numbers, int socket) noexcept {
  ::prctl(PR_SET_NAME, "pagec build");
  // Of Ctrl-C, which reaches all processes of a terminal, the parent hears.
  ::signal(SIGINT, SIG_IGN);
  try {
    for (const std::size_t number : numbers) {
      renew_cpu_limit(batches.limits);
      if (!write_all(socket, json::serialize(batches.work(number)) + "\n")) ::_exit(1);
    }
  } catch (const std::exception&) {
    ::_exit(1);
  }
  // Neither destructors nor exit handlers: they are the parent's.
  ::_exit(0);
}

/// One run of `fork_batches`.
class BatchRun {
 public:
  explicit BatchRun(const Batches& batches) : batches_(batches) {
    for (std::size_t first = 0; first < batches.count; first += batches.size) {
      std::vector<std::size_t> numbers;
      for (std::size_t number = first; number < std::min(first + batches.size, batches.count); ++number)
        numbers.push_back(number);
      waiting_.push_back(std::move(numbers));
    }
  }
  ~BatchRun() {
    for (const RunningBatch& batch : running_) {
      ::kill(batch.child, SIGKILL);
      ::close(batch.socket);
      wait_for(batch.child);
    }
  }
  BatchRun(const BatchRun&) = delete;
  BatchRun& operator=(const BatchRun&) = delete;

  bool run() {
    while (!waiting_.empty() || !running_.empty()) {
      if (batches_.is_stopped && batches_.is_stopped()) return false;
      while (!waiting_.empty() && running_.size() < static_cast<std::size_t>(std::max(batches_.parallel, 1))) {
        start(std::move(waiting_.front()));
        waiting_.pop_front();
      }
      wait();
      tell();
    }
    return true;
  }

 private:
  static int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  void start(std::vector<std::size_t> numbers);
  void wait();
  bool read_answers(RunningBatch& batch);
  void finish(const RunningBatch& batch);
  void tell();

  const Batches& batches_;
  std::deque<std::vector<std::size_t>> waiting_;
  std::vector<RunningBatch> running_;
  /// Children end in any order; what is told does not depend on it.
  std::map<std::size_t, json::object> answers_;
  std::size_t told_ = 0;
};

void BatchRun::start(std::vector<std::size_t> numbers) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  const pid_t child = fork_limited(ends[1], batches_.limits);
  if (child == 0) {
    do_all(batches_, numbers, ends[1]);
  }
  ::close(ends[1]);
  running_.push_back(
      {std::move(numbers), 0, child, ends[0], {}, Clock::now() + batches_.limits.wall, /*timed_out=*/false});
}

void BatchRun::wait() {
  std::vector<pollfd> waits;
  for (const RunningBatch& batch : running_) waits.push_back({batch.socket, POLLIN, 0});
  ::poll(waits.data(), waits.size(), kLongestWait);
  for (std::size_t index = running_.size(); index-- > 0;) {
    RunningBatch& batch = running_[index];
    if (waits[index].revents == 0) {
      if (Clock::now() < batch.deadline || batch.timed_out) continue;
      batch.timed_out = true;
      ::kill(batch.child, SIGKILL);
    } else if (!read_answers(batch)) {
      const RunningBatch ended = std::move(batch);
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(index));
      finish(ended);
    }
  }
}

/// False at the end of the child's answers.
bool BatchRun::read_answers(RunningBatch& batch) {
  char block[65536];
  const ssize_t got = ::read(batch.socket, block, sizeof block);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (got <= 0) return false;
  batch.unread.append(block, static_cast<std::size_t>(got));
  std::size_t begin = 0;
  for (std::size_t end = batch.unread.find('\n'); end != std::string::npos; end = batch.unread.find('\n', begin)) {
    const std::string_view line = std::string_view(batch.unread).substr(begin, end - begin);
    answers_[batch.numbers[batch.answered++]] = json::parse(line).as_object();
    batch.deadline = Clock::now() + batches_.limits.wall;
    begin = end + 1;
  }
  batch.unread.erase(0, begin);
  return true;
}

void BatchRun::finish(const RunningBatch& batch) {
  ::close(batch.socket);
  const int status = wait_for(batch.child);
  if (batch.answered == batch.numbers.size()) return;
  const auto at_fault = batch.numbers.begin() + static_cast<std::ptrdiff_t>(batch.answered);
  std::vector<std::size_t> rest(std::next(at_fault), batch.numbers.end());
  if (!rest.empty()) waiting_.push_front(std::move(rest));
  // The memory of the jobs before it may have counted against its limit.
  if (batch.answered > 0) waiting_.push_front({*at_fault});
  else answers_[*at_fault] = batches_.died(*at_fault, death_sentence(status, batch.timed_out, batches_.limits));
}

void BatchRun::tell() {
  for (auto first = answers_.begin(); first != answers_.end() && first->first == told_; first = answers_.erase(first)) {
    batches_.done(told_, std::move(first->second));
    ++told_;
  }
}

}  // namespace

bool fork_batches(const Batches& batches) { return BatchRun(batches).run(); }

}  // namespace quire::compiler
