// The library's only exported symbol.
#include "runtime/api/format/icu_library.h"
#include "stdlib/format/dates.h"
#include "stdlib/format/messages.h"
#include "stdlib/format/numbers.h"
#include "stdlib/format/places.h"

#include <quire/abi_stamp.h>

#include <cstring>
#include <type_traits>

namespace {

class Icu final : public quire::IcuLibrary {
 public:
  std::optional<std::string> format_number(const NumberRule& rule, const Number& number,
                                           std::string& error) const override {
    return quire::format_number(rule, number, error);
  }
  std::optional<Number> parse_number(const NumberRule& rule, std::string_view text, std::string& error) const override {
    return quire::parse_number(rule, text, error);
  }
  std::optional<std::string> format_date(const DateRule& rule, long long milliseconds,
                                         std::string& error) const override {
    return quire::format_date(rule, milliseconds, error);
  }
  std::optional<ParsedDate> parse_date(const DateRule& rule, std::string_view text, std::string& error) const override {
    return quire::parse_date(rule, text, error);
  }
  std::optional<Message> format_message(std::string_view locale, std::string_view zone, std::string_view pattern,
                                        const std::vector<MessageArgument>& arguments,
                                        std::string& error) const override {
    return quire::format_message(locale, zone, pattern, arguments, error);
  }
  bool is_locale(std::string_view locale) const override { return quire::is_locale(locale); }
  bool has_formats(std::string_view locale) const override { return quire::has_formats(locale); }
  bool is_zone(std::string_view zone) const override { return quire::is_zone(zone); }
  std::vector<std::string> zone_names() const override { return quire::zone_names(); }
  std::string default_zone() const override { return quire::default_zone(); }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const quire::IcuLibrary* quire_icu_library(const char* stamp) {
  static const Icu icu;
  return std::strcmp(stamp, quire::kAbiStamp) == 0 ? &icu : nullptr;
}

static_assert(std::is_same_v<decltype(quire_icu_library), quire::IcuFunction>);
