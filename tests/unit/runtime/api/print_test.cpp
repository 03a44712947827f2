#include <quire/print.h>
#include <quire/value.h>

#include <bitset>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <limits>
#include <optional>
#include <ratio>
#include <stdexcept>
#include <vector>

namespace shop {

struct Money {
  long long cents;
};
void print(quire::Writer& out, const Money& money) { out << money.cents << " <ct>"; }

enum class Colour { kRed, kBlue };
void print(quire::Writer& out, Colour colour) { out.raw(colour == Colour::kRed ? "red" : "blue"); }

enum Level { kLow = -1, kHigh = 7 };
enum Tiny : std::uint8_t { kTiny = 200 };

/// Text by conversion.
struct Name {
  operator std::string_view() const { return "<n>"; }
};

/// A printer of its own comes before everything that the type could be too.
struct Label {
  operator std::string_view() const { return "never"; }
};
void print(quire::Writer& out, const Label&) { out.raw("label"); }

}  // namespace shop

namespace quire {
namespace {

namespace chrono = std::chrono;

template <class T>
std::string html(const T& value) {
  Writer out;
  print_html(out, value);
  return std::string(out.text());
}

template <class T>
std::string raw(const T& value) {
  Writer out;
  print_raw(out, value);
  return std::string(out.text());
}

template <class T>
using Limits = std::numeric_limits<T>;

TEST_CASE("text is escaped by print_html alone") {
  const std::string text = "a<b";
  const char* const pointer = text.c_str();
  const char array[] = "a<b";
  char writable[] = "a<b";
  CHECK(html(text) == "a&lt;b");
  CHECK(html(std::string_view(text)) == "a&lt;b");
  CHECK(html(pointer) == "a&lt;b");
  CHECK(html(array) == "a&lt;b");
  CHECK(html(writable) == "a&lt;b");
  CHECK(html(static_cast<char*>(writable)) == "a&lt;b");
  CHECK(html(shop::Name()) == "&lt;n&gt;");
  CHECK(html('<') == "&lt;");
  CHECK(raw(text) == "a<b");
  CHECK(raw(std::string_view(text)) == "a<b");
  CHECK(raw(pointer) == "a<b");
  CHECK(raw(shop::Name()) == "<n>");
  CHECK(raw('<') == "<");
  CHECK(html(std::string()).empty());
  CHECK(html("").empty());
  CHECK(html(std::string("a\0b", 3)) == std::string("a\0b", 3));
}

TEST_CASE("integers of any width are numbers") {
  CHECK(html(0) == "0");
  CHECK(html(-7) == "-7");
  CHECK(html(std::int8_t{65}) == "65");
  CHECK(html(std::uint8_t{65}) == "65");
  CHECK(html(static_cast<signed char>(-128)) == "-128");
  CHECK(html(static_cast<unsigned char>(255)) == "255");
  CHECK(html(std::int16_t{-32768}) == "-32768");
  CHECK(html(std::uint16_t{65535}) == "65535");
  CHECK(html(Limits<int>::min()) == "-2147483648");
  CHECK(html(Limits<unsigned>::max()) == "4294967295");
  CHECK(html(Limits<long>::min()) == "-9223372036854775808");
  CHECK(html(Limits<unsigned long>::max()) == "18446744073709551615");
  CHECK(html(Limits<long long>::min()) == "-9223372036854775808");
  CHECK(html(Limits<long long>::max()) == "9223372036854775807");
  CHECK(html(Limits<unsigned long long>::max()) == "18446744073709551615");
  CHECK(raw(Limits<long long>::min()) == "-9223372036854775808");
}

TEST_CASE("doubles have their shortest form") {
  const struct {
    double value;
    std::string_view expected;
  } rows[] = {
      {0.0, "0"},
      {-0.0, "-0"},
      {1.0, "1"},
      {0.1, "0.1"},
      {-2.5, "-2.5"},
      {1.0 / 3.0, "0.3333333333333333"},
      {100000.0, "1e+05"},
      {123456.0, "123456"},
      {1e300, "1e+300"},
      {Limits<double>::max(), "1.7976931348623157e+308"},
      {Limits<double>::denorm_min(), "5e-324"},
      {Limits<double>::infinity(), "inf"},
      {-Limits<double>::infinity(), "-inf"},
      {Limits<double>::quiet_NaN(), "nan"},
  };
  for (const auto& row : rows) CHECK(html(row.value) == row.expected);
  CHECK(html(0.1F) == "0.1");
  CHECK(html(1.5F) == "1.5");
  CHECK(html(Limits<float>::max()) == "3.4028235e+38");
  CHECK(html(2.5L) == "2.5");
}

TEST_CASE("bool is a word") {
  CHECK(html(true) == "true");
  CHECK(html(false) == "false");
  CHECK(raw(true) == "true");
}

TEST_CASE("enums are numbers, or what their printer says") {
  CHECK(html(shop::kLow) == "-1");
  CHECK(html(shop::kHigh) == "7");
  CHECK(html(shop::kTiny) == "200");
  CHECK(html(shop::Colour::kRed) == "red");
}

TEST_CASE("a type prints itself by a function beside it") {
  CHECK(html(shop::Money{250}) == "250 &lt;ct&gt;");
  CHECK(raw(shop::Money{250}) == "250 &lt;ct&gt;");
  CHECK(html(shop::Label()) == "label");
}

TEST_CASE("an optional prints what it holds") {
  CHECK(html(std::optional<int>(3)) == "3");
  CHECK(html(std::optional<std::string>("<")) == "&lt;");
  CHECK(raw(std::optional<std::string>("<")) == "<");
  CHECK(html(std::optional<shop::Colour>(shop::Colour::kBlue)) == "blue");
  CHECK(html(std::optional<std::optional<int>>(4)) == "4");
}

TEST_CASE("what holds nothing throws and prints nothing") {
  Writer out;
  CHECK_THROWS_AS(print_html(out, std::optional<int>()), std::logic_error);
  CHECK_THROWS_AS(print_raw(out, std::optional<std::string>()), std::logic_error);
  CHECK_THROWS_WITH(print_html(out, std::optional<int>()),
                    "an empty optional cannot be printed; test it first, or provide a default");
  const char* const none = nullptr;
  CHECK_THROWS_WITH(print_html(out, none),
                    "a null `const char*` cannot be printed; test it first, or provide a default");
  CHECK_THROWS_AS(print_raw(out, none), std::logic_error);
  CHECK_THROWS_AS(print_html(out, static_cast<char*>(nullptr)), std::logic_error);
  CHECK_THROWS_AS(print_html(out, Value()), std::logic_error);
  CHECK(out.text().empty());
}

TEST_CASE("paths have slashes") {
  CHECK(html(std::filesystem::path("/a/<b>")) == "/a/&lt;b&gt;");
  CHECK(raw(std::filesystem::path("/a/<b>")) == "/a/<b>");
}

TEST_CASE("values print as what they are") {
  CHECK(html(Value(true)) == "true");
  CHECK(html(Value(-3)) == "-3");
  CHECK(html(Value(0.5)) == "0.5");
  CHECK(html(Value("<")) == "&lt;");
  CHECK(raw(Value("<")) == "<");
  CHECK_THROWS_WITH(html(Value::list({1})), Catch::Contains("list") && Catch::Contains("cannot be printed"));
  CHECK_THROWS_WITH(raw(Value::map({{"a", 1}})), Catch::Contains("map"));
}

TEST_CASE("durations have their unit") {
  CHECK(html(chrono::nanoseconds(5)) == "5ns");
  CHECK(html(chrono::microseconds(5)) == "5us");
  CHECK(html(chrono::milliseconds(250)) == "250ms");
  CHECK(html(chrono::seconds(-1)) == "-1s");
  CHECK(html(chrono::minutes(2)) == "2min");
  CHECK(html(chrono::hours(3)) == "3h");
  CHECK(html(chrono::days(4)) == "4d");
  CHECK(html(chrono::duration<double>(1.5)) == "1.5s");
  CHECK(html(chrono::duration<int, std::ratio<7>>(2)) == "2[7]s");
  CHECK(html(chrono::duration<int, std::ratio<1, 30>>(2)) == "2[1/30]s");
  CHECK(html(chrono::duration<int, std::ratio<2, 4000>>(2)) == "2[1/2000]s");
}

TEST_CASE("system times are ISO 8601 in UTC") {
  CHECK(html(chrono::system_clock::time_point()) == "1970-01-01T00:00:00Z");
  CHECK(html(chrono::sys_seconds(chrono::seconds(1'795'374'600))) == "2026-11-22T19:10:00Z");
  CHECK(html(chrono::sys_days(chrono::year(2024) / 2 / 29)) == "2024-02-29T00:00:00Z");
  CHECK(html(chrono::sys_seconds(chrono::seconds(-1))) == "1969-12-31T23:59:59Z");
  CHECK(html(chrono::system_clock::time_point(chrono::milliseconds(1999))) == "1970-01-01T00:00:01Z");
}

TEST_CASE("a moment before a full second belongs to the second before it") {
  CHECK(html(chrono::system_clock::time_point(chrono::milliseconds(-1))) == "1969-12-31T23:59:59Z");
}

TEST_CASE("times outside the clock's own range") {
  CHECK(html(chrono::sys_days(chrono::year(2500) / 1 / 1)) == "2500-01-01T00:00:00Z");
  CHECK(html(chrono::sys_seconds(chrono::sys_days(chrono::year(1000) / 12 / 31))) == "1000-12-31T00:00:00Z");
  CHECK_THROWS_AS(html(chrono::sys_seconds(chrono::seconds(Limits<long long>::max()))), std::out_of_range);
}

TEST_CASE("elements of packed bits are true or false") {
  std::vector<bool> bits = {true, false};
  const std::bitset<2> set(1);
  std::bitset<2> writable = set;
  CHECK(html(bits[0]) == "true");
  CHECK(html(bits[1]) == "false");
  CHECK(html(writable[0]) == "true");
  CHECK(html(set[1]) == "false");
}

TEST_CASE("the writer's shift operator escapes") {
  Writer out;
  out << "<" << 'c' << 1 << true << std::string(">") << shop::Money{5} << std::optional<int>(2);
  CHECK(out.text() == "&lt;c1true&gt;5 &lt;ct&gt;2");
}

}  // namespace
}  // namespace quire
