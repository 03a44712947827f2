#include "stdlib/fetch/curl_request.h"

#include "stdlib/fetch/charset.h"
#include "stdlib/fetch/content_type.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace quire {

namespace {

using Answer = FetchLibrary::Answer;
using Rule = FetchLibrary::Rule;

constexpr std::size_t kMostIdle = 16;
/// Of the heads of one answer, including those of interim ones.
constexpr std::size_t kMostHeadBytes = std::size_t{256} << 10;
constexpr int kFirstError = 400;

/// Handles of libcurl that nobody uses, with their connections.
class Handles {
 public:
  struct Close {
    void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
  };
  using Handle = std::unique_ptr<CURL, Close>;

  Handles() { ::curl_global_init(CURL_GLOBAL_DEFAULT); }

  /// Null if there is no memory.
  Handle take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return Handle(::curl_easy_init());
    Handle handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }
  void give_back(Handle handle) {
    // Keeps the connections.
    ::curl_easy_reset(handle.get());
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMostIdle) idle_.push_back(std::move(handle));
  }

 private:
  std::mutex mutex_;
  std::vector<Handle> idle_;
};

/// Writing to a connection that the other side has closed must not end the program.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutPipeSignal() {
    if (::sigismember(&before_, SIGPIPE) != 0) return;
    const timespec at_once{};
    ::sigtimedwait(&pipe_, nullptr, &at_once);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

/// What arrives, within limits.
struct Received {
  std::string body;
  std::size_t head_bytes = 0;
  std::size_t max_body;
  bool is_too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* to) {
  auto& received = *static_cast<Received*>(to);
  received.is_too_large = size > received.max_body - received.body.size();
  if (received.is_too_large) return 0;
  // libcurl cannot pass an exception on.
  try {
    received.body.append(data, size);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return size;
}

std::size_t take_head(char*, std::size_t, std::size_t size, void* to) {
  auto& received = *static_cast<Received*>(to);
  received.head_bytes += size;
  return received.head_bytes > kMostHeadBytes ? 0 : size;
}

/// Debian's libcurl has the path of the machine's certificates built in; elsewhere they may be in another place.
const char* machine_certificates() {
  for (const char* path : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                           "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"})
    if (::access(path, R_OK) == 0) return path;
  return nullptr;
}

void set_options(CURL* handle, const std::string& url, const Rule& rule, Received& received, char* message) {
  const auto set = [&](CURLoption option, auto value) { ::curl_easy_setopt(handle, option, value); };
  set(CURLOPT_URL, url.c_str());
  // The URL was checked as it is.
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // Not those of the environment.
  set(CURLOPT_PROXY, rule.proxy.c_str());
  set(CURLOPT_NOPROXY, "");
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!rule.ca_file.empty()) {
    set(CURLOPT_CAINFO, rule.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
  } else if (const char* certificates = machine_certificates()) {
    set(CURLOPT_CAINFO, certificates);
  }
  set(CURLOPT_TIMEOUT_MS, rule.timeout);
  set(CURLOPT_CONNECTTIMEOUT_MS, rule.timeout);
  set(CURLOPT_NOSIGNAL, 1L);
  // A resolver that does not answer is left behind.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(rule.max_body));
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_USERAGENT, "Quire");
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  set(CURLOPT_HEADERFUNCTION, &take_head);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&received));
  set(CURLOPT_ERRORBUFFER, message);
}

std::string failure_of(CURLcode code, const Received& received, const char* message) {
  if (received.is_too_large || code == CURLE_FILESIZE_EXCEEDED)
    return "has more than " + std::to_string(received.max_body) + " bytes (`[import] max_body` in web.toml)";
  if (received.head_bytes > kMostHeadBytes)
    return "has a head of more than " + std::to_string(kMostHeadBytes) + " bytes";
  return std::string("cannot be fetched: ") + (*message != '\0' ? message : ::curl_easy_strerror(code));
}

std::string text_of(CURL* handle, CURLINFO info) {
  const char* text = nullptr;
  ::curl_easy_getinfo(handle, info, &text);
  return text != nullptr ? text : "";
}

std::optional<Answer> answer_of(CURL* handle, const Rule& rule, Received received, std::string& error) {
  Answer answer;
  long status = 0;
  ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  answer.location = text_of(handle, CURLINFO_REDIRECT_URL);
  if (answer.status >= kFirstError || !answer.location.empty()) return answer;
  const ContentType type(text_of(handle, CURLINFO_CONTENT_TYPE));
  answer.is_html = type.is_html;
  const std::string& given = type.charset.empty() ? rule.encoding : type.charset;
  const std::string charset = given.empty() ? "UTF-8" : given;
  auto text = to_utf8(received.body, charset);
  if (!text) {
    error = "has the encoding `" + charset.substr(0, 100) + "`, which this system does not know";
    return std::nullopt;
  }
  answer.body = *std::move(text);
  return answer;
}

}  // namespace

std::optional<Answer> fetch_with_curl(const std::string& url, const Rule& rule, std::string& error) {
  // Before the handle, which may write to a connection when it is closed.
  const WithoutPipeSignal without_signal;
  // Never destroyed: pages may run until the process ends.
  static auto& handles = *new Handles;
  Handles::Handle handle = handles.take();
  if (!handle) {
    error = "cannot be fetched: there is no memory";
    return std::nullopt;
  }
  Received received{{}, 0, rule.max_body};
  std::array<char, CURL_ERROR_SIZE> message{};
  set_options(handle.get(), url, rule, received, message.data());
  const CURLcode code = ::curl_easy_perform(handle.get());
  // Its connections are in an unknown state.
  if (code != CURLE_OK) {
    error = failure_of(code, received, message.data());
    return std::nullopt;
  }
  auto answer = answer_of(handle.get(), rule, std::move(received), error);
  handles.give_back(std::move(handle));
  return answer;
}

}  // namespace quire
