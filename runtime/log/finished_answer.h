#ifndef QUIRE_RUNTIME_LOG_FINISHED_ANSWER_H_
#define QUIRE_RUNTIME_LOG_FINISHED_ANSWER_H_

#include "runtime/http/forwarded.h"
#include "runtime/http/request_head.h"
#include "runtime/http/serializer.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// One end of a connection, as numbers and text.
struct ConnectionEnd {
  std::string_view address;
  std::uint16_t port = 0;
};

/// What pages leave for the logs, beside what is in the request and its answer.
struct PageNotes {
  /// The number of the page among those that are counted (`serve/server_counters.h`); 0 for none.
  std::atomic<std::uint32_t> page{0};
  /// Empty for none.
  std::string session_id;
  /// The values of `AnswerObserver::Needs::attributes`; those that are missing are empty.
  std::vector<std::string> attributes;
};

/// A request whose answer has been sent, or will never be; a small one counts as sent once the system has it to send.
/// Everything in it is valid only during the call that gets it.
struct FinishedAnswer {
  /// The request; null if it was refused before its head was complete and valid.
  const http::RequestHead* head = nullptr;
  /// Its first line as received; empty if unknown.
  std::string_view request_line;
  const http::Origin* origin = nullptr;
  /// Of the connection itself: the client, or the nearest proxy. The local end is set only if it is needed.
  ConnectionEnd peer;
  ConnectionEnd local;
  /// See `RequestId`.
  std::string_view id;
  std::uint32_t page = 0;
  /// Null if the answer was aborted: the page may still be running.
  const PageNotes* notes = nullptr;

  /// 499 if the connection was closed before the answer began.
  int status = 0;
  /// The fields of the response; null if there was none, or if they are not needed.
  const http::ResponseHead* response = nullptr;
  /// Octets of the body, without head and framing.
  std::uint64_t body_bytes = 0;
  /// From the end of the request's head to the end of the answer, and to its beginning.
  std::chrono::nanoseconds taken{0};
  std::chrono::nanoseconds until_begun{0};
  /// The connection is kept for further requests.
  bool is_kept = false;
  /// The connection was closed before the answer was complete.
  bool is_aborted = false;
};

/// Learns of each answer once it is finished. Called with the lock of a connection held, on any
/// thread, several at a time: it must be quick, and must not wait for anything.
class AnswerObserver {
 public:
  /// What is not collected unless somebody uses it.
  struct Needs {
    bool response_fields = false;
    bool local_end = false;
    bool session_id = false;
    struct Attribute {
      std::string name;
      /// Of the session, not of the request.
      bool is_of_session = false;
    };
    std::vector<Attribute> attributes;
  };

  virtual ~AnswerObserver() = default;
  virtual const Needs& needs() const = 0;
  /// `lane` is the number of the event loop.
  virtual void finished(std::size_t lane, const FinishedAnswer& answer) = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_FINISHED_ANSWER_H_
