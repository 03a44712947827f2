#include "runtime/process/spawn.h"

#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace quire {

namespace {

/// `NAME`, from `NAME=value`.
std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

}  // namespace

std::string own_file() {
  constexpr const char* kLink = "/proc/self/exe";
  if (::access(kLink, X_OK) == 0) return kLink;
  // Without /proc, the path that the kernel was given.
  return reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
}

std::string own_name() {
  boost::system::error_code error;
  const std::string path = boost::filesystem::read_symlink("/proc/self/exe", error).string();
  return error ? program_invocation_name : path;
}

std::vector<std::string> own_arguments() {
  std::vector<std::string> arguments;
  std::string text;
  const Descriptor file(::open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC));
  if (!file || !read_to_end(file.get(), text) || text.empty()) return {own_name()};
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\0', begin) + 1)
    arguments.push_back(text.substr(begin, text.find('\0', begin) - begin));
  return arguments;
}

std::string own_path() {
  namespace fs = boost::filesystem;
  const std::string name = own_arguments().front();
  std::string candidates = name.find('/') != std::string::npos ? "." : "";
  if (const char* path = std::getenv("PATH"); candidates.empty() && path != nullptr) candidates = path;
  while (!candidates.empty()) {
    const std::size_t end = candidates.find(':');
    boost::system::error_code error;
    const fs::path found = fs::absolute(fs::path(candidates.substr(0, end)) / name);
    const fs::path path = name.starts_with('/') ? fs::path(name) : found;
    if (fs::equivalent(path, "/proc/self/exe", error)) return path.string();
    candidates.erase(0, end == std::string::npos ? end : end + 1);
  }
  return own_name();
}

pid_t spawn(const std::string& file, const std::vector<std::string>& arguments, const std::vector<int>& inherited,
            const std::vector<std::string>& environment, int output) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> variables;
  for (char** own = environ; *own != nullptr; ++own)
    if (std::none_of(environment.begin(), environment.end(),
                     [&](const std::string& other) { return name_of(other) == name_of(*own); }))
      variables.push_back(*own);
  for (const std::string& variable : environment) variables.push_back(const_cast<char*>(variable.c_str()));
  variables.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  // Also if this process is killed; checked for the case that it has ended already.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  // May be forwarded before the program handles it.
  ::signal(SIGUSR1, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // In its own group, so that Ctrl-C only reaches the supervisor, which ends everything in order.
  ::setpgid(0, 0);
  if (output >= 0)
    for (const int standard : {STDOUT_FILENO, STDERR_FILENO}) ::dup2(output, standard);
  for (const int descriptor : inherited) ::fcntl(descriptor, F_SETFD, 0);
  ::execve(file.c_str(), argv.data(), variables.data());
  ::_exit(127);
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status))
    return std::string(::strsignal(WTERMSIG(status))) + ", signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace quire
