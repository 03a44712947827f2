#include "runtime/protocol/job_channel.h"

#include "runtime/base/descriptor.h"

#include <sys/socket.h>
#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a job travels with the socket for its answer") {
  SocketPair channel = *socket_pair(SOCK_SEQPACKET);
  SocketPair answer = *socket_pair();
  CHECK(receive_job(channel.theirs.get(), /*wait=*/false).socket == -1);
  REQUIRE(send_job(channel.ours.get(), {answer.theirs.get(), "the request"}));
  answer.theirs.reset();
  const Job job = receive_job(channel.theirs.get(), /*wait=*/true);
  CHECK(job.request == "the request");
  Descriptor socket(job.socket);
  REQUIRE(socket);
  CHECK(send_all(socket.get(), "the answer"));
  socket.reset();
  std::string text;
  CHECK(read_to_end(answer.ours.get(), text));
  CHECK(text == "the answer");
  channel.ours.reset();
  CHECK(receive_job(channel.theirs.get(), /*wait=*/true).socket == -1);
  CHECK_FALSE(send_job(channel.theirs.get(), {answer.ours.get(), "nobody reads this"}));
}

}  // namespace
}  // namespace quire
