#include "runtime/reload/build_client.h"

#include <sys/socket.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <cerrno>
#include <cstring>

namespace quire {

namespace {

namespace json = boost::json;

/// A socket pair of which the service gets one end.
class Call {
 public:
  Call() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_) != 0) ends_[0] = ends_[1] = -1;
  }
  ~Call() {
    close_end(0);
    close_end(1);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  bool is_open() const { return ends_[0] >= 0; }
  int mine() const { return ends_[0]; }
  int theirs() const { return ends_[1]; }
  /// After it was sent, so that we see its end when the service dies.
  void close_theirs() { close_end(1); }

 private:
  void close_end(int index) {
    if (ends_[index] >= 0) ::close(ends_[index]);
    ends_[index] = -1;
  }
  int ends_[2] = {-1, -1};
};

/// Sends the request, and the socket for its answer, as one message.
bool send_job(int channel, std::string request, int socket) {
  iovec data{request.data(), request.size()};
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
  std::memcpy(CMSG_DATA(header), &socket, sizeof socket);
  return ::sendmsg(channel, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(request.size());
}

/// The whole answer; an error when it does not come in time.
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
      return Error{"the compile service gave no answer within " + std::to_string(timeout.count()) + " s", ETIMEDOUT};
    else if (errno != EINTR) return Error{std::string("the compile service hung up: ") + std::strerror(errno), errno};
  }
}

/// A child that died could not say whose page it had: the service does not
/// read what clients ask.
void name_page(json::object& diagnostic, const std::string& page) {
  if (!diagnostic.at("file").as_string().empty()) return;
  diagnostic["file"] = page.substr(1);
  diagnostic["rendered"] = page.substr(1) + json::value_to<std::string>(diagnostic.at("rendered"));
}

BuildAnswer answer_from_json(const json::object& object) {
  BuildAnswer answer;
  answer.ok = object.at("ok").as_bool();
  answer.compiled = object.at("compiled").as_bool();
  answer.record = json::value_to<std::string>(object.at("record"));
  answer.diagnostics = object.at("diagnostics").as_array();
  for (const json::value& entry : object.at("dependencies").as_array()) {
    const json::object& file = entry.as_object();
    answer.dependencies.push_back({json::value_to<std::string>(file.at("path")),
                                   file.at("size").to_number<std::uint64_t>(),
                                   file.at("modified").to_number<std::int64_t>()});
  }
  for (const json::value& path : object.at("missing").as_array())
    answer.missing.push_back(json::value_to<std::string>(path));
  for (const auto& [stage, took] : object.at("milliseconds").as_object())
    answer.stages.emplace_back(stage, took.to_number<double>());
  return answer;
}

}  // namespace

void BuildCancellation::cancel() {
  const std::lock_guard lock(mutex_);
  is_cancelled_ = true;
  // The service sees the end and ends the child; our own reading ends as well.
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
  const json::object request = {{"root", order.root},
                                {"page", order.page},
                                {"work", order.work},
                                {"optimize", order.optimize},
                                {"colour", order.colour},
                                {"background", order.background},
                                {"optimize_site", order.optimize_site}};
  Call call;
  if (!call.is_open() || !send_job(channel_, json::serialize(request), call.theirs()))
    return Error{std::string("cannot reach the compile service: ") + std::strerror(errno), errno};
  call.close_theirs();
  if (!cancellation.begin(call.mine())) return Error{"the build was cancelled", ECANCELED};
  Result<std::string> text = read_answer(call.mine(), timeout_);
  cancellation.end();
  if (cancellation.is_cancelled()) return Error{"the build was cancelled", ECANCELED};
  if (!text) return text.error();
  if (text->empty())
    return Error{"the compile service was killed while it built this page; it is started again, so try once more",
                 EPIPE};
  try {
    BuildAnswer answer = answer_from_json(json::parse(*text).as_object());
    for (json::value& diagnostic : answer.diagnostics) name_page(diagnostic.as_object(), order.page);
    return answer;
  } catch (const std::exception& error) {
    return Error{std::string("the compile service gave no sensible answer: ") + error.what()};
  }
}

}  // namespace quire
