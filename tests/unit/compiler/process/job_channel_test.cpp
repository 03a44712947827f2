#include "compiler/process/job_channel.h"

#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <thread>

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
  CHECK(write_all(job.socket, "the answer"));
  ::close(job.socket);
  CHECK(read_to_end(answer[0]) == "the answer");
  ::close(channel[0]);
  CHECK(receive_job(channel[1], /*wait=*/true).socket == -1);
  CHECK_FALSE(send_job(channel[1], {answer[0], "nobody reads this"}));
  ::close(channel[1]);
  ::close(answer[0]);
}

TEST_CASE("texts of any size pass through a socket") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  std::string text(3'000'000, 'x');
  text[1'000'000] = '\0';
  std::thread writer([&] {
    write_all(ends[0], text);
    ::close(ends[0]);
  });
  CHECK(read_to_end(ends[1]) == text);
  writer.join();
  ::close(ends[1]);
}

TEST_CASE("a reader that has gone is told, not a signal") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  ::close(ends[1]);
  CHECK_FALSE(write_all(ends[0], "text"));
  CHECK(write_all(ends[0], ""));
  CHECK(read_to_end(ends[0]).empty());
  ::close(ends[0]);
}

}  // namespace
}  // namespace quire::compiler
