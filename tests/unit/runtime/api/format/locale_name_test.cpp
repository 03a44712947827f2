#include "runtime/api/format/locale_name.h"

#include <catch2/catch.hpp>

namespace quire::format {
namespace {

TEST_CASE("locales have one form") {
  CHECK(locale_name("DE") == "de");
  CHECK(locale_name("de-ch") == "de_CH");
  CHECK(locale_name("zh-hant-tw") == "zh_Hant_TW");
  CHECK(locale_name("es-419") == "es_419");
  CHECK(locale_name("de_DE_1996") == "de_DE_1996");
  CHECK(locale_name("").empty());
  CHECK(locale_name("_") == "_");
  CHECK(locale_name(std::string(1000, 'a')).size() == 60);
}

TEST_CASE("a locale has the messages of its parents") {
  using List = std::vector<std::string>;
  CHECK(candidate_locales("de_CH") == List{"de_CH", "de"});
  CHECK(candidate_locales("de") == List{"de"});
  CHECK(candidate_locales("").empty());
  CHECK(candidate_locales("zh_Hant_TW") == List{"zh_Hant_TW", "zh_Hant", "zh_TW", "zh"});
  CHECK(candidate_locales("de_DE_1996") == List{"de_DE_1996", "de_DE", "de"});
}

}  // namespace
}  // namespace quire::format
