#include "compiler/process/fork_batches.h"

#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <map>
#include <string>
#include <vector>

namespace quire::compiler {
namespace {

namespace json = boost::json;

/// What was told of each job, in the order in which it was told.
struct Told {
  Batches batches;
  std::vector<std::size_t> order;
  std::map<std::size_t, json::object> answers;

  Told(std::size_t count, int parallel, std::size_t size, std::function<json::object(std::size_t)> work) {
    batches.count = count;
    batches.parallel = parallel;
    batches.size = size;
    batches.work = std::move(work);
    batches.died = [](std::size_t, const std::string& sentence) { return json::object{{"died", sentence}}; };
    batches.done = [this](std::size_t number, json::object answer) {
      order.push_back(number);
      answers[number] = std::move(answer);
    };
  }
  bool run() const { return fork_batches(batches); }
};

json::object itself(std::size_t number) { return {{"number", number}, {"child", ::getpid()}}; }

TEST_CASE("jobs are told in their order, whichever child does them") {
  const Told told(25, 3, 4, itself);
  REQUIRE(told.run());
  REQUIRE(told.order.size() == 25);
  for (std::size_t number = 0; number < 25; ++number) {
    CHECK(told.order[number] == number);
    CHECK(told.answers.at(number).at("number") == number);
  }
  CHECK(told.answers.at(0).at("child") == told.answers.at(3).at("child"));
  CHECK(told.answers.at(0).at("child") != told.answers.at(4).at("child"));
}

TEST_CASE("without jobs there is nothing to do") { CHECK(Told(0, 2, 16, itself).run()); }

TEST_CASE("a job that ends its child loses only itself") {
  const std::size_t at = GENERATE(0, 2, 5);
  const Told told(6, 2, 6, [at](std::size_t number) {
    if (number == at) ::raise(SIGKILL);
    return itself(number);
  });
  REQUIRE(told.run());
  REQUIRE(told.answers.size() == 6);
  for (std::size_t number = 0; number < 6; ++number) CHECK(told.answers.at(number).contains("died") == (number == at));
  CHECK(told.answers.at(at).at("died") == "the compiler was killed (signal 9); was the machine out of memory?");
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
  CHECK(told.answers.at(2).at("number") == 2);
}

TEST_CASE("a job has its own time, not that of its batch") {
  Told told(3, 1, 3, [](std::size_t number) {
    if (number == 1) ::pause();
    return itself(number);
  });
  told.batches.limits.wall = std::chrono::seconds(1);
  REQUIRE(told.run());
  CHECK(told.answers.at(1).at("died") == "compiling took longer than 1 s and was stopped");
  CHECK(told.answers.at(2).at("number") == 2);
}

TEST_CASE("answers of any size arrive") {
  const Told told(3, 2, 2,
                  [](std::size_t number) { return json::object{{"text", std::string(1'000'000 * number, '\n')}}; });
  REQUIRE(told.run());
  CHECK(told.answers.at(2).at("text").as_string().size() == 2'000'000);
}

TEST_CASE("children end when it is stopped") {
  Told told(100, 2, 50, [](std::size_t number) {
    if (number % 50 == 1) ::pause();
    return itself(number);
  });
  told.batches.is_stopped = [&] { return told.answers.contains(0); };
  CHECK_FALSE(told.run());
  CHECK(told.answers.size() < 100);
}

TEST_CASE("an exception of a job ends its child, not more") {
  const Told told(2, 1, 2, [](std::size_t number) {
    if (number == 0) throw std::runtime_error("x");
    return itself(number);
  });
  REQUIRE(told.run());
  CHECK(told.answers.at(0).at("died") == "the compiler ended early, with exit code 1");
  CHECK(told.answers.at(1).at("number") == 1);
}

}  // namespace
}  // namespace quire::compiler
