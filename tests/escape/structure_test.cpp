// No value changes the structure of a document: random documents × hostile values.

#include "tests/escape/html_structure.h"
#include "tests/escape/random_document.h"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace quire::escape_test;

TEST_CASE("values never change the structure of a document") {
  std::mt19937 random(20261127);
  std::size_t compared = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::uint8_t> bytes(4 + random() % 28);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const RandomDocument document(bytes);
    if (document.value_count() == 0 || !document.is_sure()) continue;
    const std::string_view hostile = hostile_value(static_cast<std::uint8_t>(random()));
    const auto harmless = document.render("x");
    const auto attacked = document.render(hostile);
    if (!harmless || !attacked) continue;
    ++compared;
    CAPTURE(document.outline(), hostile, *attacked);
    REQUIRE(html_structure(*harmless) == html_structure(*attacked));
  }
  CHECK(compared > 5'000);
}
