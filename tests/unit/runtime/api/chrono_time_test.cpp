#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/codec.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

namespace quire {
namespace {

namespace chrono = std::chrono;
using chrono::hours;
using chrono::milliseconds;
using chrono::minutes;
using chrono::seconds;

constexpr chrono::year_month_day kDate = chrono::year(2026) / 11 / 22;

/// What a value of an expression is, as text.
template <class T>
std::string text_of(const T& time) {
  TestPage c;
  const Value& value = el::value(c, time);
  return std::string(value.kind_name()) + " " + detail::time_text(value.as_time());
}

TEST_CASE("times of <chrono> are times in expressions") {
  CHECK(text_of(chrono::sys_days(kDate) + hours(19)) == "time 2026-11-22T19:00:00Z");
  CHECK(text_of(chrono::sys_days(kDate) + milliseconds(5)) == "time 2026-11-22T00:00:00.005Z");
  CHECK(text_of(chrono::sys_time<milliseconds>(milliseconds(-1))) == "time 1969-12-31T23:59:59.999Z");
  CHECK(text_of(chrono::system_clock::time_point()) == "time 1970-01-01T00:00:00Z");
  CHECK(text_of(chrono::sys_days(kDate)) == "time 2026-11-22");
  CHECK(text_of(chrono::local_days(kDate)) == "time 2026-11-22");
  CHECK(text_of(chrono::local_days(kDate) + minutes(90)) == "time 2026-11-22T01:30:00");
  CHECK(text_of(kDate) == "time 2026-11-22");
  CHECK(text_of(chrono::year(2024) / chrono::February / chrono::last) == "time 2024-02-29");
  CHECK(text_of(chrono::hh_mm_ss(hours(7) + minutes(30))) == "time 07:30:00");
  CHECK(text_of(chrono::hh_mm_ss(milliseconds(1500))) == "time 00:00:01.500");
  // Years that no system clock with nanoseconds can have.
  CHECK(text_of(chrono::sys_seconds(seconds(253'402'300'800))) == "time 10000-01-01T00:00:00Z");
  CHECK_THROWS_AS(text_of(chrono::year(2026) / 2 / 30), std::out_of_range);
  CHECK_THROWS_AS(text_of(chrono::year_month_day()), std::out_of_range);
}

TEST_CASE("what expressions print of times") {
  TestPage c;
  CHECK(printed(c, chrono::sys_days(kDate) + hours(19)) == "2026-11-22T19:00:00Z");
  CHECK(printed(c, kDate) == "2026-11-22");
  CHECK(printed(c, chrono::local_days(kDate) + hours(19)) == "2026-11-22T19:00:00");
  CHECK(printed(c, chrono::hh_mm_ss(seconds(5))) == "00:00:05");
  CHECK(printed(c, el::value(c, kDate)) == "2026-11-22");
  CHECK(printed(c, Value::list({el::value(c, kDate), 1})) == "[2026-11-22, 1]");
}

TEST_CASE("times have properties by their form") {
  TestPage c;
  const auto property = [&](const Value& time, const char* name) -> const Value& {
    return el::get(c, time, {name, name});
  };
  const Value instant = Time{1'795'374'605, 250'000'000, Time::Form::kInstant, 60};
  CHECK(property(instant, "year") == 2026);
  CHECK(property(instant, "month") == 11);
  CHECK(property(instant, "day") == 22);
  CHECK(property(instant, "hour") == 19);
  CHECK(property(instant, "minute") == 10);
  CHECK(property(instant, "second") == 5);
  CHECK(property(instant, "time") == 1'795'374'605'250);
  CHECK(el::index(c, instant, "year") == 2026);
  const Value date = Time{0, 0, Time::Form::kDate};
  CHECK(property(date, "year") == 1970);
  CHECK(error_of([&] { property(date, "hour"); }) == "1970-01-01 (a time) has no property `hour`");
  const Value clock = Time{61, 0, Time::Form::kTimeOfDay};
  CHECK(property(clock, "minute") == 1);
  CHECK_THROWS_AS(property(clock, "year"), el::Error);
  CHECK_THROWS_AS(property(clock, "time"), el::Error);
}

TEST_CASE("a time converts to one of <chrono>") {
  TestPage c;
  const Value instant = Time{-1, 999'000'000, Time::Form::kInstant};
  CHECK(el::to<chrono::sys_time<milliseconds>>(c, instant).time_since_epoch() == milliseconds(-1));
  CHECK(el::to<chrono::sys_seconds>(c, instant).time_since_epoch() == seconds(-1));
  CHECK(el::to<chrono::sys_days>(c, Value(Time{86'400, 0, Time::Form::kDate})).time_since_epoch() == chrono::days(1));
  CHECK_THROWS_AS(el::to<chrono::sys_seconds>(c, Value(Time{86'400, 0, Time::Form::kDateTime})), el::Error);
  CHECK(el::to<std::string>(c, instant) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a C++ variable can be a time as well") {
  TestPage c;
  const Time time{86'400, 0, Time::Form::kDate};
  CHECK(printed(c, time) == "1970-01-02");
  CHECK(el::value(c, time) == Value(time));
  Writer json;
  print_in(json, {Part::kJson}, Value::list({Value(time), nullptr}));
  CHECK(json.text() == "[\"1970-01-02\",null]");
  CHECK(restore<Time>("t", store(time)) == time);
  CHECK(restore<Value>("t", store(time)) == Value(time));
  CHECK_THROWS_AS(restore<Time>("t", store(5)), std::logic_error);
}

}  // namespace
}  // namespace quire
