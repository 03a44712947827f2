#include "compiler/import/tags/message_keys.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("keys and markup are read as java.util.Properties does") {
  MessageKeys keys;
  keys.add({"", "a.properties"},
           "\xEF\xBB\xBF"
           "a=1\r\n# b=<i>\n  ! c=1\n d : <b>x</b>\ne\tone \\\n   two & three\nf\\=g\\:h\\ i = 1\n"
           "\\u006a=\\u003cb>\nk\n=none\n\nl=1\\\\\nm=2\\\r\n  <\nn=\\u00e9\\uZZ\n");
  for (const char* key : {"a", "d", "e", "f=g:h i", "j", "k", "l", "m"}) {
    CAPTURE(key);
    CHECK(keys.has(key));
  }
  for (const char* key : {"b", "c", "two", "none"}) CHECK_FALSE(keys.has(key));
  for (const char* key : {"d", "e", "j", "m"}) CHECK(keys.is_html(key));
  for (const char* key : {"a", "f=g:h i", "l", "absent"}) CHECK_FALSE(keys.is_html(key));
}

TEST_CASE("any bytes are a bundle") {
  MessageKeys keys;
  for (const char* text : {"\\", "\\\n", "\\u", "=", "\\u12", "#\\\n", "\xFF=\xFE", "a\\"}) keys.add({}, text);
  keys.add({}, std::string(1000000, '\\'));
  CHECK(keys.has("a"));
}

TEST_CASE("the bundle of a site is the one that has most of its messages") {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/classes/i18n/texts.properties", "a=1\nb=2\n");
  site.write("WEB-INF/classes/i18n/texts_de.properties", "a=1\nb=<b>\n");
  site.write("WEB-INF/classes/errors.properties", "c=1\n");
  site.write("WEB-INF/classes/log4j.properties", "password=1\n");
  site.write("WEB-INF/messages/other.properties", "a=1\n");
  const MessageKeys keys(site.path());
  CHECK(keys.best_bundle({"a", "b", "c"}) == "i18n.texts");
  CHECK(keys.best_bundle({"c"}) == "errors");
  CHECK(keys.best_bundle({"x"}).empty());
  CHECK(keys.files_with({"b", "c"}).size() == 3);
  CHECK(keys.is_html("b"));
}

TEST_CASE("the name of a bundle is without its language") {
  CHECK(bundle_name("messages.properties") == "messages");
  CHECK(bundle_name("messages_de.properties") == "messages");
  CHECK(bundle_name("i18n/shop_messages_pt_BR.properties") == "i18n.shop_messages");
  CHECK(bundle_name("a_b/messages_zh_Hans_CN.properties") == "a_b.messages");
}

TEST_CASE("a bundle in Latin-1 becomes one in UTF-8") {
  bool is_converted = false;
  CHECK(bundle_text("a=\xE4\xF6 \\u20ac \x85\n", is_converted) == "a=\xC3\xA4\xC3\xB6 \\u20ac \xC2\x85\n");
  CHECK(is_converted);
  for (const char* text : {"", "a=b\\u00e4", "a=\xC3\xA4"}) {
    CHECK(bundle_text(text, is_converted) == text);
    CHECK_FALSE(is_converted);
  }
}
