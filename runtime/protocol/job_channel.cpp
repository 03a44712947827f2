#include "runtime/protocol/job_channel.h"

#include <sys/socket.h>

#include <cstring>

namespace quire {

bool send_job(int channel, const Job& job) {
  iovec data{const_cast<char*>(job.request.data()), job.request.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &job.socket, sizeof job.socket);
  return ::sendmsg(channel, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(job.request.size());
}

Job receive_job(int channel, bool wait) {
  Job job;
  job.request.resize(kMaxRequest);
  iovec data{job.request.data(), job.request.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t size = ::recvmsg(channel, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  if (size <= 0) return {};
  job.request.resize(static_cast<std::size_t>(size));
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return {};
  std::memcpy(&job.socket, CMSG_DATA(header), sizeof job.socket);
  return job;
}

}  // namespace quire
