#ifndef QUIRE_RUNTIME_HTTP_BODY_BODY_SINK_H_
#define QUIRE_RUNTIME_HTTP_BODY_BODY_SINK_H_

#include "runtime/http/limits.h"

#include <cstddef>
#include <string_view>

namespace quire::http {

/// Takes the octets of a body as they arrive, without their framing. Used by one thread at a time; must not
/// wait for the client.
class BodySink {
 public:
  /// A refusal ends the body: nothing follows.
  virtual Refusal take(std::string_view octets) = 0;
  /// The body is complete.
  virtual Refusal end() = 0;
  /// The number of octets that are kept in memory.
  virtual std::size_t memory() const { return 0; }
  /// Moves what it can to disk, since memory is short.
  virtual void release_memory() {}

 protected:
  ~BodySink() = default;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_BODY_SINK_H_
