#include "runtime/fault/forked_child.h"

#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <string_view>

namespace quire {

bool is_forked_child = false;

namespace {

constexpr std::string_view kQueue = "anon_inode:[eventpoll]";

/// An entry of a folder, as getdents64(2) writes it.
struct FolderEntry {
  std::uint64_t inode;
  std::int64_t offset;
  unsigned short size;
  unsigned char type;
  char name[1];
};

/// Whether it is a socket or an event queue that is closed on exec, as all that the server opens is, and connections to
/// other sites are, unlike what page code prepares for a program.
bool is_of_server(int folder, int descriptor, const char* name) {
  const int flags = ::fcntl(descriptor, F_GETFD);
  if (flags < 0 || (flags & FD_CLOEXEC) == 0) return false;
  int domain = 0;
  socklen_t size = sizeof domain;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0) return true;
  char target[64];
  const ssize_t length = ::readlinkat(folder, name, target, sizeof target);
  return length > 0 && std::string_view(target, static_cast<std::size_t>(length)) == kQueue;
}

/// Called in the child, where only what a signal handler may do is safe: hence no readdir(3).
void leave_server() {
  is_forked_child = true;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const Descriptor folder(::open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  alignas(FolderEntry) char entries[4096];
  for (long got = 0; (got = ::syscall(SYS_getdents64, folder.get(), entries, sizeof entries)) > 0;) {
    for (long at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const FolderEntry*>(entries + at);
      at += entry->size;
      int descriptor = 0;
      for (const char* digit = entry->name; *digit >= '0' && *digit <= '9'; ++digit)
        descriptor = descriptor * 10 + (*digit - '0');
      if (descriptor > STDERR_FILENO && is_of_server(folder.get(), descriptor, entry->name))
        Descriptor(descriptor).reset();
    }
  }
}

}  // namespace

void contain_forks() { ::pthread_atfork(nullptr, nullptr, leave_server); }

}  // namespace quire
