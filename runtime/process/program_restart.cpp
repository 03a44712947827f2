#include "runtime/process/program_restart.h"

#include "runtime/base/descriptor.h"
#include "runtime/log/server_log.h"
#include "runtime/process/spawn.h"
#include "runtime/process/systemd.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace quire {

ProgramRestart::ProgramRestart(std::vector<std::string> check_arguments)
    : path_(own_path()), arguments_(own_arguments()), check_arguments_(std::move(check_arguments)) {}

void ProgramRestart::begin() {
  if (checker_ > 0) return;
  notify_systemd("RELOADING=1");
  std::vector<std::string> arguments = {path_};
  arguments.insert(arguments.end(), check_arguments_.begin(), check_arguments_.end());
  if (check_arguments_.empty()) arguments.emplace_back("--version");
  printed_ = Descriptor(::memfd_create("quire-configtest", MFD_CLOEXEC));
  checker_ = spawn(path_, arguments, {}, {}, printed_.get());
  if (checker_ < 0) refuse(std::strerror(errno));
}

bool ProgramRestart::has_ended(pid_t child, int status) {
  if (child != checker_) return false;
  checker_ = -1;
  is_due_ = status == 0;
  if (!is_due_)
    refuse(path_ + " has found an error in its configuration, or cannot be started (" + describe_end(status) +
           "); this server goes on" + report());
  printed_ = {};
  return true;
}

std::string ProgramRestart::report() const {
  std::string text(4096, '\0');
  const ssize_t size = printed_ ? ::pread(printed_.get(), text.data(), text.size(), 0) : 0;
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text.empty() ? text : ":\n" + text;
}

void ProgramRestart::execute(const SupervisorState& state) {
  is_due_ = false;
  log_line("restarting as " + path_);
  flush_server_log();
  std::fflush(nullptr);
  refuse(replace_program(path_, arguments_, state).sentence);
}

void ProgramRestart::refuse(const std::string& why) {
  is_due_ = false;
  ++refusals_;
  last_refusal_ = why;
  log_entry(LogLevel::kError, "cannot restart: " + why);
  notify_systemd("READY=1");
}

}  // namespace quire
