#include "runtime/process/workers.h"

#include "runtime/process/spawn.h"
#include "runtime/protocol/json_text.h"

#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace quire {

namespace {

/// How much longer than its requests a worker may take to leave.
constexpr std::chrono::seconds kLeave{4};
/// How long a worker may take to open its sites.
constexpr std::chrono::seconds kStart{120};

}  // namespace

Workers::Workers(std::vector<std::string> environment) : environment_(std::move(environment)), name_(own_name()) {}

WorkerProcess* Workers::serving() {
  WorkerProcess* newest = nullptr;
  for (auto& [pid, worker] : all_)
    if (worker.is_serving() && (newest == nullptr || worker.number > newest->number)) newest = &worker;
  return newest;
}

bool Workers::is_coming() const {
  return std::ranges::any_of(all_, [](const auto& worker) { return worker.second.is_coming(); });
}

std::size_t Workers::leaving() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(all_, [](const auto& worker) { return worker.second.is_leaving(); }));
}

Workers::Clock::time_point Workers::next_time() const {
  Clock::time_point next = Clock::time_point::max();
  for (const auto& [pid, worker] : all_) next = std::min(next, worker.next_time());
  return next;
}

std::optional<Error> Workers::start(WorkerPlan plan) {
  const auto failed = [] { return Error{std::string("cannot start a worker: ") + std::strerror(errno), errno}; };
  Result<SocketPair> status = socket_pair(SOCK_STREAM);
  Descriptor sessions(::memfd_create("quire-sessions", MFD_CLOEXEC));
  // Not an argument: these can be seen by every user, and are limited in size.
  const Descriptor plan_file(::memfd_create("quire-plan", MFD_CLOEXEC));
  if (!passing_.ours)
    if (Result<SocketPair> pair = socket_pair(SOCK_SEQPACKET | SOCK_NONBLOCK)) passing_ = *std::move(pair);
  if (!status || !sessions || !plan_file || !passing_.ours) return failed();
  const WorkerProcess* const before = serving();
  plan.status = status->theirs.get();
  plan.passing = passing_.ours.get();
  plan.passed = passing_.theirs.get();
  plan.sessions = sessions.get();
  if (before != nullptr) plan.inherited_sessions = before->sessions.get();
  std::vector<int> inherited = plan.listeners;
  inherited.insert(inherited.end(), {plan_file.get(), plan.build_channel, plan.status, plan.passing, plan.passed,
                                     plan.sessions, plan.inherited_sessions, plan.crashes, plan.counters, plan.output});
  if (!write_all(plan_file.get(), to_json(plan))) return failed();
  const pid_t child = spawn(own_file(), {name_, "worker", std::to_string(plan_file.get())}, inherited, environment_);
  if (child < 0) return failed();
  WorkerProcess& worker = all_[child];
  worker.pid = child;
  worker.status = std::move(status->ours);
  worker.sessions = std::move(sessions);
  worker.number = ++started_;
  worker.predecessor = before != nullptr ? before->number : 0;
  worker.end_time = Clock::now() + kStart;
  worker.end_limit = plan.settings.announcement + plan.settings.drain + kLeave;
  worker.retire_limit = plan.settings.retire + kLeave;
  return std::nullopt;
}

std::optional<WorkerProcess> Workers::remove(pid_t pid) {
  const auto found = all_.find(pid);
  if (found == all_.end()) return std::nullopt;
  WorkerProcess worker = std::move(found->second);
  all_.erase(found);
  return worker;
}

void Workers::retire_before(const WorkerProcess& ready) {
  for (auto& [pid, worker] : all_)
    if (worker.number < ready.number) worker.retire(/*is_succeeded=*/true);
}

void Workers::end() {
  for (auto& [pid, worker] : all_) worker.retire(/*is_succeeded=*/false);
}

void Workers::kill(int signal) const {
  for (const auto& [pid, worker] : all_) ::kill(pid, signal);
}

bool Workers::complete_sessions() {
  const Clock::time_point now = Clock::now();
  bool serves = false;
  for (auto& [pid, worker] : all_) {
    if (worker.state != WorkerProcess::State::kReady) continue;
    const auto is_writing = [&, number = worker.predecessor](const auto& entry) {
      const WorkerProcess& other = entry.second;
      return other.number == number && !other.has_left_sessions && other.status && now < other.sessions_time;
    };
    if (std::ranges::any_of(all_, is_writing)) continue;
    worker.send(kSessionsComplete);
    worker.state = WorkerProcess::State::kServing;
    worker.serving_since = now;
    serves = true;
  }
  return serves;
}

void Workers::save(SupervisorState& state) const {
  for (const auto& [pid, worker] : all_)
    state.workers.push_back({pid, worker.status.get(), worker.sessions.get(), worker.number, worker.end_limit,
                             worker.retire_limit, worker.is_serving(), worker.has_left_sessions});
  state.passing = passing_.ours.get();
  state.passed = passing_.theirs.get();
  state.started = started_;
}

void Workers::adopt(const SupervisorState& state) {
  for (const SupervisorState::Worker& one : state.workers) {
    WorkerProcess& worker = all_[one.pid];
    worker.pid = one.pid;
    worker.status.reset(one.status);
    worker.sessions.reset(one.sessions);
    worker.number = one.number;
    worker.end_limit = one.end_limit;
    worker.retire_limit = one.retire_limit;
    worker.has_left_sessions = one.has_left_sessions;
    worker.state = one.is_serving ? WorkerProcess::State::kServing : WorkerProcess::State::kLeaving;
    if (worker.is_leaving()) worker.end_time = Clock::now() + worker.retire_limit;
  }
  passing_ = {Descriptor(state.passing), Descriptor(state.passed)};
  started_ = state.started;
}

}  // namespace quire
