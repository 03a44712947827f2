#include "runtime/session/attributes.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

namespace quire {
namespace {

int load_int(const Attributes& attributes, std::string_view name) {
  const std::optional<Stored> stored = attributes.load(name);
  return stored ? restore<int>(name, *stored).value_or(-1) : -1;
}

void increment(void*, std::optional<Stored>& stored) {
  stored = store(stored ? restore<int>("n", *stored).value_or(0) + 1 : 1);
}

TEST_CASE("an attribute is what was saved last") {
  Attributes attributes;
  CHECK_FALSE(attributes.load("n").has_value());
  attributes.save("n", store(1));
  attributes.save("n", store(2));
  CHECK(load_int(attributes, "n") == 2);
  CHECK(attributes.names() == std::vector<std::string>{"n"});
}

TEST_CASE("a copy has all attributes") {
  Attributes attributes;
  attributes.save("n", store(1));
  attributes.save("m", store(2));
  attributes.save("gone", store(3));
  attributes.remove("gone");
  const auto copy = attributes.copy(std::chrono::steady_clock::now());
  REQUIRE(copy.size() == 2);
  CHECK(copy.front().first == "m");
  CHECK(copy.back().second.value == Value(1));
}

TEST_CASE("a removed attribute is absent, and can be set again") {
  Attributes attributes;
  attributes.remove("n");
  attributes.save("n", store(1));
  attributes.save("m", store(1));
  attributes.remove("n");
  CHECK_FALSE(attributes.load("n").has_value());
  CHECK(attributes.names() == std::vector<std::string>{"m"});
  attributes.save("n", store(3));
  CHECK(load_int(attributes, "n") == 3);
  CHECK(attributes.names() == std::vector<std::string>{"m", "n"});
}

TEST_CASE("a change sees the value, or none, and may take it away") {
  Attributes attributes;
  attributes.change("n", increment, nullptr);
  attributes.change("n", increment, nullptr);
  CHECK(load_int(attributes, "n") == 2);
  attributes.change("n", [](void*, std::optional<Stored>& stored) { stored.reset(); }, nullptr);
  CHECK_FALSE(attributes.load("n").has_value());
  CHECK(attributes.names().empty());
}

TEST_CASE("a change that throws leaves the value and the lock as they were") {
  Attributes attributes;
  attributes.save("n", store(1));
  const auto fail = [](void*, std::optional<Stored>&) { throw std::runtime_error("no"); };
  CHECK_THROWS_AS(attributes.change("n", fail, nullptr), std::runtime_error);
  CHECK_THROWS_AS(attributes.change("m", fail, nullptr), std::runtime_error);
  CHECK(load_int(attributes, "n") == 1);
  CHECK(attributes.names() == std::vector<std::string>{"n"});
  std::thread([&] { attributes.change("n", increment, nullptr); }).join();
  CHECK(load_int(attributes, "n") == 2);
}

TEST_CASE("a change may use its own attribute and others") {
  Attributes attributes;
  attributes.save("n", store(4));
  attributes.change(
      "n",
      [](void* closure, std::optional<Stored>& stored) {
        auto& all = *static_cast<Attributes*>(closure);
        const int before = load_int(all, "n");
        all.save("m", store(before));
        all.change("m", increment, nullptr);
        all.remove("absent");
        stored = store(before + load_int(all, "m"));
      },
      &attributes);
  CHECK(load_int(attributes, "n") == 9);
  CHECK(load_int(attributes, "m") == 5);
}

TEST_CASE("no change of many threads is lost") {
  constexpr int kThreads = 8;
  constexpr int kRounds = 500;
  Attributes attributes;
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number)
    threads.emplace_back([&, own = "own" + std::to_string(number)] {
      for (int round = 0; round < kRounds; ++round) {
        attributes.change("n", increment, nullptr);
        attributes.change(own, increment, nullptr);
        attributes.save("fleeting", store(round));
        attributes.remove("fleeting");
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(load_int(attributes, "n") == kThreads * kRounds);
  for (int number = 0; number < kThreads; ++number)
    CHECK(load_int(attributes, "own" + std::to_string(number)) == kRounds);
  CHECK_FALSE(attributes.load("fleeting").has_value());
}

TEST_CASE("a change of one attribute delays no other") {
  Attributes attributes;
  // Were it to wait, this test would never end.
  attributes.change(
      "slow",
      [](void* closure, std::optional<Stored>&) {
        auto& all = *static_cast<Attributes*>(closure);
        std::thread([&] {
          all.save("fast", store(1));
          all.change("fast", increment, nullptr);
        }).join();
      },
      &attributes);
  CHECK(load_int(attributes, "fast") == 2);
}

TEST_CASE("names can be asked for from within a change") {
  Attributes attributes;
  attributes.save("m", store(1));
  attributes.save("n", store(1));
  attributes.change(
      "n", [](void* closure, std::optional<Stored>&) { CHECK(static_cast<Attributes*>(closure)->names().size() == 2); },
      &attributes);
}

TEST_CASE("names are told beside changes that use other attributes") {
  constexpr int kRounds = 5000;
  Attributes attributes;
  attributes.save("n", store(1));
  attributes.save("other", store(7));
  std::thread changes([&] {
    for (int round = 0; round < kRounds; ++round)
      attributes.change(
          "n", [](void* closure, std::optional<Stored>&) { static_cast<Attributes*>(closure)->load("other"); },
          &attributes);
  });
  for (int round = 0; round < kRounds; ++round) CHECK(attributes.names().size() == 2);
  changes.join();
}

}  // namespace
}  // namespace quire
