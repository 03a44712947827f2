#include "stdlib/format/messages.h"

#include <catch2/catch.hpp>

#include <climits>
#include <string>
#include <thread>
#include <vector>

namespace quire {
namespace {

using Argument = IcuLibrary::MessageArgument;
using Time = IcuLibrary::MessageTime;

std::string formatted(const char* pattern, const std::vector<Argument>& arguments, const char* locale = "en") {
  std::string error;
  const auto message = format_message(locale, "Asia/Tokyo", pattern, arguments, error);
  return message ? message->text : "!" + error;
}

TEST_CASE("arguments by their numbers") {
  CHECK(formatted("{0} of {1}", {1LL, 1234LL}) == "1 of 1,234");
  CHECK(formatted("{1}{0}{1}", {"a", "b"}) == "bab");
  CHECK(formatted("{0}", {1234.5}, "de") == "1.234,5");
  CHECK(formatted("{0}", {"<b>{1}</b>"}) == "<b>{1}</b>");
  CHECK(formatted("{0,number,#.00}", {2.5}) == "2.50");
  CHECK(formatted("{0,plural,one{# file}other{# files}}", {1LL}) == "1 file");
  CHECK(formatted("{0,choice,0#none|1#one|1<{0} files}", {5LL}) == "5 files");
  CHECK(formatted("", {1LL}).empty());
}

TEST_CASE("a lone apostrophe is one") {
  CHECK(formatted("L'écran {0}", {1LL}, "fr") == "L'écran 1");
  CHECK(formatted("L''écran {0}", {1LL}, "fr") == "L'écran 1");
  CHECK(formatted("'{0}' {0}", {1LL}) == "{0} 1");
}

TEST_CASE("times in messages have their own zones, or none") {
  const Time instant{1'795'374'605'250, "Asia/Tokyo"};
  CHECK(formatted("{0}", {instant}, "de") == "23.11.26, 04:10");
  CHECK(formatted("{0,date,yyyy-MM-dd HH:mm z}", {instant}, "en") == "2026-11-23 04:10 GMT+9");
  CHECK(formatted("{0,time,HH:mm} {1,time,HH:mm z}", {instant, Time{0, ""}}) == "04:10 00:00");
  CHECK(formatted("{0}", {Time{1'795'305'600'000, "", true, false}}, "de") == "22.11.26");
  CHECK(formatted("{0}", {Time{27'000'000, "", false, true}}, "de") == "07:30");
}

TEST_CASE("arguments that can be converted to what the pattern asks for") {
  CHECK(formatted("{0,plural,one{# file}other{# files}}", {"1"}) == "1 file");
  CHECK(formatted("{0,plural,one{# file}other{# files}}", {" 2e3 "}) == "2,000 files");
  CHECK(formatted("{0,selectordinal,one{#st}two{#nd}other{#th}}", {"22"}) == "22nd");
  CHECK(formatted("{0,choice,0#none|1#one|1<{0} files}", {"5"}) == "5 files");
  CHECK(formatted("{0} is {0,number,#.00} or {0,number,percent}", {"2.5"}) == "2.5 is 2.50 or 250%");
  CHECK(formatted("{0,select,1{one}other{more}}", {1LL}) == "one");
  CHECK(formatted("{0,select,2{two}other{more}}", {2.0}) == "two");
  CHECK(formatted("{0,date,yyyy}", {1e12}) == "2001");
  for (const Argument& number : std::vector<Argument>{1e300, -1e300, LLONG_MAX, LLONG_MIN})
    CHECK_FALSE(formatted("{0,date,yyyy}", {number}).empty());
  CHECK(formatted("{0,date,yyyy-MM-dd HH:mm} {0}", {1'795'374'605'250LL}) == "2026-11-23 04:10 1,795,374,605,250");
  const IcuLibrary::DatedText dated{"2026-11-22", {1'795'305'600'000, "", true, false}};
  CHECK(formatted("{0} {0,date} {0,date,short} {0,date,EEE} {0,date,::yMMM}", {dated}) ==
        "2026-11-22 Nov 22, 2026 11/22/26 Sun Nov 2026");
  CHECK(formatted("{1,plural,one{at {0,time,HH:mm}}other{at {0}}} {3}", {Time{1'795'374'605'250, "Asia/Tokyo"}, 1LL}) ==
        "at 04:10 {3}");
  CHECK(formatted("{1,plural,one{a}other{at {0}}}", {Time{27'000'000, "", false, true}, "2"}, "de") == "at 07:30");
  for (const char* text : {"", " ", "1 2", "one", "0x10", "inf", "nan", "1e999", "1,5"})
    CHECK(formatted("{0,number}", {text}) == "!its arguments do not have the types that the pattern asks for");
  CHECK(formatted("{0,number} '{0,date}' {q0}", {"1"}).starts_with("!the arguments of the pattern"));
  CHECK(formatted("{0,number} '{q0}' {0}", {"{q0}"}) ==
        "!its arguments do not have the types that the pattern asks for");
  CHECK(formatted("{0} '{0,number}'", {"1"}) == "1 {0,number}");
}

TEST_CASE("missing arguments are counted") {
  std::string error;
  const auto message = format_message("en", "UTC", "{0} {3}", {1LL}, error);
  REQUIRE(message);
  CHECK(message->text == "1 {3}");
  CHECK(message->arguments == 4);
  CHECK(format_message("en", "UTC", "plain", {1LL}, error)->arguments == 0);
}

TEST_CASE("patterns that ICU refuses, and arguments of other types") {
  CHECK(formatted("a {0", {1LL}).starts_with("!ICU refuses the pattern `a {0`: unmatched braces"));
  CHECK(formatted("{name} {0}", {1LL}) ==
        "!the arguments of the pattern `{name} {0}` are not all numbers, such as `{0}`");
  CHECK(formatted("{0,nothing}", {1LL}).starts_with("!ICU refuses the pattern"));
  CHECK(formatted("{0,number}", {"text"}) == "!its arguments do not have the types that the pattern asks for");
  CHECK(formatted("{0,date}", {"text"}) == "!its arguments do not have the types that the pattern asks for");
  CHECK(formatted("{-1}", {1LL}).starts_with("!"));
  CHECK(formatted("{99999999999}", {1LL}).starts_with("!"));
}

TEST_CASE("threads share formatters") {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 1000; ++i)
        if (formatted("{0}/{1}", {static_cast<long long>(i % 10), std::string("x")}) != std::to_string(i % 10) + "/x")
          ++wrong[static_cast<std::size_t>(thread)];
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}

}  // namespace
}  // namespace quire
