#ifndef QUIRE_TESTS_PRINTED_H_
#define QUIRE_TESTS_PRINTED_H_

/// What values print in the places of a page.

#include <quire/print_in.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace quire {

inline constexpr std::string_view kBlocked = "about:invalid#blocked";

inline constexpr std::array kParts = {
    Part::kText,         Part::kRcdata,         Part::kAttribute, Part::kComment,   Part::kAttributeName,
    Part::kNamePart,     Part::kHeading,        Part::kUrlStart,  Part::kUrlPath,   Part::kUrlQuery,
    Part::kCodeUrlStart, Part::kCodeUrlPath,    Part::kSrcset,    Part::kSrcsetUrl, Part::kMetaRefresh,
    Part::kJs,           Part::kJsString,       Part::kJsRegexp,  Part::kJson,      Part::kCss,
    Part::kCssString,    Part::kCssStringStart, Part::kPlain};

template <class T>
std::string in(const Place& place, const T& value) {
  Writer out;
  print_in(out, place, value);
  return std::string(out.text());
}

/// The text that a browser reads in HTML that has only the references that are printed.
inline std::string decode_html(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text[0] == '&' ? text.find(';') : text.npos;
    const std::string_view name = end == text.npos ? std::string_view() : text.substr(1, end - 1);
    if (name == "amp") out += '&';
    else if (name == "lt") out += '<';
    else if (name == "gt") out += '>';
    else if (name == "#xfffd") out += "\ufffd";
    else if (name.starts_with('#')) out += static_cast<char>(std::stoi(std::string(name.substr(1))));
    else out += text[0];
    text.remove_prefix(name.empty() ? 1 : end + 1);
  }
  return out;
}

inline std::string decode_url(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return out;
}

struct Row {
  std::string_view value;
  std::string_view expected;
};

template <std::size_t kSize>
void check(const Place& place, const Row (&rows)[kSize]) {
  for (const Row& row : rows) {
    CAPTURE(static_cast<int>(place.part), row.value);
    CHECK(in(place, row.value) == row.expected);
  }
}

}  // namespace quire

#endif  // QUIRE_TESTS_PRINTED_H_
