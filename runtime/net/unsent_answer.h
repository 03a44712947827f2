#ifndef QUIRE_RUNTIME_NET_UNSENT_ANSWER_H_
#define QUIRE_RUNTIME_NET_UNSENT_ANSWER_H_

#include "runtime/log/finished_answer.h"

#include <chrono>
#include <optional>
#include <string>

namespace quire::net {

/// What an observer will get of a large answer, once it is sent: a copy, because the exchange may be used for
/// something else meanwhile.
struct UnsentAnswer {
  /// Refers to the other members.
  FinishedAnswer answer;
  http::RequestHead head;
  http::Origin origin;
  std::string id;
  PageNotes notes;
  std::optional<http::ResponseHead> response;
  std::chrono::steady_clock::time_point began;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_UNSENT_ANSWER_H_
