// A minimal server as the baseline: one thread, epoll, and a fixed response of
// SIZE bytes for every blank line. It does not check HTTP.
//   bare_epoll PORT SIZE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

int listen_on(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(fd, 1024) != 0) {
    std::perror("bare_epoll");
    std::exit(1);
  }
  return fd;
}

void watch(int poll, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

void answer(int fd, std::string_view response) {
  char buffer[16 * 1024];
  const ssize_t size = recv(fd, buffer, sizeof buffer, 0);
  if (size <= 0) {
    close(fd);
    return;
  }
  std::string_view text(buffer, static_cast<std::size_t>(size));
  for (std::size_t at = text.find("\r\n\r\n"); at != text.npos; at = text.find("\r\n\r\n", at + 4))
    if (send(fd, response.data(), response.size(), MSG_NOSIGNAL) < 0) return;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: bare_epoll PORT SIZE\n", stderr);
    return 2;
  }
  const int listener = listen_on(std::atoi(argv[1]));
  const std::string response =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
      "Content-Length: " +
      std::string(argv[2]) + "\r\n\r\n" + std::string(std::strtoul(argv[2], nullptr, 10), 'x');
  const int poll = epoll_create1(0);
  watch(poll, listener);
  for (;;) {
    epoll_event events[64];
    const int count = epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < count; ++i) {
      if (events[i].data.fd != listener) {
        answer(events[i].data.fd, response);
        continue;
      }
      const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
      const int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch(poll, fd);
    }
  }
}
