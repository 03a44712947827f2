#include "compiler/process/child_pool.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire::compiler {
namespace {

/// What was told of each job, in the order in which it was told.
struct Told {
  ChildJobs jobs;
  std::vector<std::size_t> order;
  std::map<std::size_t, JobOutcome> outcomes;

  Told(std::size_t count, int parallel, std::size_t per_child, std::function<std::string(std::size_t)> work) {
    jobs.count = count;
    jobs.parallel = parallel;
    jobs.per_child = per_child;
    jobs.work = std::move(work);
    jobs.done = [this](std::size_t number, JobOutcome outcome) {
      order.push_back(number);
      outcomes[number] = std::move(outcome);
    };
  }
  bool run() const { return run_in_children(jobs); }
};

std::string itself(std::size_t number) { return std::to_string(number); }
std::string its_child(std::size_t) { return std::to_string(::getpid()); }

TEST_CASE("jobs are told in their order, whichever child does them") {
  const Told told(25, 3, 4, itself);
  REQUIRE(told.run());
  REQUIRE(told.order.size() == 25);
  for (std::size_t number = 0; number < 25; ++number) {
    CHECK(told.order[number] == number);
    CHECK(told.outcomes.at(number).is_done);
    CHECK(told.outcomes.at(number).text == itself(number));
  }
}

TEST_CASE("a child does as many jobs as it is told to") {
  const Told told(5, 2, 4, its_child);
  REQUIRE(told.run());
  CHECK(told.outcomes.at(0).text == told.outcomes.at(3).text);
  CHECK(told.outcomes.at(0).text != told.outcomes.at(4).text);
}

TEST_CASE("without jobs there is nothing to do") { CHECK(Told(0, 2, 16, itself).run()); }

TEST_CASE("a job that ends its child loses only itself") {
  const std::size_t at = GENERATE(0, 2, 5);
  const Told told(6, 2, 6, [at](std::size_t number) {
    if (number == at) ::raise(SIGKILL);
    return itself(number);
  });
  REQUIRE(told.run());
  REQUIRE(told.outcomes.size() == 6);
  for (std::size_t number = 0; number < 6; ++number) CHECK(told.outcomes.at(number).is_done == (number != at));
  CHECK(told.outcomes.at(at).text == "the compiler was killed (signal 9); was the machine out of memory?");
}

TEST_CASE("a job that fails for what was done before it is done again alone") {
  // As memory that the others have left would do it.
  static std::size_t done_here = 0;
  const Told told(4, 1, 4, [](std::size_t number) {
    if (number == 2 && done_here > 0) ::_exit(3);
    ++done_here;
    return itself(number);
  });
  REQUIRE(told.run());
  CHECK(told.outcomes.at(2).text == "2");
}

TEST_CASE("a job has its own time, not that of its child") {
  Told told(3, 1, 3, [](std::size_t number) {
    if (number == 1) ::pause();
    return itself(number);
  });
  told.jobs.limits.wall = std::chrono::seconds(1);
  REQUIRE(told.run());
  CHECK(told.outcomes.at(1).text == "compiling took longer than 1 s and was stopped");
  CHECK(told.outcomes.at(2).is_done);
}

TEST_CASE("answers of any size and any bytes arrive") {
  const Told told(3, 2, 2, [](std::size_t number) { return std::string(1'000'000 * number, '\0'); });
  REQUIRE(told.run());
  CHECK(told.outcomes.at(0).is_done);
  CHECK(told.outcomes.at(0).text.empty());
  CHECK(told.outcomes.at(2).text == std::string(2'000'000, '\0'));
}

TEST_CASE("children end when the pool is stopped") {
  Told told(100, 2, 50, [](std::size_t number) {
    if (number % 50 == 1) ::pause();
    return itself(number);
  });
  told.jobs.is_stopped = [&] { return told.outcomes.contains(0); };
  CHECK_FALSE(told.run());
  CHECK(told.outcomes.size() < 100);
  CHECK(::waitpid(-1, nullptr, WNOHANG) < 0);
}

TEST_CASE("an exception of a job ends its child, not more") {
  const Told told(2, 1, 2, [](std::size_t number) -> std::string {
    if (number == 0) throw std::runtime_error("x");
    return itself(number);
  });
  REQUIRE(told.run());
  CHECK(told.outcomes.at(0).text == "the compiler exited early with code 1");
  CHECK(told.outcomes.at(1).is_done);
}

int open_descriptors() {
  int count = 0;
  for (int number = 0; number < 1024; ++number) count += ::fcntl(number, F_GETFD) >= 0 ? 1 : 0;
  return count;
}

/// What is wrong after a pool that can fork `processes` times only, as an exit code.
int run_short_of_processes(rlim_t processes) {
  // The limit does not bind root. The user must be one without other processes.
  if (::geteuid() == 0 && ::setresuid(61'234, 61'234, 61'234) != 0) return 2;
  const rlimit limit{processes, processes};
  if (::setrlimit(RLIMIT_NPROC, &limit) != 0) return 3;
  const int before = open_descriptors();
  const Told told(4, 4, 1, [](std::size_t) -> std::string {
    for (;;) ::pause();
  });
  try {
    told.run();
    return 4;
  } catch (const std::runtime_error& error) {
    if (!std::string(error.what()).starts_with("cannot start a build: ")) return 5;
  }
  if (open_descriptors() != before) return 6;
  // What was started before is killed, and waited for.
  return ::waitpid(-1, nullptr, WNOHANG) < 0 ? 0 : 7;
}

TEST_CASE("a machine without processes costs no descriptors, and no child stays") {
  // For a user that is not root, its other processes count as well: then the first fork fails.
  const rlim_t processes = GENERATE(0, 3);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(run_short_of_processes(processes));
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace quire::compiler
