#include "runtime/process/session_handover.h"

#include "runtime/base/descriptor.h"
#include "runtime/session/value_bytes.h"

#include <unistd.h>

#include <cstdint>
#include <exception>
#include <string>

namespace quire {

bool write_sessions(int file, const std::vector<std::shared_ptr<Site>>& sites) {
  ByteWriter writer;
  writer.add(static_cast<std::int64_t>(sites.size()));
  for (const std::shared_ptr<Site>& site : sites) {
    writer.add(std::string_view(site->webapp.decoded_context_path()));
    writer.add(std::string_view(site->webapp.sessions().hand_over()));
  }
  return write_all(file, writer.bytes());
}

bool read_sessions(int file, const std::vector<std::shared_ptr<Site>>& sites) try {
  std::string bytes;
  // The other process, which has the same open file, has left the position at the end.
  if (::lseek(file, 0, SEEK_SET) != 0 || !read_to_end(file, bytes)) return false;
  if (bytes.empty()) return true;
  ByteReader reader(bytes);
  for (std::int64_t left = reader.number(); left > 0; --left) {
    const std::string_view context_path = reader.text();
    const std::string_view sessions = reader.text();
    for (const std::shared_ptr<Site>& site : sites)
      if (site->webapp.decoded_context_path() == context_path && !sessions.empty())
        site->webapp.sessions().take_over(sessions);
  }
  return true;
} catch (const std::exception&) {
  return false;
}

}  // namespace quire
