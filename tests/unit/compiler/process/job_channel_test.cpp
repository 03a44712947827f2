#include "compiler/process/job_channel.h"

#include "runtime/base/descriptor.h"

#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a job travels with the socket for its answer") {
  int channel[2];
  int answer[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, channel) == 0);
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, answer) == 0);
  CHECK(receive_job(channel[1], /*wait=*/false).socket == -1);
  REQUIRE(send_job(channel[0], {answer[1], "the request"}));
  ::close(answer[1]);
  const Job job = receive_job(channel[1], /*wait=*/true);
  CHECK(job.request == "the request");
  REQUIRE(job.socket >= 0);
  CHECK(send_all(job.socket, "the answer"));
  ::close(job.socket);
  std::string text;
  CHECK(read_to_end(answer[0], text));
  CHECK(text == "the answer");
  ::close(channel[0]);
  CHECK(receive_job(channel[1], /*wait=*/true).socket == -1);
  CHECK_FALSE(send_job(channel[1], {answer[0], "nobody reads this"}));
  ::close(channel[1]);
  ::close(answer[0]);
}

}  // namespace
}  // namespace quire::compiler
