#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

namespace quire {
namespace {

bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }

Descriptor any_file() { return Descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC)); }

TEST_CASE("a descriptor is closed by the last who owns it") {
  int number = -1;
  {
    Descriptor first = any_file();
    number = first.get();
    const Descriptor second = std::move(first);
    CHECK_FALSE(first);
    CHECK(second.get() == number);
    CHECK(is_open(number));
  }
  CHECK_FALSE(is_open(number));
}

TEST_CASE("taking over another closes the one before") {
  Descriptor kept = any_file();
  const int before = kept.get();
  Descriptor other = any_file();
  const int number = other.get();
  kept = std::move(other);
  CHECK(kept.get() == number);
  CHECK_FALSE(is_open(before));
  kept.reset();
  CHECK_FALSE(kept);
  CHECK_FALSE(is_open(number));
}

TEST_CASE("what is released stays open") {
  Descriptor descriptor = any_file();
  Descriptor again(descriptor.release());
  CHECK_FALSE(descriptor);
  CHECK(is_open(again.get()));
}

TEST_CASE("closing does not touch errno") {
  Descriptor not_open(1'000'000);
  errno = ENOENT;
  not_open.reset();
  CHECK(errno == ENOENT);
}

TEST_CASE("what one end sends whole, the other reads to the end") {
  Result<SocketPair> pair = socket_pair();
  REQUIRE(pair);
  CHECK(::fcntl(pair->ours.get(), F_GETFD) == FD_CLOEXEC);
  const std::string sent(1'000'000, 'x');
  std::thread sender([&] {
    send_all(pair->theirs.get(), sent);
    pair->theirs.reset();
  });
  std::string got = "<";
  CHECK(read_to_end(pair->ours.get(), got));
  sender.join();
  CHECK(got == "<" + sent);
}

TEST_CASE("a reader that is gone is an error, and no signal") {
  Result<SocketPair> pair = socket_pair();
  REQUIRE(pair);
  pair->ours.reset();
  CHECK_FALSE(send_all(pair->theirs.get(), "x"));
  CHECK(errno == EPIPE);
}

TEST_CASE("reading and writing say when they fail") {
  std::string bytes = "before";
  CHECK_FALSE(read_to_end(-1, bytes));
  CHECK(errno == EBADF);
  CHECK(bytes == "before");
  CHECK_FALSE(write_all(-1, "x"));
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  CHECK_FALSE(write_all(full.get(), "x"));
  CHECK(errno == ENOSPC);
}

}  // namespace
}  // namespace quire
