#include "runtime/protocol/bundle_name.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("the names of bundles stay in their folder") {
  for (const char* name : {"shop", "shop.cart", "shop/cart", "a-b_c.D9"}) CHECK(is_bundle_name(name));
  for (const char* name :
       {"", ".", "..", "a..b", "a//b", "/a", "a/", "a.", ".a", "../a", "a b", "a\\b", "a%2e", "ä", "a:b"}) {
    INFO(name);
    CHECK_FALSE(is_bundle_name(name));
  }
  CHECK_FALSE(is_bundle_name(std::string("a\0b", 3)));
  CHECK_FALSE(is_bundle_name(std::string(201, 'a')));
}

TEST_CASE("the form of locales") {
  for (const char* name : {"de", "fil", "de_CH", "zh-Hant-TW", "es_419"}) CHECK(is_locale_name(name));
  for (const char* name : {"", "d", "german", "de_", "d1", "_de", "de CH", "de/CH", "de.CH"}) {
    INFO(name);
    CHECK_FALSE(is_locale_name(name));
  }
  CHECK_FALSE(is_locale_name("de_" + std::string(60, 'a')));
}

}  // namespace
}  // namespace quire
