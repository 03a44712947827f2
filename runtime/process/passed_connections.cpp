#include "runtime/process/passed_connections.h"

#include "runtime/protocol/job_channel.h"
#include "runtime/protocol/json_text.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <exception>
#include <string>

namespace quire {

namespace {

/// The message that goes with the socket.
struct Origin {
  std::string address;
  std::uint16_t port = 0;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (address, port))

}  // namespace

bool pass_connection(int channel, int socket, const net::Endpoint& remote) {
  return send_job(channel, {socket, to_json(Origin{remote.address, remote.port})});
}

std::optional<PassedConnection> take_connection(int channel) try {
  Job job = receive_job(channel, /*wait=*/false);
  if (job.socket < 0) return std::nullopt;
  PassedConnection connection{Descriptor(job.socket), {}};
  const auto origin = from_json<Origin>(job.request);
  connection.remote = {origin.address, origin.port};
  return connection;
} catch (const std::exception&) {
  // From another version.
  return std::nullopt;
}

}  // namespace quire
