#include "tests/unit/runtime/api/format/format_page.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

namespace quire {
namespace {

using namespace format;

constexpr std::pair<const char*, const char*> kSettings = {"web.toml",
                                                           "[format]\nbundle = \"shop\"\nlocale = \"en\"\n"};
constexpr std::pair<const char*, const char*> kEnglish = {
    "messages/shop.properties",
    "title=Shop\nonly=only English\ncount={0} of {1}\nnote.html=<b>{0}</b>\nraw=<i>\nbad={0\ngap={0} {3}\n"};
constexpr std::pair<const char*, const char*> kGerman = {"messages/shop_de.toml",
                                                         "title = \"Laden\"\ncart.title = \"Warenkorb\"\n"};
constexpr std::pair<const char*, const char*> kSwiss = {"messages/shop_de_CH.properties", "title=Lädeli\n"};

std::string text_of(FormatPage& c, const char* key, std::initializer_list<Value> values = {}) {
  Params params;
  for (const Value& value : values) params.add(c, value);
  return message(c, {.key = key}, &params).as_string();
}

TEST_CASE("messages in the language of the visitor, or of its parents") {
  FormatSite site({kSettings, kEnglish, kGerman, kSwiss});
  FormatPage swiss(site, "de-CH, fr;q=0.5");
  CHECK(text_of(swiss, "title") == "Lädeli");
  CHECK(text_of(swiss, "cart.title") == "Warenkorb");
  CHECK(text_of(swiss, "only") == "only English");
  FormatPage austrian(site, "de-AT");
  CHECK(text_of(austrian, "title") == "Laden");
  FormatPage french(site, "fr, de;q=0.5");
  CHECK(text_of(french, "title") == "Laden");
  FormatPage nobody(site);
  CHECK(text_of(nobody, "title") == "Shop");
  setLocale(nobody, {.value = "de-ch"});
  CHECK(text_of(nobody, "title") == "Lädeli");
  CHECK(formatNumber(nobody, {.value = 1234}) == Value("1’234"));
  setLocale(nobody, {.value = "ja"});
  CHECK(text_of(nobody, "title") == "Shop");
  setLocale(nobody, {.value = nullptr});
  CHECK(site.log.empty());
}

TEST_CASE("the locale of web.toml is for those whose languages are not there") {
  FormatSite site({{"web.toml", "[format]\nbundle = \"shop\"\nlocale = \"de_CH\"\n"}, kEnglish, kGerman, kSwiss});
  FormatPage japanese(site, "ja");
  CHECK(text_of(japanese, "title") == "Lädeli");
  CHECK(text_of(japanese, "only") == "only English");
}

TEST_CASE("numbers in messages and pages follow the language of the messages") {
  FormatSite site({kSettings, {"messages/shop_de.properties", "count={0} von {1}\n"}});
  FormatPage c(site, "fr, de");
  CHECK(text_of(c, "count", {1234, 5}) == "1.234 von 5");
  CHECK(formatNumber(c, {.value = 1234}) == Value("1.234"));
}

TEST_CASE("a missing message shows its key, and is logged once") {
  FormatSite site({kSettings, kEnglish, kGerman});
  FormatPage c(site, "de");
  CHECK(text_of(c, "none") == "???none???");
  CHECK(text_of(c, "none") == "???none???");
  CHECK(message(c, {.key = nullptr}) == Value("??????"));
  CHECK(shown(c, message(c, {.key = "<none>"})) == "???&lt;none&gt;???");
  CHECK(message(c, {.key = "x.html", .bundle = "absent"}) == Value("???x.html???"));
  CHECK_FALSE(message(c, {.key = "x.html", .bundle = "absent"}).is_html());
  CHECK(site.log == std::vector<std::string>{
                        "there is no message `none` in the bundle `shop` for the locale `de`",
                        "there is no message `<none>` in the bundle `shop` for the locale `de`",
                        "there is no message `x.html`: the site has no bundle `absent` in a language of the visitor, "
                        "nor for all, such as WEB-INF/messages/absent.properties",
                    });
  FormatSite empty;
  FormatPage bare(empty);
  CHECK(text_of(bare, "key") == "???key???");
  CHECK(empty.log ==
        std::vector<std::string>{
            "there is no message `key`: the page has no bundle; set one with `<fmt:setBundle>` or in web.toml"});
  CHECK(message(bare, {.key = "a", .bundle = "../../etc/passwd"}) == Value("???a???"));
}

TEST_CASE("arguments, which are escaped where the message is HTML") {
  FormatSite site({kSettings, kEnglish});
  FormatPage c(site);
  CHECK(text_of(c, "count", {1, 1234}) == "1 of 1,234");
  CHECK(text_of(c, "count", {"<b>", true}) == "<b> of true");
  CHECK(text_of(c, "note.html", {"<script>"}) == "<b>&lt;script&gt;</b>");
  CHECK(text_of(c, "note.html", {Value::html("<i>x</i>")}) == "<b><i>x</i></b>");
  CHECK(message(c, {.key = "note.html"}).is_html());
  CHECK_FALSE(message(c, {.key = "note.html", .escapeXml = "true"}).is_html());
  CHECK_FALSE(message(c, {.key = "raw"}).is_html());
  CHECK(message(c, {.key = "raw", .escapeXml = false}).is_html());
  CHECK(shown(c, message(c, {.key = "raw"})) == "&lt;i&gt;");
  // Without arguments, a message is not a pattern.
  CHECK(message(c, {.key = "count"}) == Value("{0} of {1}"));
  CHECK(text_of(c, "bad") == "{0");
  Params none;
  CHECK(message(c, {.key = "count"}, &none) == Value("{0} of {1}"));
}

TEST_CASE("times in messages") {
  FormatSite site({{"web.toml", "[format]\nbundle = \"m\"\ntime_zone = \"Asia/Tokyo\"\n"},
                   {"messages/m_de.properties", "at={0,date,yyyy-MM-dd HH:mm}\nplain={0}"}});
  FormatPage c(site, "de");
  CHECK(text_of(c, "at", {Time{1'795'374'605, 0, Time::Form::kInstant}}) == "2026-11-23 04:10");
  CHECK(text_of(c, "at", {Time{1'795'374'605, 0, Time::Form::kDateTime}}) == "2026-11-22 19:10");
  CHECK(text_of(c, "plain", {Time{1'795'305'600, 0, Time::Form::kDate}}) == "22.11.26");
}

TEST_CASE("arguments of the types that a pattern asks for") {
  FormatSite site({{"web.toml", "[format]\nbundle = \"m\"\ntime_zone = \"Asia/Tokyo\"\n"},
                   {"messages/m_en.properties",
                    "files={0,plural,=0{none}one{# file}other{# files}} {0}\nat={0} {0,date,yyyy-MM-dd "
                    "HH:mm}\nsum={0,number,0.00}\n"
                    "in={0,choice,0#none|1#one of {1,date,short}|1<{0} of {1}}\n"}});
  FormatPage c(site, "en");
  CHECK(text_of(c, "files", {"1"}) == "1 file 1");
  CHECK(text_of(c, "files", {" 1200 "}) == "1,200 files  1200 ");
  CHECK(text_of(c, "sum", {"2.5"}) == "2.50");
  CHECK(text_of(c, "at", {"2026-11-22T19:10:05Z"}) == "2026-11-22T19:10:05Z 2026-11-23 04:10");
  CHECK(text_of(c, "at", {"2026-11-22"}) == "2026-11-22 2026-11-22 00:00");
  CHECK(text_of(c, "at", {1'795'374'605'000}) == "1,795,374,605,000 2026-11-23 04:10");
  const Time time{1'795'374'605, 0, Time::Form::kInstant};
  CHECK(text_of(c, "in", {"1", time}) == "one of 11/23/26");
  CHECK(text_of(c, "in", {5, time}) ==
        "5 of 11/23/26, 4:10\xE2\x80\xAF"
        "AM");
  CHECK(mistake_of([&] { text_of(c, "sum", {"many"}); }) ==
        "message `sum`, which is `{0,number,0.00}`, cannot be formatted: its arguments do not have the types that the "
        "pattern asks for");
}

TEST_CASE("apostrophes are text, and a single one is logged once") {
  FormatSite site(
      {kSettings, {"messages/shop_fr.properties", "a=L'écran {0}\nb=L''écran {0}\nc=L'écran\nd='{0}' {0}\n"}});
  FormatPage c(site, "fr");
  CHECK(text_of(c, "a", {1}) == "L'écran 1");
  CHECK(text_of(c, "a", {2}) == "L'écran 2");
  CHECK(text_of(c, "b", {1}) == "L'écran 1");
  CHECK(text_of(c, "c", {1}) == "L'écran");
  CHECK(text_of(c, "d", {1}) == "{0} 1");
  CHECK(text_of(c, "b") == "L''écran {0}");
  CHECK(site.log ==
        std::vector<std::string>{"message `a`, which is `L'écran {0}`, has a single apostrophe, which Java would take "
                                 "as the start of quoted text; write `''`"});
}

TEST_CASE("mistakes in patterns") {
  FormatSite site({kSettings, kEnglish});
  FormatPage c(site);
  CHECK(mistake_of([&] {
          text_of(c, "bad", {1});
        }).starts_with("message `bad`, which is `{0`, cannot be formatted: ICU refuses the pattern `{0`: unmatched "));
  CHECK(text_of(c, "gap", {1}) == "1 {3}");
  CHECK(text_of(c, "gap", {1}) == "1 {3}");
  CHECK(site.log ==
        std::vector<std::string>{"message `gap`, which is `{0} {3}`, has 4 arguments, but the page gives it 1"});
}

TEST_CASE("bundles of a tag, of the tag around it, and of scopes") {
  FormatSite site({kSettings,
                   kEnglish,
                   {"messages/admin/users.properties", "list.title=Users\ntitle=Admin\n"},
                   {"classes/old.properties", "title=Old\n"}});
  FormatPage c(site);
  CHECK(message(c, {.key = "title", .bundle = "admin.users"}) == Value("Admin"));
  CHECK(message(c, {.key = "title", .bundle = bundle(c, {.basename = "old"})}) == Value("Old"));
  {
    const BundleScope scope(c, {.basename = "admin.users", .prefix = "list."});
    CHECK(text_of(c, "title") == "Users");
    CHECK(message(c, {.key = "title", .bundle = "old"}) == Value("Old"));
    {
      const BundleScope inner(c, {.basename = "old"});
      CHECK(text_of(c, "title") == "Old");
      FormatPage other(site);
      CHECK(text_of(other, "title") == "Shop");
    }
    CHECK(text_of(c, "title") == "Users");
  }
  CHECK(text_of(c, "title") == "Shop");
  setBundle(c, {.basename = "old"}, Scope::kRequest);
  CHECK(text_of(c, "title") == "Old");
  setBundle(c, {.basename = "admin.users"});
  CHECK(text_of(c, "title") == "Admin");
  CHECK_THROWS_AS(message(c, {.key = "a", .bundle = 5}), el::Error);
  CHECK(bundle(c, {.basename = nullptr}).is_null());
}

TEST_CASE("a file that changes is read again by the next request; its mistakes are logged") {
  FormatSite site({{"messages/m.properties", "a=1\n"}});
  {
    FormatPage c(site);
    CHECK(message(c, {.key = "a", .bundle = "m"}) == Value("1"));
  }
  site.folder.write("WEB-INF/messages/m.properties", "a=two\nb=\\u1\n");
  FormatPage c(site);
  CHECK(message(c, {.key = "a", .bundle = "m"}) == Value("two"));
  CHECK(site.log == std::vector<std::string>{
                        site.folder.path() +
                        "/WEB-INF/messages/m.properties:2: bad message `b`: `\\u` is not followed by four hexadecimal "
                        "digits; write a backslash as `\\\\`"});
  site.folder.write("WEB-INF/messages/m_en.properties", "a=three\n");
  FormatPage next(site, "en");
  CHECK(message(next, {.key = "a", .bundle = "m"}) == Value("three"));
}

TEST_CASE("a page without a server has no messages, but formats") {
  Writer out;
  StandaloneContext c(out, "/a.page");
  CHECK(message(c, {.key = "a", .bundle = "m"}) == Value("???a???"));
  CHECK(formatNumber(c, {.value = 1234}) == Value("1,234"));
}

TEST_CASE("locales and encodings that do not exist") {
  FormatSite site;
  FormatPage c(site, "fr");
  const std::string long_name(10'000, 'a');
  for (const char* name :
       {"xx_YY", "../../etc/passwd", "<script>", "de\n2026 forged", "de_DE\xFF", long_name.c_str(), "-", "_"}) {
    setLocale(c, {.value = "de"});
    setLocale(c, {.value = name});
    CHECK(c.attribute("quire.format.locale").is_null());
    CHECK(formatNumber(c, {.value = 0.5}) == Value("0,5"));
  }
  // Once for a place, however many there are: clients choose them.
  CHECK(site.log ==
        std::vector<std::string>{"`xx_YY` is not a locale, such as `de` or `de_CH`; the request and web.toml "
                                 "decide instead (logged once for this place)"});
  FormatSite other;
  FormatPage forged(other);
  setLocale(forged, {.value = "de\n2026 forged" + std::string(100, 'x')});
  CHECK(other.log.at(0).starts_with("`de?2026 forgedxxx"));
  CHECK(other.log.at(0).size() < 250);
  setLocale(c, {.value = ""});
  setLocale(c, {.value = "de_DE", .variant = "1996"});
  CHECK(c.attribute("quire.format.locale") == Value("de_DE_1996"));
  CHECK(mistake_of([&] { requestEncoding(c, {.value = "ISO-8859-1"}); }) ==
        "requests cannot be read as `ISO-8859-1`: they are always UTF-8");
  requestEncoding(c, {.value = "utf-8"});
  requestEncoding(c, {.value = nullptr});
}

TEST_CASE("the locale of a request is the first that it accepts") {
  FormatSite site;
  CHECK(FormatPage(site, "de;q=0.5, FR-ca").request().locale() == "fr_CA");
  CHECK(FormatPage(site, "*").request().locale().empty());
  CHECK(FormatPage(site).request().locale().empty());
}

}  // namespace
}  // namespace quire
