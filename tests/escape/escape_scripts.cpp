// Prints random scripts as they are with a harmless and with a hostile value, one JSON object a line,
// for `javascript_test.mjs`, which has a real parser. The argument is how many.

#include "tests/escape/random_document.h"
#include "tests/escape/random_script.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace quire::escape_test {
namespace {

/// Where a script is in a document, and in which form.
struct Form {
  std::string_view name;
  std::string_view before;
  std::string (*encode)(std::string_view script);
};

std::string as_it_is(std::string_view script) { return std::string(script); }

bool is_plain(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '@'; }

/// Each special character as a reference. Bytes that are not ASCII stay, for a reference is a character.
std::string as_html(std::string_view script) {
  std::string text;
  for (const char c : script) {
    if (is_plain(c) || static_cast<signed char>(c) < 0) text += c;
    else text.append("&#").append(std::to_string(c)).append(";");
  }
  return text;
}

std::string as_url(std::string_view script) {
  std::string text;
  for (const char c : script) {
    if (is_plain(c)) {
      text += c;
      continue;
    }
    constexpr char kHexDigits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    const char code[] = {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    text.append(code, sizeof code);
  }
  return text;
}

constexpr Form kForms[] = {
    {"element", "<script>", as_it_is},        {"element", "<script>", as_it_is},
    {"attribute", "<p onclick=\"", as_html},  {"unquoted", "<p onclick=", as_html},
    {"url", "<a href=\"javascript:", as_url}, {"unquoted url", "<a href=javascript:", as_url},
    {"svg", "<svg><script>", as_html},        {"srcdoc", "<iframe srcdoc=\"&lt;script&gt;", as_html},
};

std::vector<std::string_view> split_at_values(std::string_view outline) {
  std::vector<std::string_view> pieces;
  while (!outline.empty()) {
    const std::size_t size = outline.front() == '@' ? 1 : outline.find('@');
    pieces.push_back(outline.substr(0, size));
    outline.remove_prefix(pieces.back().size());
  }
  return pieces;
}

void print_field(std::string_view before, std::string_view name, std::string_view value) {
  std::string text;
  for (const char c : value) {
    char code[8];
    if (c == '"' || c == '\\') text += '\\';
    if (static_cast<unsigned char>(c) >= ' ') text += c;
    else text.append(code, static_cast<std::size_t>(std::snprintf(code, sizeof code, "\\u%04x", c)));
  }
  std::printf("%.*s\"%.*s\":\"%s\"", static_cast<int>(before.size()), before.data(), static_cast<int>(name.size()),
              name.data(), text.c_str());
}

void print_script(std::mt19937& random) {
  const Form& form = kForms[random() % std::size(kForms)];
  const std::string outline = random_script(random);
  const std::string_view hostile = hostile_value(static_cast<std::uint8_t>(random()));
  const std::string text = std::string(form.before) + form.encode(outline);
  const RandomDocument document(split_at_values(text));
  if (document.value_count() == 0 || !document.is_sure()) return;
  const auto harmless = document.render("x");
  const auto attacked = document.render(hostile);
  if (!harmless || !attacked) return;
  print_field("{", "form", form.name);
  print_field(",", "outline", outline);
  print_field(",", "hostile", hostile);
  print_field(",", "harmless", harmless->substr(form.before.size()));
  print_field(",", "attacked", attacked->substr(form.before.size()));
  std::puts("}");
}

}  // namespace
}  // namespace quire::escape_test

int main(int count, char** arguments) {
  std::mt19937 random(20261128);
  for (long left = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 0; left > 0; --left)
    quire::escape_test::print_script(random);
}
