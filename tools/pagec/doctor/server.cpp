#include "runtime/base/descriptor.h"
#include "tools/pagec/doctor/examine.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstring>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

constexpr std::uint16_t kUsualPort = 8080;

/// 0 if the default port is available, else the error number.
int try_port() {
  const Descriptor descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!descriptor) return errno;
  // Like the server, ignore connections that were closed recently.
  const int on = 1;
  ::setsockopt(descriptor.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(kUsualPort);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool free = ::bind(descriptor.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    ::listen(descriptor.get(), 1) == 0;
  return free ? 0 : errno;
}

}  // namespace

void examine_server(Findings& findings) {
  boost::system::error_code error;
  const fs::path paged = fs::read_symlink("/proc/self/exe", error).parent_path() / "paged";
  if (::access(paged.c_str(), X_OK) == 0) findings.push_back({Condition::kOk, "paged", paged.string()});
  else
    findings.push_back({Condition::kMissing, "paged", paged.string() + " not found: pages cannot be served",
                        "reinstall Quire, or build it with tools/build"});
  const std::string port = std::to_string(kUsualPort);
  const int refused = try_port();
  if (refused == 0) findings.push_back({Condition::kOk, "port " + port, "free"});
  else
    findings.push_back({Condition::kMissing, "port " + port, std::string("not free: ") + std::strerror(refused),
                        "stop the program that uses it (see `ss -ltnp`), or use another port: paged dev --port 0"});
}

}  // namespace quire::pagec
