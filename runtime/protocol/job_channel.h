#ifndef QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_
#define QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_

#include <string>

namespace quire {

/// A build that is asked for, as it travels over a SOCK_SEQPACKET socket: one
/// message with the request, and the socket that the answer goes to.
struct Job {
  int socket = -1;
  std::string request;
};

/// Longer requests are refused.
inline constexpr std::size_t kMaxRequest = 64 * 1024;

/// False when the channel's reader has gone.
bool send_job(int channel, const Job& job);
/// The next job; one with socket -1 when there is none, or when the other side has gone.
Job receive_job(int channel, bool wait);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_
