#ifndef QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_
#define QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_

#include <string>

namespace quire {

/// A build request as it is sent over a SOCK_SEQPACKET socket: one message with the request and the
/// socket to which the answer is sent.
struct Job {
  int socket = -1;
  std::string request;
};

/// The most bytes of a request; longer ones are refused.
inline constexpr std::size_t kMaxRequest = 64 * 1024;

/// Returns false if the channel's reader has gone.
bool send_job(int channel, const Job& job);
/// Receives the next job. Its socket is -1 if there is none, or if the other side has gone.
Job receive_job(int channel, bool wait);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_JOB_CHANNEL_H_
