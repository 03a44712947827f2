#include "runtime/log/log_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace quire;
using namespace std::chrono_literals;

namespace {

/// A pipe of which the reading end is in the test.
class Pipe {
 public:
  Pipe() {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    reading_.reset(ends[0]);
    writing_.reset(ends[1]);
  }
  LogFile log() const { return LogFile::of_descriptor(writing_.get()); }
  int capacity() const { return ::fcntl(writing_.get(), F_GETPIPE_SZ); }
  std::string read(std::size_t size) const {
    std::string text(size, '\0');
    for (std::size_t at = 0; at < size;) {
      const ssize_t got = ::read(reading_.get(), text.data() + at, size - at);
      REQUIRE(got > 0);
      at += static_cast<std::size_t>(got);
    }
    return text;
  }
  void close_reading() { reading_.reset(); }

 private:
  Descriptor reading_;
  Descriptor writing_;
};

}  // namespace

TEST_CASE("lines are written in the order of their queue", "[log][log_writer]") {
  const Pipe pipe;
  LogWriter writer(pipe.log(), {.queues = 2, .gather = 1ms});
  writer.push(0, "a1\n");
  writer.push(0, "a2\n");
  CHECK(pipe.read(6) == "a1\na2\n");
  writer.push(1, "b1\n");
  CHECK(pipe.read(3) == "b1\n");
  CHECK(writer.lost() == 0);
}

TEST_CASE("what is queued is written when the writer ends, or is flushed", "[log][log_writer]") {
  const Pipe pipe;
  {
    LogWriter writer(pipe.log(), {.gather = 1h});
    writer.push(0, "one\n");
    writer.flush();
    CHECK(pipe.read(4) == "one\n");
    writer.push(0, "two\n");
  }
  CHECK(pipe.read(4) == "two\n");
}

TEST_CASE("lines of many threads are all written", "[log][log_writer]") {
  const Pipe pipe;
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kLines = 2000;
  LogWriter writer(pipe.log(), {.queues = kThreads});
  std::vector<std::thread> threads;
  for (std::size_t queue = 0; queue < kThreads; ++queue)
    threads.emplace_back([&writer, queue] {
      for (std::size_t i = 0; i < kLines; ++i) writer.push(queue, "123456789\n");
    });
  const std::string text = pipe.read(kThreads * kLines * 10);
  for (std::thread& thread : threads) thread.join();
  CHECK(text.find("123456789\n123456789\n") == 0);
}

TEST_CASE("a reader that is stuck delays nobody, and what is lost is counted and reported", "[log][log_writer]") {
  const Pipe pipe;
  std::atomic<std::uint64_t> reported{0};
  LogWriter writer(pipe.log(), {.capacity = 1000, .on_lost = [&](std::uint64_t lines) { reported += lines; }});
  const std::string line = std::string(99, 'x') + "\n";
  // More than pipe and queue hold: without waiting for anybody.
  const auto count = static_cast<std::size_t>(pipe.capacity()) / line.size() + 100;
  for (std::size_t i = 0; i < count; ++i) writer.push(0, line);
  const std::uint64_t lost = writer.lost();
  CHECK(lost > 0);
  pipe.read((count - static_cast<std::size_t>(lost)) * line.size());
  // What is lost is reported at most once a second, when something is written.
  while (reported < lost) {
    writer.push(0, "after\n");
    CHECK(pipe.read(6) == "after\n");
  }
  CHECK(reported == lost);
}

TEST_CASE("lines that cannot be written are counted", "[log][log_writer]") {
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  LogWriter writer(LogFile::of_descriptor(full.get()), {});
  writer.push(0, "one\n");
  writer.push(0, "two\n");
  writer.flush();
  CHECK(writer.lost() == 2);
}
