#include "runtime/process/supervisor_state.h"

#include "runtime/base/descriptor.h"
#include "runtime/protocol/json_text.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace quire {

namespace {

/// The number of the descriptor that has the state.
constexpr const char* kVariable = "QUIRE_SUPERVISOR_STATE";

void set_closed_on_exec(const SupervisorState& state, bool closed) {
  std::vector<int> all = {state.passing, state.passed, state.counters};
  for (const auto& listener : state.listeners) all.push_back(listener.socket);
  for (const auto& worker : state.workers) all.insert(all.end(), {worker.status, worker.sessions});
  for (const auto& lock : state.locks) all.insert(all.end(), {lock.file, lock.name});
  for (const int descriptor : all) ::fcntl(descriptor, F_SETFD, closed ? FD_CLOEXEC : 0);
}

}  // namespace

Error replace_program(const std::string& path, const std::vector<std::string>& arguments,
                      const SupervisorState& state) {
  const Descriptor file(::memfd_create("quire-supervisor", 0));
  if (!file || !write_all(file.get(), to_json(state)))
    return {std::string("cannot pass on the state of the server: ") + std::strerror(errno), errno};
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::setenv(kVariable, std::to_string(file.get()).c_str(), 1);
  set_closed_on_exec(state, false);
  ::execv(path.c_str(), argv.data());
  const int error = errno;
  set_closed_on_exec(state, true);
  ::unsetenv(kVariable);
  return {"cannot start " + path + ": " + std::strerror(error), error};
}

std::optional<SupervisorState> take_supervisor_state() {
  const char* number = std::getenv(kVariable);
  if (number == nullptr) return std::nullopt;
  const Descriptor file(std::atoi(number));
  ::unsetenv(kVariable);
  std::string text;
  // The previous program has left the position at the end.
  if (::lseek(file.get(), 0, SEEK_SET) != 0 || !read_to_end(file.get(), text)) return std::nullopt;
  auto state = from_other_json<SupervisorState>(text);
  set_closed_on_exec(state, true);
  return state;
}

}  // namespace quire
