#include "stdlib/format/places.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("locales that exist") {
  for (const char* name :
       {"de", "de_CH", "de-CH", "en_US", "zh_Hant_TW", "es_419", "ar", "iw", "la", "fil", "EN_us", "de_DE_1996"})
    CHECK(is_locale(name));
  for (const char* name :
       {"", "xx_YY", "xx", "de_XX", "en_UK", "deutsch", "de_", "_DE", "d", "de CH", "de/CH", "12", "de__CH", "../de"}) {
    INFO(name);
    CHECK_FALSE(is_locale(name));
  }
  CHECK_FALSE(is_locale(std::string(1000, 'a')));
  CHECK_FALSE(is_locale(std::string("de\0", 3)));
}

TEST_CASE("languages for which there are formats") {
  CHECK(has_formats("de_CH"));
  CHECK(has_formats("hi"));
  CHECK_FALSE(has_formats("la"));
  CHECK_FALSE(has_formats("xx"));
  CHECK_FALSE(has_formats("*"));
}

TEST_CASE("zones by names and offsets") {
  for (const char* name : {"UTC", "Z", "GMT", "Europe/Berlin", "America/Argentina/Buenos_Aires", "EST", "GMT+2",
                           "GMT-03:30", "UTC+1", "+05:45", "-08"}) {
    INFO(name);
    CHECK(is_zone(name));
  }
  for (const char* name : {"", "Europe/Atlantis", "GMT+25", "Berlin", "MEZ!", "+", "../../etc/passwd"}) {
    INFO(name);
    CHECK_FALSE(is_zone(name));
  }
  CHECK(new_zone("UTC+05:45")->getRawOffset() == (5 * 60 + 45) * 60 * 1000);
  CHECK_FALSE(default_zone().empty());
  CHECK(is_zone(default_zone()));
}

}  // namespace
}  // namespace quire
