#include "runtime/process/server_status.h"

#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>

namespace quire {

namespace {

/// Of the answer of a server.
constexpr int kMilliseconds = 5000;
constexpr std::size_t kMostBytes = 16 << 20;

/// A socket's name in a folder that may have a path too long for it: through a descriptor of the folder.
struct SocketPlace {
  explicit SocketPlace(const std::string& pid_file) {
    std::string path = pid_file;
    if (path.ends_with(".pid")) path.resize(path.size() - 4);
    path += ".sock";
    const std::size_t slash = path.rfind('/');
    const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    folder.reset(::open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    name = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + path.substr(slash + 1);
    address.sun_family = AF_UNIX;
    if (!folder || name.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  }

  bool is_valid() const { return address.sun_path[0] != '\0'; }
  const sockaddr* bytes() const { return reinterpret_cast<const sockaddr*>(&address); }

  Descriptor folder;
  std::string name;
  sockaddr_un address{};
};

Error failure(const std::string& what, const std::string& pid_file, int error) {
  return {what + " " + pid_file + ": " + std::strerror(error), error};
}

/// Connects to a running server; no value if there is none.
Result<Descriptor> connect_to(const std::string& pid_file) {
  const SocketPlace place(pid_file);
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!place.is_valid() || !socket)
    return failure("cannot look for a server at", pid_file, place.folder ? ENAMETOOLONG : errno);
  if (::connect(socket.get(), place.bytes(), sizeof place.address) == 0) return socket;
  return failure("cannot ask the server at", pid_file, errno);
}

bool means_none(int error) { return error == ENOENT || error == ECONNREFUSED || error == ENOTDIR; }

}  // namespace

bool ServerStatus::serves() const {
  const auto count = [&](const char* state) { return std::ranges::count(workers, state, &Worker::state); };
  return count("serving") > 0 && count("starting") == 0;
}

StatusSocket::StatusSocket(std::string pid_file, Descriptor socket)
    : pid_file_(std::move(pid_file)), socket_(std::move(socket)) {}

Result<StatusSocket> StatusSocket::open(const std::string& pid_file) {
  const Result<std::optional<AskedServer>> other = ask_server(pid_file);
  if (!other) return other.error();
  if (*other)
    return Error{"a server already runs with " + pid_file + ", as process " + std::to_string((*other)->pid) +
                     "; stop it, or give this one another --pid-file",
                 EADDRINUSE};
  const SocketPlace place(pid_file);
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return failure("cannot create", pid_file, errno);
  // Left by a server that was killed.
  ::unlink(place.name.c_str());
  if (::bind(socket.get(), place.bytes(), sizeof place.address) != 0 || ::chmod(place.name.c_str(), 0600) != 0 ||
      ::listen(socket.get(), SOMAXCONN) != 0)
    return failure("cannot create a socket beside", pid_file, errno);
  try {
    write_file(pid_file, std::to_string(::getpid()) + "\n");
  } catch (const std::exception& error) {
    ::unlink(place.name.c_str());
    return Error{error.what()};
  }
  return StatusSocket(pid_file, std::move(socket));
}

StatusSocket::~StatusSocket() {
  if (!socket_) return;
  ::unlink(SocketPlace(pid_file_).name.c_str());
  ::unlink(pid_file_.c_str());
}

void StatusSocket::answer(const ServerStatus& status) const {
  const std::string text = to_json(status);
  while (true) {
    const Descriptor asked(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!asked) return;
    // The socket's buffer takes it, unless there are thousands of sites.
    const int size = static_cast<int>(text.size());
    ::setsockopt(asked.get(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    send_all(asked.get(), text);
  }
}

Result<std::optional<AskedServer>> ask_server(const std::string& pid_file) {
  const Result<Descriptor> socket = connect_to(pid_file);
  if (!socket && means_none(socket.error().code)) return std::optional<AskedServer>();
  if (!socket) return socket.error();
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket->get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    return failure("cannot ask the server at", pid_file, errno);
  // See pid_namespaces(7).
  if (peer.pid <= 0)
    return Error{"the server at " + pid_file + " runs in a container whose processes are not visible here; use this " +
                 "command there"};
  AskedServer asked{peer.pid, std::nullopt};
  std::string text;
  while (text.size() < kMostBytes) {
    pollfd readable{socket->get(), POLLIN, 0};
    char bytes[4096];
    if (::poll(&readable, 1, kMilliseconds) != 1) break;
    const ssize_t count = ::read(socket->get(), bytes, sizeof bytes);
    if (count <= 0) break;
    text.append(bytes, static_cast<std::size_t>(count));
  }
  try {
    asked.status = from_other_json<ServerStatus>(text);
  } catch (const std::exception&) {
    // It is busy.
  }
  return std::optional(std::move(asked));
}

std::optional<pid_t> left_process_id(const std::string& pid_file) {
  const Result<std::string> text = read_file(pid_file);
  if (!text) return std::nullopt;
  const long pid = std::strtol(text->c_str(), nullptr, 10);
  return pid > 0 ? std::optional(static_cast<pid_t>(pid)) : std::nullopt;
}

}  // namespace quire
