#include <quire/convert.h>

#include <charconv>
#include <cmath>

namespace quire {

BadRequest::~BadRequest() = default;

namespace detail {

namespace {

/// For example "parameter `n` is `5`"; long texts are truncated.
std::string in_words(std::string_view name, std::string_view text) {
  constexpr std::size_t kShown = 40;
  std::string shown(text.substr(0, kShown));
  if (text.size() > kShown) shown += "…";
  return "parameter `" + std::string(name) + "` is `" + shown + "`";
}

[[noreturn]] void refuse(std::string_view name, std::string_view text, std::string_view rule) {
  throw BadRequest(in_words(name, text) + "; it must be " + std::string(rule));
}

template <class T>
T number(std::string_view name, std::string_view text, std::string_view rule) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) refuse(name, text, rule);
  return value;
}

std::string between(const std::string& low, const std::string& high) {
  return "a whole number from " + low + " to " + high;
}

}  // namespace

long long param_integer(std::string_view name, std::string_view text, long long low, long long high) {
  const std::string rule = between(std::to_string(low), std::to_string(high));
  const auto value = number<long long>(name, text, rule);
  if (value < low || value > high) refuse(name, text, rule);
  return value;
}

unsigned long long param_unsigned(std::string_view name, std::string_view text, unsigned long long high) {
  const std::string rule = between("0", std::to_string(high));
  const auto value = number<unsigned long long>(name, text, rule);
  if (value > high) refuse(name, text, rule);
  return value;
}

double param_double(std::string_view name, std::string_view text, double limit) {
  const auto value = number<double>(name, text, "a number");
  // `std::from_chars` reads `nan` and `inf` too.
  if (!std::isfinite(value)) refuse(name, text, "a number");
  if (std::abs(value) > limit) refuse(name, text, "a number that fits its type");
  return value;
}

bool param_bool(std::string_view name, std::string_view text) {
  if (text == "true" || text == "on" || text == "yes" || text == "1") return true;
  if (text == "false" || text == "off" || text == "no" || text == "0") return false;
  refuse(name, text, "`true` or `false`");
}

char param_char(std::string_view name, std::string_view text) {
  if (text.size() != 1) refuse(name, text, "one character");
  return text.front();
}

void refuse_missing_param(std::string_view name) {
  throw BadRequest("parameter `" + std::string(name) + "` is missing");
}

void refuse_param(std::string_view name, std::string_view text, std::string_view rule, std::string_view bound) {
  throw BadRequest(in_words(name, text) + "; it must be " + std::string(rule) + std::string(bound));
}

void refuse_param_length(std::string_view name, std::string_view text, std::string_view rule, std::size_t bound) {
  throw BadRequest(in_words(name, text) + "; it must be " + std::string(rule) + std::to_string(bound) +
                   (bound == 1 ? " byte long" : " bytes long"));
}

}  // namespace detail

}  // namespace quire
