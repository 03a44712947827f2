#include "runtime/process/service_process.h"

#include "runtime/dev/console.h"
#include "runtime/process/spawn.h"

#include <sys/socket.h>

#include <csignal>
#include <utility>

namespace quire {

void ServiceProcess::start() {
  if (pid_ > 0 || pagec_.empty() || restart_time_ != Clock::time_point::max()) return;
  if (!channel_.theirs)
    if (Result<SocketPair> pair = socket_pair(SOCK_SEQPACKET)) channel_ = *std::move(pair);
  if (!channel_.theirs) return;
  const int channel = channel_.theirs.get();
  std::vector<std::string> arguments = {pagec_, "serve-builds", "--channel", std::to_string(channel)};
  arguments.insert(arguments.end(), arguments_.begin(), arguments_.end());
  pid_ = spawn(pagec_, arguments, {channel});
  // The machine may have another process to spare later.
  if (pid_ < 0) restart_time_ = Clock::now() + delay_.after_end(Clock::now()) + std::chrono::seconds(1);
}

void ServiceProcess::restart_if_due() {
  if (Clock::now() < restart_time_) return;
  restart_time_ = Clock::time_point::max();
  start();
}

bool ServiceProcess::has_ended(pid_t child, int status) {
  if (child != pid_) return false;
  pid_ = -1;
  const Clock::time_point now = Clock::now();
  const auto pause = delay_.after_end(now);
  if (pause.count() == 0) {
    log_entry(LogLevel::kError, "the compile service ended (" + describe_end(status) + ")");
    start();
    return true;
  }
  if (delay_.should_tell())
    log_entry(LogLevel::kError,
              "the compile service keeps ending (" + describe_end(status) +
                  "); it is restarted again and again, after growing pauses; does `pagec check` work?");
  restart_time_ = now + pause;
  return true;
}

void ServiceProcess::stop() {
  if (pid_ > 0) ::kill(pid_, SIGTERM);
}

}  // namespace quire
