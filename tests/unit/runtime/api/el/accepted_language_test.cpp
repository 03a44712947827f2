#include "runtime/api/el/accepted_language.h"

#include <catch2/catch.hpp>

namespace quire::el {
namespace {

using Languages = std::vector<std::string>;

TEST_CASE("languages by their weights") {
  CHECK(accepted_languages("de-CH, en;q=0.5, fr;q=0.8") == Languages{"de_CH", "fr", "en"});
  CHECK(accepted_languages("en, de").front() == "en");
  CHECK(accepted_languages("").empty());
  CHECK(accepted_languages("*, en;q=0").empty());
}

TEST_CASE("what is not a language is left out") {
  CHECK(accepted_languages("<b>, en;q=x, de;q=2, fr;level=1, , it ; q=0.1") == Languages{"it"});
  CHECK(accepted_languages("en;q=nan").empty());
}

}  // namespace
}  // namespace quire::el
