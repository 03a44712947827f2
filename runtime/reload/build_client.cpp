#include "runtime/reload/build_client.h"

#include "runtime/base/descriptor.h"
#include "runtime/protocol/job_channel.h"
#include "runtime/protocol/json_text.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace quire {

namespace {

/// Reads the whole answer. Returns an error if it does not arrive in time.
Result<std::string> read_answer(int socket, std::chrono::seconds timeout) {
  const timeval limit{timeout.count(), 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string text;
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(socket, block, sizeof block);
    if (got == 0) return text;
    if (got > 0) text.append(block, static_cast<std::size_t>(got));
    else if (errno == EAGAIN || errno == EWOULDBLOCK)
      return Error{"the compile service did not answer within " + std::to_string(timeout.count()) + " s", ETIMEDOUT};
    else if (errno != EINTR) return Error{std::string("the compile service failed: ") + std::strerror(errno), errno};
  }
}

/// Adds the page to diagnostics about a child that died: the service does not know it,
/// because it does not read its clients' orders.
void name_page(ReportedDiagnostic& diagnostic, const std::string& page) {
  if (!diagnostic.file.empty()) return;
  diagnostic.file = page.substr(1);
  diagnostic.rendered = diagnostic.file + diagnostic.rendered;
}

}  // namespace

void BuildCancellation::cancel() {
  const std::lock_guard lock(mutex_);
  is_cancelled_ = true;
  // The service notices this and ends the child; our own `read` returns as well.
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

bool BuildCancellation::is_cancelled() const {
  const std::lock_guard lock(mutex_);
  return is_cancelled_;
}

bool BuildCancellation::begin(int socket) {
  const std::lock_guard lock(mutex_);
  socket_ = socket;
  return !is_cancelled_;
}

void BuildCancellation::end() {
  const std::lock_guard lock(mutex_);
  socket_ = -1;
}

Result<BuildAnswer> BuildClient::build(const BuildOrder& order, BuildCancellation& cancellation) const {
  if (channel_ < 0) return Error{"this server has no compile service, so the page cannot be built"};
  Result<SocketPair> call = socket_pair();
  if (!call || !send_job(channel_, {call->theirs.get(), to_json(order)}))
    return Error{std::string("cannot reach the compile service: ") + std::strerror(errno), errno};
  // So that reading ends if the service dies.
  call->theirs.reset();
  if (!cancellation.begin(call->ours.get())) return Error{"the build was cancelled", ECANCELED};
  Result<std::string> text = read_answer(call->ours.get(), timeout_);
  cancellation.end();
  if (cancellation.is_cancelled()) return Error{"the build was cancelled", ECANCELED};
  if (!text) return text.error();
  if (text->empty())
    return Error{"the compile service was killed while it was building this page; it is being restarted, so try again",
                 EPIPE};
  try {
    BuildAnswer answer = from_json<BuildAnswer>(*text);
    for (ReportedDiagnostic& diagnostic : answer.diagnostics) name_page(diagnostic, order.page);
    return answer;
  } catch (const std::exception& error) {
    return Error{std::string("the compile service sent an invalid answer: ") + error.what()};
  }
}

}  // namespace quire
